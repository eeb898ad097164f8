"""The images of a public listing as records `Media` of the RESO Data Dictionary 2.0.

One record an image, of its largest file: with a record for each width, an image is shown three times by readers that
ignore sizes. MediaType is left out, because the dictionary knows no WebP.
"""

from collections.abc import Iterator
from typing import Any

from web_service.domain.images.keys import WIDTHS, published_prefix
from web_service.domain.reso.texts import LONG_MAX, SHORT_MAX, shortened
from web_service.domain.search.details import PublicImage, PublicListing


def media_records(property_id: str, found: PublicListing, images_url: str) -> list[dict[str, Any]]:
    """Return the records of all images, in their order; `images_url` is the address of the images bucket."""
    return [_record(property_id, order, image, images_url) for order, image in enumerate(found.images)]


def _record(property_id: str, order: int, image: PublicImage, images_url: str) -> dict[str, Any]:
    width = min(image["width"], WIDTHS[-1])
    return {
        "MediaKey": image["image_id"],
        "ResourceName": "Property",
        "ResourceRecordKey": property_id,
        "MediaCategory": "Photo",
        "MediaURL": f"{images_url}/{published_prefix(property_id, image['image_id'])}{WIDTHS[-1]}.webp",
        "Order": order,
        "ImageWidth": width,
        "ImageHeight": round(image["height"] * width / image["width"]),
        "ImageSizeDescription": "Largest",
        **dict(_texts(image["caption"], image["alt_text"])),
    }


def _texts(caption: str | None, alt_text: str | None) -> Iterator[tuple[str, str]]:
    """Yield the caption as the text below the image, and as part of its description where it is too long for that."""
    if caption:
        yield "ShortDescription", shortened(caption, SHORT_MAX)
    long = [text for text in (caption if caption and len(caption) > SHORT_MAX else None, alt_text) if text]
    if long:
        yield "LongDescription", shortened("\n".join(long), LONG_MAX)
