"""Where pictures stand in the images bucket."""

from uuid import UUID

WIDTHS = (320, 800, 1600)  # pixels; a picture is offered as WebP of at most each of these


def incoming_prefix(property_id: str) -> str:
    return f"incoming/{property_id}/"


def incoming_key(property_id: str, image_id: UUID | str) -> str:
    """Return where an upload lands."""
    return f"{incoming_prefix(property_id)}{image_id}"


def published_prefix(property_id: str, image_id: UUID | str) -> str:
    """Return where a picture's files stand; nothing is ever written there twice."""
    return f"published/{property_id}/{image_id}/"


def master_key(property_id: str, image_id: UUID | str) -> str:
    """Return the key of the JPEG that is moderated."""
    return f"{published_prefix(property_id, image_id)}master.jpg"
