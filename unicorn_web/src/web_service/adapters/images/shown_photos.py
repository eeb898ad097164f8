"""The photos of listings, and which of them their public versions show, read from the listings table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from web_service.adapters.batch_reads import get_items
from web_service.adapters.listings.listing_items import SK, listing_key, to_listing
from web_service.adapters.search import details
from web_service.adapters.search.details import PUBLIC, public_key
from web_service.domain.images.photo_files import Photos

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ShownPhotoTable:
    """The port `ShownPhotos`."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def of(self, property_ids: Sequence[str]) -> Mapping[str, Photos | None]:
        """Read both items of up to 50 listings, consistently."""
        keys = [key(property_id) for property_id in property_ids for key in (listing_key, public_key)]
        items = {(item["pk"]["S"], item["sk"]["S"]): item for item in get_items(self._client, self._table, keys)}
        found: dict[str, Photos | None] = {}
        for property_id in property_ids:
            try:
                found[property_id] = _photos(items.get((property_id, SK)), items.get((property_id, PUBLIC)))
            except (KeyError, TypeError, AttributeError, ValueError):
                found[property_id] = None
        return found


def _photos(listing: Mapping[str, Any] | None, public: Mapping[str, Any] | None) -> Photos:
    return Photos(
        images=to_listing(listing).images if listing else (),
        shown={image["image_id"] for image in details.unpack(public["details"]["S"]).images} if public else set(),
    )
