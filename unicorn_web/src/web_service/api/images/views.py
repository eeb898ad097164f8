"""Images as agents see them, and the addresses of image files."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from unicorn_kit.moments import rfc3339
from web_service.api.images.urls import private_urls
from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.images.upload import Ticket

if TYPE_CHECKING:
    from web_service.api.images import answers


def image_view(property_id: str, image: Image, signed: Callable[[str], str] | None) -> "answers.Image":
    """Return an image with its addresses; without them if `signed`, which makes them, is None."""
    info, rejection = image.info, image.rejection
    return {
        "image_id": str(image.image_id),
        "filename": image.filename,
        "status": image.status,
        "alt_text": image.alt_text,
        "caption": image.caption,
        "expires_at": rfc3339(image.expires_at) if image.status is ImageStatus.EXPECTED else None,
        "refused": {"code": rejection.code, "message": rejection.message} if rejection else None,
        "width": info.width if info else None,
        "height": info.height if info else None,
        "placeholder": info.placeholder if info else None,
        "replaces": str(image.replaces) if image.replaces else None,
        "urls": private_urls(property_id, str(image.image_id), signed) if info and signed else None,
    }


def ticket_view(image_id: UUID, ticket: Ticket) -> "answers.Ticket":
    return {"image_id": str(image_id), "url": ticket.url, "fields": dict(ticket.fields)}
