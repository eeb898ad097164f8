"""The addresses of images' files: one by one, or as a template for all images of a page (RFC 6570, RFC 9652)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from web_service.domain.images.keys import WIDTHS, private_prefix, published_prefix, width_file

if TYPE_CHECKING:
    from web_service.api.images.answers import PictureUrls


def image_urls(property_id: str, image_id: str, images_url: str) -> "PictureUrls":
    """Return one public address per width, in pixels; an image is at most that wide."""
    folder = f"{images_url}/{published_prefix(property_id, image_id)}"
    return {"320": f"{folder}320.webp", "800": f"{folder}800.webp", "1600": f"{folder}1600.webp"}


def images_template(images_url: str) -> dict[str, str]:
    """Return the header that says it once for all cards of a page, whose members the variables are."""
    address = f"{images_url}/{published_prefix('{+property_id}', '{image_id}')}{{width}}.webp"
    return {"Link-Template": f'"{address}"; rel="preview"; widths="{" ".join(map(str, WIDTHS))}"'}


def private_urls(property_id: str, image_id: str, signed: Callable[[str], str]) -> "PictureUrls":
    """Return one address per width that holds for a while, for whoever may see the photo before it is public."""
    small, medium, large = (signed(f"{private_prefix(property_id, image_id)}{width_file(width)}") for width in WIDTHS)
    return {"320": small, "800": medium, "1600": large}
