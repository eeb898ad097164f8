"""Keys of image files in the shared bucket: part of the published event, which names them for moderation."""

from uuid import UUID

WIDTHS = (320, 800, 1600)  # pixels; an image is offered as WebP of at most each of these


def incoming_prefix(property_id: str) -> str:
    return f"incoming/{property_id}/"


def incoming_key(property_id: str, image_id: UUID | str) -> str:
    """Return the key of an upload."""
    return f"{incoming_prefix(property_id)}{image_id}"


def published_prefix(property_id: str, image_id: UUID | str) -> str:
    """Return the folder of an image's files; no key in it is ever written twice."""
    return f"published/{property_id}/{image_id}/"


def master_key(property_id: str, image_id: UUID | str) -> str:
    """Return the key of the JPEG that is moderated."""
    return f"{published_prefix(property_id, image_id)}master.jpg"
