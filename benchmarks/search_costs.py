"""The cost of a search and a publication, from the items that the adapters write → the figures in docs/scale.md.

`make scale` runs it.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import mean
from typing import Any

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.locality_counts import counts
from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import READ_MAX
from web_service.api.search.queries import LIMIT, LIMIT_MAX, LOCALITIES_MAX
from web_service.domain.listings.listing import Listing

from benchmarks.seed_listings import bare, in_china, listing_of, with_texts
from demo.catalogue import HOUSES
from unicorn_kit import transactions

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- computed by `make scale` -->\n", "<!-- end of the computed figures -->"
READ_UNIT, WRITE_UNIT = 4096, 1024  # bytes
READS_MAX = 3000  # read units a second that one partition supports
LISTINGS, CITY = 1_000_000, 100_000
SORTED_BY = ("sk", "price", "since", "pk")  # by_house, by_price, by_newest and by_place
INDEX_ENTRY = 100  # bytes that DynamoDB adds to the content of each


def size_of(item: Mapping[str, Any]) -> int:
    """Return the size of an item as DynamoDB counts it, in bytes: names and values; two digits are one byte."""
    return sum(len(name.encode()) + _bytes(value) for name, value in item.items())


def _bytes(value: Mapping[str, Any]) -> int:
    match value:
        case {"S": text}:
            return len(text.encode())
        case {"N": number}:
            return (len(Decimal(number).normalize().as_tuple().digits) + 1) // 2 + 1
        case {"L": entries}:
            return 3 + sum(1 + _bytes(entry) for entry in entries)
        case {"M": entries}:
            return 3 + sum(1 + len(name.encode()) + _bytes(entry) for name, entry in entries.items())
    return 1


def entries(listing: Listing) -> Iterator[int]:
    """Yield the size of each entry of a listing in an index of cards."""
    assert listing.public_version
    for card in public_items(listing, listing.public_version)[1:]:
        for sorted_by in SORTED_BY:
            yield size_of({name: card[name] for name in {"pk", "sk", "area", "card", sorted_by}})


def reads(size: float) -> float:
    """Return the read units of an eventually consistent query that reads this many bytes."""
    return -(-size // READ_UNIT) / 2


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
    places = [change["Put"]["Item"] for change in counts("t", replace(listing, public_version=None), listing, {0, 1})]
    items = [listing_item(listing), *public_items(listing, listing.public_version), *places]
    table = sum(2 * -(-size_of(item) // WRITE_UNIT) for item in items)  # an item in a transaction costs twice
    return table, sum(-(-size // WRITE_UNIT) for size in entries(listing)) + 2  # two: its status changes in by_status


def crowd(writers: int, *, seconds: float = 200, held: float = 0.02) -> tuple[float, float, float]:
    """Simulate writers that change one country's count without a pause, each write locking it for 20 ms.

    Return the changes a second, the tries for each, and the share that gave up.
    """
    chance, free, tries = random.Random(7), 0.0, 0
    queue = [(chance.random() * held, 0) for _ in range(writers)]
    done = lost = 0
    while (now := min(queue)[0]) < seconds:
        _, tried = queue.pop(queue.index(min(queue)))
        tries += 1
        if now >= free:
            free, done, again = now + held, done + 1, (now + held, 0)
        elif tried + 1 == transactions.TRIES:
            lost, again = lost + 1, (now, 0)
        else:
            most = min(transactions.PAUSE_MAX, transactions.PAUSE * 2**tried)
            again = (now + held / 4 + chance.uniform(0, most), tried + 1)
        queue.append(again)
    return done / seconds, tries / done, lost / (done + lost)


def figures() -> str:
    """Return the computed part of the page."""
    cards = card_sizes()
    seeded = [listing_of(house) for house in HOUSES]
    return "\n".join(
        [*_cards(cards), "", *_searches(cards, seeded), "", *_storage(cards, seeded), "", *_writes(seeded), ""]
    )


def _cards(cards: Mapping[str, float]) -> Iterator[str]:
    yield f"| a card, mean of the {len(HOUSES)} demo listings | bytes | page of {LIMIT}, bytes | read units |"
    yield "|---|--:|--:|--:|"
    for name, size in cards.items():
        yield f"| {name} | {size:.0f} | {size * LIMIT:,.0f} | {reads(size * LIMIT):.1f} |"


def _searches(cards: Mapping[str, float], seeded: list[Listing]) -> Iterator[str]:
    card = cards["with every field filled"]
    details = mean(size_of(public_items(x, x.public_version)[0]) for x in seeded if x.public_version)
    hidden = replace(seeded[0], public_version=None)
    country, city = [size_of(change["Put"]["Item"]) for change in counts("t", hidden, seeded[0], {0, 1})]
    yield "| one request | items | read units | share of one partition's 3,000 a second, at 1,000 requests a second |"
    yield "|---|--:|--:|--:|"
    for name, items, size in (
        (f"a page of {LIMIT}", LIMIT, card),
        (f"a page of {LIMIT_MAX}", LIMIT_MAX, card),
        (f"a filtered page, at worst {READ_MAX} cards", READ_MAX, card),
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
    count = 4 * len(SORTED_BY) * LISTINGS
    yield f"| their {count:,} index entries | {count * entry / 1e9:.1f} |"
    yield f"| of these, one key of one index for a city with {CITY:,} | {CITY * entry / 1e9:.2f} |"


def _writes(seeded: list[Listing]) -> Iterator[str]:
    table, indexes = (mean(units) for units in zip(*map(write_units, seeded), strict=True))
    yield f"A first publication writes {table:.0f} units to the table and {indexes:.0f} to its indexes."
    yield ""
    yield "| writers of one country, without a pause | changes a second | tries for each | gave up |"
    yield "|--:|--:|--:|--:|"
    for writers in (1, 2, 5, 10):
        done, tries, lost = crowd(writers)
        yield f"| {writers} | {done:.0f} | {tries:.1f} | {lost:.1%} |"


def page() -> str:
    """Return the whole page with the current figures."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    return before + BEGIN + "\n" + figures() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page())
    print(figures())
