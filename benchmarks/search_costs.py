"""The cost of a search and a publication, computed from the items that the adapters write: for docs/scale.md."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import mean
from typing import Any

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.card_search import READ_MAX
from web_service.adapters.search.localities import locality_key
from web_service.adapters.search.public_items import public_items
from web_service.api.search.queries import LIMIT, LIMIT_MAX, LOCALITIES_MAX
from web_service.domain.listings.listing import Listing

from benchmarks import feed_costs
from benchmarks.item_sizes import reads, size_of, writes
from benchmarks.seed_listings import bare, in_china, listing_of, with_texts
from demo.catalogue import HOUSES

READS_MAX = 3000  # read units a second that one partition supports
WRITES_MAX = 1000  # write units a second, likewise
LISTINGS, CITY, LARGEST_CITY = 1_000_000, 100_000, 1_000_000
SORTED_BY = ("sk", "price", "since")  # by_house, by_price and by_newest
INDEX_ENTRY = 100  # bytes that DynamoDB adds to the content of each


LOCALITIES = [  # a country and a city
    locality_key(None, "usa") | {"spelling": {"S": "USA"}, "listings": {"N": "123456"}, "cities": {"N": "1234"}},
    locality_key("usa", "springfield")
    | {"spelling": {"S": "Springfield, Massachusetts"}, "country_name": {"S": "USA"}}
    | {name: {"N": "12345"} for name in ("listings", "in_USD", "filed", "due", "settled")},
]


TALLY = {"tally": {"S": "x" * 100}}  # as many bytes as one has


def entries(listing: Listing) -> Iterator[int]:
    """Yield the size of each entry of a listing in an index of cards."""
    assert listing.public_version
    for card in public_items(listing, listing.public_version)[1:]:
        for sorted_by in (name for name in SORTED_BY if name in card):
            yield size_of({name: card[name] for name in {"pk", "sk", "area", "card", sorted_by}})


def card_sizes() -> dict[str, float]:
    seeded = [listing_of(house) for house in HOUSES]
    sets = {
        "with one image and nothing else": map(bare, seeded),
        "with every field filled": seeded,
        "with every field filled, in a city of China": map(in_china, seeded),
        "with the longest texts": [with_texts(listing, "x") for listing in seeded],
        "with the longest texts in Japanese": [with_texts(listing, "家") for listing in seeded],
    }
    return {name: mean(size for listing in listings for size in entries(listing)) for name, listings in sets.items()}


def write_units(listing: Listing) -> tuple[int, int]:
    """Return the write units of a first publication: those of the table, and those of its indexes."""
    assert listing.public_version
    items: list[Mapping[str, Any]] = [listing_item(listing), *public_items(listing, listing.public_version), TALLY]
    table = sum(2 * writes(size_of(item)) for item in items)  # an item in a transaction costs twice
    return table, sum(map(writes, entries(listing))) + 2  # two: its status changes in by_status


def figures() -> str:
    """Return the computed part of the page."""
    cards = card_sizes()
    seeded = [listing_of(house) for house in HOUSES]
    parts = (_cards(cards), _searches(cards, seeded), _storage(cards, seeded), _writes(seeded))
    return "\n".join([line for part in parts for line in (*part, "")] + [feed_costs.figures(), ""])


def _cards(cards: Mapping[str, float]) -> Iterator[str]:
    yield f"| a card, mean of the {len(HOUSES)} demo listings | bytes | page of {LIMIT}, bytes | read units |"
    yield "|---|--:|--:|--:|"
    for name, size in cards.items():
        yield f"| {name} | {size:.0f} | {size * LIMIT:,.0f} | {reads(size * LIMIT):.1f} |"


def _searches(cards: Mapping[str, float], seeded: list[Listing]) -> Iterator[str]:
    card = cards["with every field filled"]
    details = mean(size_of(public_items(x, x.public_version)[0]) for x in seeded if x.public_version)
    country, city = (size_of(item) for item in LOCALITIES)
    yield "| one request | items | read units | share of one partition's 3,000 a second, at 1,000 requests a second |"
    yield "|---|--:|--:|--:|"
    for name, items, size in (
        (f"a page of {LIMIT}", LIMIT, card),
        (f"a page of {LIMIT_MAX}", LIMIT_MAX, card),
        (f"filters in a city of an earlier release, at worst {READ_MAX:,} cards", READ_MAX, card),
        ("the details", 1, details),
        ("200 countries", 200, country),
        (f"{LOCALITIES_MAX:,} cities", LOCALITIES_MAX, city),
    ):
        units = reads(items * size)
        yield f"| {name} | {items:,} | {units:.1f} | {1000 * units / READS_MAX:.0%} |"


def _storage(cards: Mapping[str, float], seeded: list[Listing]) -> Iterator[str]:
    entry = cards["with every field filled"] + INDEX_ENTRY
    items = mean(
        size_of(listing_item(x)) + sum(map(size_of, public_items(x, x.public_version)))
        for x in seeded
        if x.public_version
    )
    yield "| stored | GB |"
    yield "|---|--:|"
    yield f"| {LISTINGS:,} approved listings, their details and cards | {LISTINGS * items / 1e9:.1f} |"
    count = LISTINGS * round(mean(len(list(entries(listing))) for listing in seeded))
    yield f"| their {count:,} index entries | {count * entry / 1e9:.1f} |"
    yield f"| of these, one key of one index for a city with {CITY:,} | {CITY * entry / 1e9:.2f} |"
    yield f"| likewise for a city with {LARGEST_CITY:,} | {LARGEST_CITY * entry / 1e9:.2f} |"


def _writes(seeded: list[Listing]) -> Iterator[str]:
    yield "| one publication writes | cards | units to the table | units to its indexes |"
    yield "|---|--:|--:|--:|"
    for bedrooms in (0, 1, 3, 5, 10, 50):
        listings = [replace(x, features=replace(x.features, bedrooms=bedrooms)) for x in seeded]
        table, indexes = (mean(units) for units in zip(*map(write_units, listings), strict=True))
        cards = mean(len(public_items(x, x.public_version)) - 1 for x in listings if x.public_version)
        home = f"a home with {bedrooms or 'no'} bedroom{'s' * (bedrooms != 1)}"
        yield f"| {home} | {cards:.0f} | {table:.0f} | {indexes:.0f} |"
