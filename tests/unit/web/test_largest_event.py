"""The largest listing that the API accepts still fits on the bus, and Properties can read it."""

import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested as Read
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.listing_stream import to_event
from web_service.domain.images.collection import IMAGES_MAX
from web_service.domain.listings.listing import Listing

from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeListings, with_picture
from unicorn_kit.event_bus import EventBus

BUS_LIMIT = 256 * 1024  # bytes of an entry: https://docs.aws.amazon.com/eventbridge → PutEvents
TIME = 14  # bytes that the entry's time counts as
WIDE = ["🏠", "字", "ü", '"', "\\", "<", "a"]  # four bytes, three, two, and characters that JSON escapes
DESCRIPTION_BYTES = 5000


def filled(pattern: str, *, characters: int) -> str:
    return (pattern * characters)[:characters]


def filled_bytes(pattern: str, *, size: int) -> str:
    return (pattern * size).encode()[:size].decode(errors="ignore")


patterns = st.text(st.sampled_from(WIDE), min_size=1, max_size=4)


@pytest.mark.usefixtures("bucket")
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=patterns, place=st.sampled_from(["a", "🏠", '"', "é"]))
@example(text="🏠", place="🏠")
def test_the_largest_listing_fits_on_the_bus(listings: FakeListings, text: str, place: str) -> None:
    listings.stored.clear()
    drafted = ask("POST", "/properties", largest_draft(text, place), headers={"X-Correlation-Id": "c" * 128})
    assert drafted.status == 201, drafted.body
    [listing] = listings.stored.values()
    for _ in range(IMAGES_MAX):
        listing = with_picture(listing)
    listings.stored[listing.property_id] = listing
    describe_pictures(listing, text)
    asked = ask(
        "POST", "/request_approval", {"property_id": listing.property_id}, headers={"X-Correlation-Id": "c" * 128}
    )
    assert asked.status == 202, asked.body
    entry = published(listings.stored[listing.property_id])
    assert all(image.alt_text and image.caption for image in listings.stored[listing.property_id].ready_images)
    assert size(entry) <= BUS_LIMIT
    assert text != "🏠" or size(entry) > 70_000  # it has the maximum size
    envelope = {"id": str(uuid4()), "detail": json.loads(entry["Detail"])}
    assert len(Read.read(envelope).request("envelope").images) == IMAGES_MAX


def largest_draft(text: str, place: str) -> dict[str, Any]:
    parts = {name: name[0] + filled(place, characters=59) for name in ("country", "city", "street", "number")}
    return {
        "address": parts,
        "description": filled_bytes(text, size=DESCRIPTION_BYTES),
        "contract": "sale",
        "listprice": 9_999_999_999_999.99,
        "currency": "USD",
        "headline": filled(text, characters=120),
    }


def describe_pictures(listing: Listing, text: str) -> None:
    """Set the longest texts of every image, in two requests, because one body would be too large."""
    for field in ("alt_text", "caption"):
        order = [{"image_id": str(i.image_id), field: filled(text, characters=200)} for i in listing.ready_images]
        body = json.dumps(order, ensure_ascii=False)
        answer = ask("PUT", f"/properties/{quote(listing.property_id)}/images", body)
        assert answer.status == 200, answer.body


def published(listing: Listing) -> dict[str, Any]:
    """Return the bus entry of a listing's publication request, made from the stream record."""
    event = to_event({"dynamodb": {"NewImage": listing_item(listing)}})
    assert event
    return dict(EventBus(None, "unicorn-prod", key=lambda event: event.property_id)._entry(event))  # type: ignore[arg-type]


def size(entry: dict[str, Any]) -> int:
    """Return the size of an entry as EventBridge counts it."""
    return TIME + sum(len(entry[name].encode()) for name in ("Source", "DetailType", "Detail"))
