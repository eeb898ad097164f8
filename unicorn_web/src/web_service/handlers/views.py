"""What agents are shown."""

from datetime import datetime
from typing import Any
from uuid import UUID

from web_service.domain.features import feature_entries
from web_service.domain.history import price_entries, status_entries
from web_service.domain.image import Image, ImageStatus
from web_service.domain.listing import Listing, Reason
from web_service.domain.moments import rfc3339
from web_service.domain.property_id import PARTS
from web_service.domain.upload import Ticket
from web_service.handlers.picture_urls import picture_urls


def listing_view(listing: Listing) -> dict[str, Any]:
    """Return a listing as its agent sees it."""
    return {
        "property_id": listing.property_id,
        **{part: getattr(listing.address, part) for part in PARTS},
        **feature_entries(listing.features),
        "description": listing.description,
        "contract": listing.kind,
        "listprice": listing.price.number,
        "currency": listing.price.currency,
        "status": listing.status,
        "is_public": listing.live is not None,  # maybe in the version before the agent's last changes
        "agent": listing.agent,
        "images": [_image_view(listing.property_id, image) for image in listing.images],
        "price_history": price_entries(listing.price_history),
        "status_history": status_entries(listing.status_history),
        "version": listing.version,
        "created_at": rfc3339(listing.created_at),
        "modified_at": rfc3339(listing.modified_at),
    }


def publication_view(listing: Listing) -> dict[str, Any]:
    """Return where the last request for publication stands."""
    request = listing.request
    return {
        "property_id": listing.property_id,
        "status": listing.status,
        "is_public": listing.live is not None,
        "request_id": str(request.request_id) if request else None,
        "reasons": [_reason_view(reason) for reason in listing.reasons],
        "requested_at": _moment(request.requested_at if request else None),
        "decided_at": _moment(listing.decided_at),
    }


def ticket_view(image_id: UUID, ticket: Ticket) -> dict[str, Any]:
    """Return where and how to upload one picture: POST the fields, then the file as `file`, to the address."""
    return {"image_id": str(image_id), "url": ticket.url, "fields": dict(ticket.fields)}


def _image_view(property_id: str, image: Image) -> dict[str, Any]:
    """A picture as its agent sees it; sizes and addresses are those of one that is READY."""
    picture, refusal = image.picture, image.refusal
    return {
        "image_id": str(image.image_id),
        "filename": image.filename,
        "status": image.status,
        "alt_text": image.alt_text,
        "caption": image.caption,
        "expires_at": _moment(image.expires_at if image.status is ImageStatus.EXPECTED else None),
        "refused": {"code": refusal.code, "message": refusal.message} if refusal else None,
        "width": picture.width if picture else None,
        "height": picture.height if picture else None,
        "placeholder": picture.placeholder if picture else None,
        "urls": picture_urls(property_id, str(image.image_id)) if picture else None,
    }


def _reason_view(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "subject": reason.subject, "message": reason.message}


def _moment(moment: datetime | None) -> str | None:
    return rfc3339(moment) if moment else None
