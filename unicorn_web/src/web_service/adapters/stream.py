"""What the table's stream tells of a listing → the event that says so."""

from collections.abc import Mapping
from typing import Any

from web_service.adapters.listing_items import to_listing
from web_service.domain.keys import master_key
from web_service.domain.listing import Listing, ListingStatus, Request
from web_service.domain.property_id import PARTS
from web_service.events import Address, Metadata, PublicationApprovalRequested


class UnreadableRecord(Exception):
    """Raised when a stream record tells of no fact that could be published, however often it is read."""


def to_event(record: Mapping[str, Any]) -> PublicationApprovalRequested | None:
    """Return what the record says has happened; None if it says that nothing has. Raises UnreadableRecord."""
    try:
        new = record["dynamodb"].get("NewImage")  # a deletion has none
        old = record["dynamodb"].get("OldImage")
        if new is None or new["sk"]["S"] != "LISTING" or (old and old["request_sequence"] == new["request_sequence"]):
            return None
        listing = to_listing(new)
        if listing.request is None or listing.status is not ListingStatus.PENDING:
            return None
        return _event(listing, listing.request)
    except (KeyError, TypeError, AttributeError, ValueError) as error:  # pydantic's error is a ValueError
        raise UnreadableRecord(f"{type(error).__name__}: {error}") from error


def _event(listing: Listing, request: Request) -> PublicationApprovalRequested:
    return PublicationApprovalRequested(
        metadata=Metadata(
            event_id=request.event_id,
            idempotency_key=f"{PublicationApprovalRequested.source}:{listing.property_id}:{listing.sequence}",
            correlation_id=request.origin.correlation_id,
            causation_id=request.origin.causation_id,
            occurred_at=request.requested_at,
            sequence=listing.sequence,
        ),
        property_id=listing.property_id,
        request_id=request.request_id,
        address=Address(**{part: getattr(listing.address, part) for part in PARTS}),
        headline=listing.features.headline,
        description=listing.description,
        contract=listing.kind,
        listprice=listing.price.number,
        currency=listing.price.currency,
        captions=tuple(text for image in listing.pictures for text in (image.alt_text, image.caption) if text),
        images=tuple(master_key(listing.property_id, image.image_id) for image in listing.pictures),
    )
