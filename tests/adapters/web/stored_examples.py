"""Examples of every kind of stored item, in every format that was ever written: stored/<kind>.v<N>.json.

`python -m tests.adapters.web.stored_examples` writes an example of the newest format of each kind:
first raise its number in NEWEST. An older file is never changed: its format is in tables.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from live_feed_service.adapters.event_items import HEAD, event_items
from live_feed_service.domain import LiveEvent
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.review_items import review_changes
from web_service.adapters.search.public_items import public_items
from web_service.domain.agent import Origin
from web_service.domain.images.edit import Crop, ImageEdit, Size
from web_service.domain.images.image import Image, ImageInfo, ImageStatus, Rejection, RejectionCode
from web_service.domain.listings.features import Features, PropertyType, RentPeriod
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind, PriceSince, StatusSince
from web_service.domain.listings.location import Location, Shown
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import Appeal, PublicationRequest, PublicVersion, Reason
from web_service.domain.publication.review import Decision, Review, Verdict

from tests.adapters.web.agency import Counts
from tests.dynamodb import MemoryDynamoDB
from unicorn_kernel.property_id import Address

FOLDER = Path(__file__).parent / "stored"
NEWEST = {
    "listing": 10,
    "review": 1,
    "public": 5,
    "card": 5,
    "band_card": 1,
    "map_card": 1,
    "tally": 2,
    "country": 1,
    "city": 5,
    "live_head": 1,
    "live_seen": 1,
    "live_event": 1,
}
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)
FEED = "01a20f9d-d8c0-7017-891a-07277bdc2d1a"
FRONT = Image(
    image_id=UUID(int=11),
    filename="front.jpg",
    status=ImageStatus.READY,
    expires_at=NINE + timedelta(minutes=15),
    info=ImageInfo(width=1600, height=1200, placeholder="data:image/webp;base64,AA=="),
    alt_text="The front, in März",
    caption="Freshly painted",
    is_private=True,
)
TURNED = Image(
    image_id=UUID(int=13),
    filename="front.jpg",
    status=ImageStatus.EXPECTED,
    expires_at=NINE + timedelta(minutes=15),
    replaces=UUID(int=11),
    edit=ImageEdit(turn=90, crop=Crop(left=10, top=20, width=300, height=400), of=Size(width=1200, height=1600)),
)
NOTES = Image(
    image_id=UUID(int=12),
    filename="notes.txt",
    status=ImageStatus.REJECTED,
    expires_at=NINE + timedelta(minutes=15),
    rejection=Rejection(code=RejectionCode.NOT_AN_IMAGE, message="It is no image."),
)
LISTING = Listing(  # with a value in every attribute, whether or not they can occur together
    property_id="osterreich/linz/haupt-strasse/5a",
    address=Address(
        country="Österreich",
        region="Oberösterreich",
        city="Linz",
        postcode="4020",
        street="Haupt-Straße",
        number="5a",
        unit="Top 3",
    ),
    agent="agent1",
    description="A lovely house\nwith a garden",
    kind=OfferKind.RENT,
    price=Money(minor=19999, currency="USD"),
    features=Features(
        headline="Sunny cottage",
        property_type=PropertyType.FARM,
        bedrooms=0,
        bathrooms=Decimal(3),
        living_area=Decimal("118.25"),
        lot_size=Decimal(640),
        year_built=1908,
        rent_period=RentPeriod.MONTH,
    ),
    location=Location(latitude=Decimal("48.306383"), longitude=Decimal("14.286452"), shown=Shown.ROUGH),
    images=(FRONT, TURNED, NOTES),
    status=ListingStatus.APPROVED,
    sequence=2,
    request=PublicationRequest(
        request_id=UUID(int=1),
        event_id=UUID(int=2),
        requested_at=NINE + timedelta(hours=2),
        origin=Origin(correlation_id="c", causation_id="r"),
        appeal=Appeal(request_id=UUID(int=3), comment="It is no farm\nin März."),
    ),
    review=Review(
        questions=(Reason(code="DESCRIPTION_NEGATIVE", subject="description", message="Negative: 'farm'."),),
        asked_at=NINE + timedelta(hours=2),
        answer_by=NINE + timedelta(days=7),
        decision=Decision(
            verdict=Verdict.APPROVED,
            reviewer="admin1",
            comment="Fine.",
            at=NOON,
            event_id=UUID(int=4),
            causation_id="d",
        ),
    ),
    is_changed=True,
    is_appealed=True,
    decided_at=NOON,
    reasons=(Reason(code="IMAGE_UNSAFE", subject="images", message="Not for all ages."),),
    public_version=PublicVersion(
        request_id=UUID(int=1), since=NOON, version=4, currency="USD", is_filed=True, is_banded=True
    ),
    price_history=(
        PriceSince(price=Money(minor=21000, currency="USD"), at=NINE),
        PriceSince(price=Money(minor=19999, currency="USD"), at=NINE + timedelta(hours=1), offered_at=NOON),
    ),
    status_history=(
        StatusSince(status=ListingStatus.DRAFT, at=NINE),
        StatusSince(status=ListingStatus.PENDING, at=NINE + timedelta(hours=2)),
        StatusSince(status=ListingStatus.APPROVED, at=NOON),
    ),
    version=4,
    created_at=NINE,
    modified_at=NOON,
)
assert LISTING.review
WAITING = replace(LISTING, status=ListingStatus.PENDING, review=replace(LISTING.review, decision=None))
EVENT = LiveEvent(
    event_id="e-1",
    time=NINE,
    source="unicorn.contracts",
    detail_type="ContractStatusChanged",
    property_id=LISTING.property_id,
    correlation_id="c",
    detail={"contract_status": "DRAFT", "größe": 1.5},
)
NUMBER, UNTIL = 7, NINE + timedelta(days=1)


def example(kind: str, version: int) -> dict[str, Any]:
    item: dict[str, Any] = json.loads((FOLDER / f"{kind}.v{version}.json").read_text())
    return item


def counted() -> Iterator[Mapping[str, Any]]:
    """Yield the items that the table's stream writes of the example, the first listing of its country and city."""
    memory = MemoryDynamoDB("unicorn_web", "WebListingsTable")
    counts = Counts(memory)
    counts.count([{"dynamodb": {"NewImage": listing_item(LISTING)}}])
    counts.count(memory.stream)
    for key in ((LISTING.property_id, "TALLY"), ("PLACES", "osterreich"), ("PLACES#osterreich", "linz")):
        yield memory.items[key]


def written() -> dict[str, Mapping[str, Any]]:
    """Return the items that the adapters write of the example now, by their kinds."""
    assert LISTING.public_version
    public, *cards = public_items(LISTING, LISTING.public_version)
    tally, country, city = counted()
    (review,) = review_changes(LISTING, WAITING, "any table")
    seen, event, *_ = event_items(EVENT, NUMBER, UNTIL)
    return {
        "listing": listing_item(LISTING),
        "review": review["Put"]["Item"],
        "public": public,
        "card": next(card for card in reversed(cards) if "price" in card),
        "band_card": next(card for card in reversed(cards) if ".p" in card["sk"]["S"]),
        "map_card": cards[-1],
        "tally": tally,
        "country": country,
        "city": city,
        "live_head": HEAD | {"feed": {"S": FEED}, "last": {"N": str(NUMBER)}},
        "live_seen": seen,
        "live_event": event,
    }


if __name__ == "__main__":
    for kind, item in written().items():
        text = json.dumps(item, indent=2, ensure_ascii=False)
        (FOLDER / f"{kind}.v{NEWEST[kind]}.json").write_text(f"{text}\n")
