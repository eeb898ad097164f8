"""Images as agents see them, and the addresses of image files."""

from typing import TYPE_CHECKING
from uuid import UUID

from unicorn_kit.moments import rfc3339
from web_service.api.images.urls import image_urls
from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.images.upload import Ticket

if TYPE_CHECKING:
    from web_service.api.images import answers


def image_view(property_id: str, image: Image, images_url: str) -> "answers.Image":
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
        "urls": image_urls(property_id, str(image.image_id), images_url) if info else None,
    }


def ticket_view(image_id: UUID, ticket: Ticket) -> "answers.Ticket":
    return {"image_id": str(image_id), "url": ticket.url, "fields": dict(ticket.fields)}
