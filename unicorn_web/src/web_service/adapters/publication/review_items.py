"""How a review is found: by its request, and while it is open in the index by_status, under REVIEW, oldest first.

What it is about stands in the item of its listing, which is written in the same transaction.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.attributes import to_item
from web_service.adapters.listings.listing_items import listed
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.reviewing import is_open

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

REVIEW = "REVIEW"  # sort key, the start of the partition key, and the key of the open ones in the index
KEPT = timedelta(days=30)  # after its end: whoever decides too late is told so


def review_key(request_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": f"{REVIEW}#{request_id}"}, "sk": {"S": REVIEW}}


def review_changes(before: Listing, after: Listing, table: str) -> Iterator[Any]:
    """Yield what opens or closes the review of a listing's request, if the change does."""
    if is_open(before) and not is_open(after):
        expires_at = int((after.modified_at + KEPT).timestamp())
        yield {"Put": {"TableName": table, "Item": _item(before) | to_item({"expires_at": expires_at})}}
    if is_open(after) and not is_open(before):
        assert after.review
        place = {"listing_status": REVIEW, "listed": listed(after.review.asked_at, after.property_id)}
        yield {"Put": {"TableName": table, "Item": _item(after) | to_item(place)}}


def _item(listing: Listing) -> dict[str, "Value"]:
    assert listing.request
    return review_key(listing.request.request_id) | to_item({"property_id": listing.property_id})
