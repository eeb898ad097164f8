"""The largest listing that the API accepts fits its item, its event, and the workflow's input."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from properties_service.domain.text import pieces
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.listing_stream import to_event
from web_service.adapters.search.public_items import public_items
from web_service.api.fields import DESCRIPTION_MAX, TEXT_MAX
from web_service.domain.images.collection import IMAGES_MAX, REJECTED_MAX
from web_service.domain.images.image import ImageStatus, Rejection, RejectionCode
from web_service.domain.listings.features import HEADLINE_MAX, Features
from web_service.domain.listings.history import HISTORY_MAX, recorded
from web_service.domain.listings.listing import Listing
from web_service.domain.listings.money import MINOR_MAX, Money
from web_service.domain.publication.rules import decide

from tests.unit.web.fakes import INFO, MONDAY, TUESDAY, a_listing, an_image, answer_to, pending

ITEM, MESSAGE = 400_000, 256 * 1024  # bytes; a DynamoDB item; an EventBridge entry or a state's input
WIDE = "🏠"  # four bytes


def the_largest() -> Listing:
    placeholder = "data:image/webp;base64," + "A" * 400
    ready = [
        replace(
            an_image(),
            filename=WIDE * 120,
            status=ImageStatus.READY,
            info=replace(INFO, placeholder=placeholder),
            alt_text=WIDE * TEXT_MAX,
            caption=WIDE * TEXT_MAX,
        )
        for _ in range(IMAGES_MAX)
    ]
    rejection = Rejection(code=RejectionCode.TOO_MANY_PIXELS, message="m" * 300)
    refused = [
        replace(an_image(), filename=WIDE * 120, status=ImageStatus.REJECTED, rejection=rejection)
        for _ in range(REJECTED_MAX)
    ]
    listing = a_listing(
        description=WIDE * (DESCRIPTION_MAX // 4),
        features=Features(headline=WIDE * HEADLINE_MAX),
        images=(*ready, *refused),
    )
    for number in range(HISTORY_MAX):
        now = MONDAY + timedelta(minutes=number)
        listing = recorded(replace(listing, price=Money(minor=MINOR_MAX - number, currency="USD")), at=now)
    return pending(listing)


def size_of(item: Any) -> int:
    return len(json.dumps(item, ensure_ascii=False).encode())  # more than DynamoDB counts: it includes the types


def test_the_largest_listing_fits_its_items() -> None:
    asked = the_largest()
    approved = recorded(decide(asked, answer_to(asked), at=TUESDAY), at=TUESDAY)
    assert approved.public_version
    sizes = [size_of(listing_item(approved)), *map(size_of, public_items(approved, approved.public_version))]
    assert max(sizes) < ITEM
    assert sum(sizes) < 10 * ITEM  # the items of a transaction


def test_the_largest_request_is_published_and_read_whole() -> None:
    event = to_event({"dynamodb": {"NewImage": listing_item(the_largest())}})
    assert event
    detail = event.model_dump_json()
    assert len(detail.encode()) < MESSAGE // 2
    request = PublicationApprovalRequested.read({"id": "e", "detail": json.loads(detail)}).request("e")
    assert len(request.images) == IMAGES_MAX
    texts = [piece for text in request.texts.values() for piece in pieces(text)]
    assert sum(piece.count(WIDE) for piece in texts) == HEADLINE_MAX + DESCRIPTION_MAX // 4 + 2 * IMAGES_MAX * TEXT_MAX
    # The task's input is the event; its output is what is to be evaluated.
    assert len(json.dumps([detail, texts], ensure_ascii=False).encode()) < MESSAGE
