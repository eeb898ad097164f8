"""A record of the listings table's stream → the event that it calls for."""

from collections.abc import Iterator, Mapping
from typing import Any

from unicorn_kit.errors import Unreadable
from web_service.adapters.enquiries.fact_stream import is_fact, to_enquiry_event
from web_service.adapters.listings.listing_items import SK, to_listing
from web_service.adapters.viewings.fact_stream import is_viewing_fact, to_viewing_event
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.events import (
    EnquiryClosed,
    EnquiryReceived,
    PublicationApprovalRequested,
    PublicationReviewed,
    ViewingBooked,
    ViewingCancelled,
)

type PublicationEvent = PublicationApprovalRequested | PublicationReviewed
type Event = PublicationEvent | EnquiryReceived | EnquiryClosed | ViewingBooked | ViewingCancelled


def may_count(record: Mapping[str, Any]) -> bool:
    """Return whether a record may change a count: it is of a listing that is or was public, or of a city."""
    try:
        images = [image for name in ("OldImage", "NewImage") if (image := record["dynamodb"].get(name))]
        return any("live" in image or image["pk"]["S"].startswith("PLACES#") for image in images)
    except (KeyError, TypeError, AttributeError):  # `to_event` says that it is unreadable
        return False


def to_event(record: Mapping[str, Any]) -> Event | None:
    """Return the event of a publication request or its review, or of a fact about an enquiry or a viewing; else None.

    Raises Unreadable.
    """
    try:
        new = record["dynamodb"].get("NewImage")  # a deletion has none
        old = record["dynamodb"].get("OldImage")
        if new is not None and is_fact(new):
            return to_enquiry_event(new)
        if new is not None and is_viewing_fact(new):
            return to_viewing_event(new)
        if new is None or new["sk"]["S"] != SK:
            return None
        if not old or old["request_sequence"] != new["request_sequence"]:
            return _first(PublicationApprovalRequested, new)
        return _first(PublicationReviewed, new) if _is_reviewed(new) and not _is_reviewed(old) else None
    except (KeyError, TypeError, AttributeError, ValueError) as error:  # pydantic's error is a ValueError
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _first(kind: type[PublicationEvent], image: Mapping[str, Any]) -> PublicationEvent | None:
    return next((event for event in pending_events(to_listing(image)) if isinstance(event, kind)), None)


def pending_events(listing: Listing) -> Iterator[PublicationEvent]:
    """Yield the events of a pending request: that it was made, and that it was reviewed, if it was."""
    request, review = listing.request, listing.review
    if request is None or listing.status is not ListingStatus.PENDING:
        return
    yield PublicationApprovalRequested.of(listing, request)
    if review and review.decision:
        yield PublicationReviewed.of(listing, request, review.decision)


def _is_reviewed(image: Mapping[str, Any]) -> bool:
    return "decision" in image.get("review", {}).get("M", {})
