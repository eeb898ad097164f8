"""Where the files of a picture are found."""

from web_service import wiring
from web_service.domain.keys import WIDTHS, published_prefix


def picture_urls(property_id: str, image_id: str) -> dict[str, str]:
    """Return one address per width, in pixels; a picture is at most that wide."""
    folder = f"{wiring.pictures_url()}/{published_prefix(property_id, image_id)}"
    return {str(width): f"{folder}{width}.webp" for width in WIDTHS}
