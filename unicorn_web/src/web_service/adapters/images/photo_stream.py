"""A record of the listings table's stream → the property whose photos' files it may change."""

from collections.abc import Mapping
from typing import Any

from unicorn_kit.errors import Unreadable
from web_service.adapters.listings.listing_items import SK
from web_service.domain.images.photo_files import KEPT

type _Image = Mapping[str, Any]


def changed_property(record: Mapping[str, Any]) -> str | None:
    """Return the property of a listing that shows other photos now, has fewer, or begins to edit one; None otherwise.

    Raises Unreadable for a record that names none.
    """
    try:
        sort_key, property_id = (record["dynamodb"]["Keys"][name]["S"] for name in ("sk", "pk"))
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error
    old, new = (record["dynamodb"].get(name) for name in ("OldImage", "NewImage"))
    if sort_key != SK or old is None:
        return None
    try:
        changes = (
            new is None
            or old.get("live") != new.get("live")
            or bool(_ids(old) - _ids(new))
            or bool(_edited(new) - _edited(old))
        )
    except (KeyError, TypeError, AttributeError):  # whoever reads the listing says that it is unreadable
        changes = True
    return str(property_id) if changes else None


def _ids(listing: _Image) -> set[tuple[str, bool]]:
    """Return the ids of images that have files, and of those of this release once more."""
    images = [entry["M"] for entry in listing["images"]["L"] if entry["M"]["status"]["S"] in KEPT]
    ids = {(image["image_id"]["S"], False) for image in images}
    return ids | {(image["image_id"]["S"], True) for image in images if "private" in image}


def _edited(listing: _Image) -> set[str]:
    """Return the ids of images that are to be made from others."""
    return {entry["M"]["image_id"]["S"] for entry in listing["images"]["L"] if "edit" in entry["M"]}
