"""Items that are in tables today are read rightly, in every format that was ever written."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from live_feed_service.adapters.event_items import to_head, to_live_event
from live_feed_service.adapters.event_table import LiveEventTable
from web_service.adapters.listings.listing_items import listing_item, to_listing
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.publication.review_table import ReviewTable
from web_service.adapters.search import cards, details
from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.adapters.search.tallies import to_tally
from web_service.domain.listings.features import CARD_FACTS, FACTS, Area, Choice, Fact, Features, Quarters, Text, Whole
from web_service.domain.listings.listing import Listing
from web_service.domain.search.cards import Card

from tests.adapters.web import stored_examples as examples
from tests.adapters.web.agency import Counts
from tests.adapters.web.conftest import TABLE
from tests.adapters.web.stored_examples import EVENT, FOLDER, FRONT, LISTING, NEWEST, NOTES, example
from tests.templates import create_table
from unicorn_kit.numbers import json_number

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LIVE_TABLE = "WebLiveEventsTable"
assert LISTING.request
REQUEST = LISTING.request
BEFORE_10 = replace(LISTING, request=replace(REQUEST, appeal=None), review=None, is_changed=False, is_appealed=False)
BEFORE_9 = replace(BEFORE_10, images=(FRONT, NOTES))  # none is made from another one
BEFORE_8 = replace(BEFORE_9, location=None)
BEFORE_6 = replace(BEFORE_8, images=(replace(FRONT, is_private=False), NOTES))
UNTEXTED = replace(FRONT, alt_text=None, caption=None, is_private=False)
BEFORE_FACTS = replace(
    BEFORE_8, features=Features(), price_history=(), status_history=(), images=(UNTEXTED, NOTES)
)  # fmt: skip
FOUR_FIELDS = replace(LISTING.address, region=None, postcode=None, unit=None)


def before_4(listing: Listing) -> Listing:
    """Return a listing as formats 1 to 3 have it.

    Its address has four fields, its rent no period, its public version no currency.
    """
    assert listing.public_version
    return replace(
        listing,
        address=FOUR_FIELDS,
        features=replace(listing.features, rent_period=None),
        public_version=replace(listing.public_version, currency=None),
    )


def before_5(listing: Listing) -> Listing:
    """Return a listing as formats 1 to 4 have it: its public version is not found by its bedrooms and currency."""
    assert listing.public_version
    return replace(listing, public_version=replace(listing.public_version, is_filed=False))


def before_7(listing: Listing) -> Listing:
    """Return a listing as formats 1 to 6 have it: its public version is not found by its price in any order."""
    assert listing.public_version
    return replace(listing, public_version=replace(listing.public_version, is_banded=False))


LISTINGS = {
    1: before_4(before_5(before_7(BEFORE_FACTS))),
    2: before_4(before_5(before_7(BEFORE_FACTS))),
    3: before_4(before_5(before_7(BEFORE_6))),
    4: before_5(before_7(BEFORE_6)),
    5: before_7(BEFORE_6),
    6: before_7(BEFORE_8),
    7: BEFORE_8,
    8: BEFORE_9,
    9: BEFORE_10,
    10: LISTING,
}
assert LISTING.location
LOCATION = LISTING.location.public()
CARD = Card(
    property_id=LISTING.property_id,
    country="Österreich",
    city="Linz",
    street="Haupt-Straße",
    number="5a",
    kind="rent",
    minor=19999,
    decimals=2,
    currency="USD",
    image_id=str(FRONT.image_id),
    alt_text="The front, in März",
    headline="Sunny cottage",
    property_type="farm",
    bedrooms=0,
    bathrooms=3,
    living_area=118.25,
    rent_period="month",
    region="Oberösterreich",
    postcode="4020",
    unit="Top 3",
    since=1772452800000,
)
CARD_4 = CARD._replace(since=None)
CARD_3 = CARD_4._replace(region=None, postcode=None, unit=None, rent_period=None)
NOTHING: dict[str, Any] = dict.fromkeys(CARD_FACTS)
BARE_CARD = CARD_3._replace(alt_text=None, **NOTHING)
CARDS = {1: BARE_CARD, 2: BARE_CARD, 3: CARD_3, 4: CARD_4, 5: CARD}


def versions(kind: str) -> list[int]:
    return sorted(int(path.stem.rpartition(".v")[2]) for path in FOLDER.glob(f"{kind}.v*.json"))


@pytest.mark.parametrize("kind", NEWEST)
def test_every_format_of_a_kind_has_its_example(kind: str) -> None:
    assert versions(kind) == list(range(1, NEWEST[kind] + 1))


@pytest.mark.parametrize("kind", NEWEST)
def test_items_are_written_in_the_newest_format(kind: str) -> None:
    """A change of what is written is a new format: raise its number in NEWEST and write its example."""
    assert examples.written()[kind] == example(kind, NEWEST[kind])
    assert list(examples.written()[kind]) == list(example(kind, NEWEST[kind]))


def test_every_example_is_of_a_known_kind() -> None:
    assert {path.name.partition(".")[0] for path in FOLDER.iterdir()} == set(NEWEST)


def kind_of(item: dict[str, Any]) -> str:
    """Return the kind of a stored item. Raises LookupError for one that has no examples."""
    number = item.get("number", {"N": ""})["N"]
    key = f"{item['pk']['S']} {item['sk']['S'] if 'sk' in item else number}"
    for kind, pattern in KEYS.items():
        if re.fullmatch(pattern, key):
            return kind
    raise LookupError(f"a new kind of item needs an example under stored/: {key}")


KEYS = {
    "listing": r"[^ ]+/[^ ]+ LISTING",
    "review": r"REVIEW#[0-9a-f-]{36} REVIEW",
    "public": r"[^ ]+/[^ ]+ PUBLIC",
    "card": r"[^ ]+/[^ ]+ C[0-7](\.\d+)?(#[^#]+)+",
    "map_card": r"[^ ]+/[^ ]+ C[89]#[0-9a-z]{10}",
    "band_card": r"[^ ]+/[^ ]+ C[45]\.p\d+(#[^#]+)+",
    "tally": r"[^ ]+/[^ ]+ TALLY",
    "country": r"PLACES [a-z-]+",
    "city": r"PLACES#[a-z-]+ [a-z-]+",
    "live_head": r"HEAD 0",
    "live_seen": r"EVENT#[^ ]+ 0",
    "live_event": r"(ALL|PROPERTY#[^ ]+|CORRELATION#[^ ]+) \d+",
}


def test_every_kind_of_item_that_is_written_has_an_example(dynamodb: "DynamoDBClient", listings: ListingTable) -> None:
    create_table(dynamodb, "unicorn_web", LIVE_TABLE)
    listings.add(replace(LISTING, public_version=None))
    listings.save(LISTING, LISTING)
    listings.save(replace(LISTING, public_version=None), LISTING)
    listings.save(LISTING, examples.WAITING)
    counts = Counts(dynamodb)
    counts.count([{"dynamodb": {"NewImage": listing_item(LISTING)}}])
    counts.count([{"dynamodb": {"NewImage": example("city", 3) | {"due": {"N": "1"}}}}])
    assert LiveEventTable(dynamodb, LIVE_TABLE).append(EVENT, until=examples.UNTIL)
    stored = [item for table in (TABLE, LIVE_TABLE) for item in dynamodb.scan(TableName=table)["Items"]]
    dynamodb.delete_table(TableName=LIVE_TABLE)
    assert {kind_of(dict(item)) for item in stored} == set(NEWEST)
    for item in stored:
        kind = kind_of(dict(item))
        assert set(item) == set(example(kind, NEWEST[kind])), kind


@pytest.mark.parametrize("version", versions("listing"))
def test_a_listing_is_read(version: int) -> None:
    assert to_listing(example("listing", version)) == LISTINGS[version]


@pytest.mark.parametrize(("version", "is_changed"), [(7, True), (8, False)])
def test_a_listing_that_was_changed_after_its_decision_says_so_in_every_format(version: int, is_changed: bool) -> None:
    """Before format 8 it follows from its times; now it is stored, whatever they are."""
    later = {"modified_at": {"S": "2026-03-02T12:00:01.000Z"}}
    item = example("listing", version) | later | ({"changed": {"BOOL": False}} if version == 8 else {})
    assert to_listing(item).is_changed is is_changed


@pytest.mark.parametrize("version", versions("review"))
def test_a_review_is_found(dynamodb: "DynamoDBClient", listings: ListingTable, version: int) -> None:
    reviews = ReviewTable(dynamodb, TABLE)
    dynamodb.put_item(TableName=TABLE, Item=example("review", version))
    listings.add(examples.WAITING)
    assert reviews.property_of(REQUEST.request_id) == LISTING.property_id
    assert list(reviews.waiting(None, on_unreadable=pytest.fail)) == [examples.WAITING]


@pytest.mark.parametrize("version", versions("card"))
def test_a_card_is_read(version: int) -> None:
    item = example("card", version)
    assert cards.unpack(item["pk"]["S"], item["card"]["S"]) == CARDS[version]


def test_a_card_of_a_band_is_read() -> None:
    item = example("band_card", 1)
    assert cards.unpack(item["pk"]["S"], item["card"]["S"]) == CARD


def test_a_card_of_the_map_is_read() -> None:
    item = example("map_card", 1)
    assert cards.unpack(item["pk"]["S"], item["card"]["S"]) == CARD._replace(location=LOCATION)


@pytest.mark.parametrize("version", versions("public"))
def test_the_details_are_read(version: int) -> None:
    found = details.unpack(example("public", version)["details"]["S"])
    address = (found.country, found.city, found.street, found.number)
    assert address == ("Österreich", "Linz", "Haupt-Straße", "5a")
    more = (found.region, found.postcode, found.unit)
    assert more == (("Oberösterreich", "4020", "Top 3") if version > 3 else (None, None, None))
    assert found.location == (LOCATION if version > 4 else None)
    assert (found.kind, found.minor, found.decimals, found.currency) == ("rent", 19999, 2, "USD")
    assert (found.description, found.since) == (LISTING.description, 1772452800000)
    assert list(found.facts) == list(FACTS)
    texts = (FRONT.alt_text, FRONT.caption) if version > 1 else (None, None)
    assert FRONT.info
    assert found.images == [
        {
            "image_id": str(FRONT.image_id),
            "width": 1600,
            "height": 1200,
            "placeholder": FRONT.info.placeholder,
            "alt_text": texts[0],
            "caption": texts[1],
        }
    ]
    if version == 1:
        assert set(found.facts.values()) == {None}
        assert (found.price_history, found.status_history) == ([], [])
    else:
        stated = {name: fact for name, fact in found.facts.items() if fact is not None}
        assert stated == PLAIN_FACTS | ({"rent_period": "month"} if version > 3 else {})
        assert found.price_history == [{"number": 199.99, "currency": "USD", "at": "2026-03-02T12:00:00.000Z"}]
        assert found.status_history == [{"status": "APPROVED", "at": "2026-03-02T12:00:00.000Z"}]


PLAIN_FACTS = {
    "headline": "Sunny cottage",
    "property_type": "farm",
    "bedrooms": 0,
    "bathrooms": 3,
    "living_area": 118.25,
    "lot_size": 640,
    "year_built": 1908,
}


def values_of(fact: Fact) -> list[Any]:
    """Return values that a fact may have, its limits among them."""
    match fact.kind:
        case Text(max_length):
            return ["ünïcode <b>", "家" * max_length]
        case Quarters(minimum, maximum):
            return [Decimal(minimum), Decimal("1.75"), Decimal(maximum)]
        case Whole(minimum, maximum):
            return [minimum, maximum]
        case Area(maximum):
            return [Decimal(0), Decimal("118.25"), Decimal(maximum)]
        case Choice(options):
            return list(options)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in FACTS for value in values_of(FACTS[name])])
def test_every_fact_is_stored_and_read_back(name: str, value: Any) -> None:
    listing = replace(LISTING, features=Features(**{name: value}))
    assert to_listing(listing_item(listing)) == listing
    assert listing.public_version
    public, *others = public_items(listing, listing.public_version)
    found = details.unpack(public["details"]["S"]).facts
    assert {name: fact for name, fact in found.items() if fact is not None} == {name: json_number(value)}
    card = cards.unpack(listing.property_id, others[0]["card"]["S"])
    assert not FACTS[name].on_card or getattr(card, name) == json_number(value)


@pytest.mark.parametrize("version", versions("city"))
def test_a_country_and_a_city_are_read(dynamodb: "DynamoDBClient", version: int) -> None:
    for item in (example("country", 1), example("city", version)):
        dynamodb.put_item(TableName=TABLE, Item=item)
    public = PublicListingTable(dynamodb, TABLE)
    (country,) = public.localities(None, limit=9, after=None).localities
    (city,) = public.localities(country.slug, limit=9, after=None).localities
    assert country == ("osterreich", "Österreich", 1, 1)
    assert city == ("linz", ("Linz" if version == 1 else "Linz, Oberösterreich"), 1, 0)
    assert public.currencies("osterreich/linz") == ({"USD": 1} if version > 1 else {})


@pytest.mark.parametrize("version", versions("tally"))
def test_a_tally_is_read(version: int) -> None:
    assert to_tally(example("tally", version)) == ("2026-03-02T09:00:00.000Z 000000004", ("USD", True, version > 1))


@pytest.mark.parametrize("version", versions("live_event"))
def test_an_event_of_the_live_feed_is_read(version: int) -> None:
    assert to_live_event(example("live_event", version)) == EVENT


@pytest.mark.parametrize("version", versions("live_head"))
def test_the_head_of_the_live_feed_is_read(version: int) -> None:
    assert to_head(example("live_head", version)) == (examples.FEED, examples.NUMBER)


def test_the_card_class_names_its_fields_in_the_order_of_the_stored_format() -> None:
    """The format does not depend on the class; readers of both should not have to compare two orders."""
    assert Card._fields == ("property_id", *cards.FIELDS)


def test_the_positions_of_a_card_keep_their_meaning() -> None:
    """Each value of the example is written to the position that its format gives it."""
    assert json.loads(cards.pack(CARD_3)) == json.loads(example("card", 3)["card"]["S"])
    assert json.loads(cards.pack(CARD_4)) == json.loads(example("card", 4)["card"]["S"])
    assert json.loads(cards.pack(CARD)) == json.loads(example("card", 5)["card"]["S"])
