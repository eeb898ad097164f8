"""How a listing is stored as a DynamoDB item. Attribute names are the format: they never follow a class.

| item     | pk          | sk       | holds                                                                        |
|----------|-------------|----------|------------------------------------------------------------------------------|
| listing  | property id | LISTING  | all that its agent sees, and its last request; in by_agent and by_status      |
| public   | property id | PUBLIC   | all that customers see, from approval to withdrawal; search/details.py        |
| card     | property id | Cn#…     | a search result, once for each area; in by_house, by_price and by_newest      |
| map card | property id | C8#…     | likewise for the map, and C9#… for its kind; in by_house: map_areas.py         |
| tally    | property id | TALLY    | what the listing is counted as; search/tallies.py                             |
| review   | REVIEW#id   | REVIEW   | whose review it is; publication/review_items.py                               |
| locality | PLACES…     | its slug | how many listings are public there; search/localities.py                      |

Formats of the listing item, all of them read:

1. the first one; its agent is under `agent`
2. the agent is under `listed_by`
3. with `features`, `price_history`, `status_history`, and `alt_text` and `caption` of images
4. with `price_on_request`, `currency` in `live`, and in the address `region`, `postcode` and `unit` if it has them
5. with `counted_by`: its public version is counted from the stream; and `filed` in `live`
6. with `private` in images whose files are below `photos/`; see domain/images/keys.py
7. with `banded` in `live`: it has cards in the bands of prices
8. with `location`, if its agent states it
9. with `replaces` in images that were made from another one, and `edit` in those that are about to be
10. with `changed`, `appealed`, `appeal` in `request` if it is one, and `review` if one was asked for
"""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kernel.address import FIELDS, Address
from unicorn_kit.attributes import to_item, to_values
from unicorn_kit.moments import rfc3339
from web_service.adapters.listings.feature_attributes import feature_attributes, to_features
from web_service.adapters.listings.image_attributes import image_attributes, to_image
from web_service.adapters.listings.review_attributes import reason_attributes, review_attributes, to_reason, to_review
from web_service.domain.agent import Origin
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind, PriceSince, StatusSince
from web_service.domain.listings.location import Location, Shown
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import Appeal, PublicationRequest, PublicVersion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

SK = "LISTING"


def listing_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": SK}}


def listing_item(listing: Listing) -> dict[str, "Value"]:
    return to_item(
        {
            "pk": listing.property_id,
            "sk": SK,
            "address": {name: getattr(listing.address, name) for name in FIELDS},
            "listed_by": listing.agent,
            "description": listing.description,
            "kind": listing.kind,
            "minor": listing.price.minor,
            "currency": listing.price.currency,
            "price_on_request": listing.price_on_request,
            "features": feature_attributes(listing.features),
            "location": _location(listing.location) if listing.location else None,
            "images": [image_attributes(image) for image in listing.images],
            "listing_status": listing.status,
            "request_sequence": listing.sequence,
            "request": _request(listing.request) if listing.request else None,
            "review": review_attributes(listing.review) if listing.review else None,
            "changed": listing.is_changed,
            "appealed": listing.is_appealed,
            "decided_at": rfc3339(listing.decided_at) if listing.decided_at else None,
            "reasons": [reason_attributes(reason) for reason in listing.reasons],
            "live": _public_version(listing.public_version) if listing.public_version else None,
            "price_history": [_price(past) for past in listing.price_history],
            "status_history": [{"status": past.status, "at": rfc3339(past.at)} for past in listing.status_history],
            "version": listing.version,
            "created_at": rfc3339(listing.created_at),
            "listed": listed(listing.created_at, listing.property_id),
            "modified_at": rfc3339(listing.modified_at),
            "counted_by": "stream",
        }
    )


def to_listing(item: "Mapping[str, Any]") -> Listing:
    """Return the listing of an item, or of a stream record's image of one, in any format."""
    found = to_values(item)
    return Listing(
        property_id=found["pk"],
        address=Address(**found["address"]),
        agent=found["listed_by"] if "listed_by" in found else found["agent"],
        description=found["description"],
        kind=OfferKind(found["kind"]),
        price=Money(minor=found["minor"], currency=found["currency"]),
        price_on_request=found.get("price_on_request", False),
        features=to_features(found.get("features", {})),
        location=_to_location(found["location"]) if "location" in found else None,
        images=tuple(map(to_image, found["images"])),
        status=ListingStatus(found["listing_status"]),
        sequence=found["request_sequence"],
        request=_to_request(found["request"]) if "request" in found else None,
        review=to_review(found["review"]) if "review" in found else None,
        is_changed=found["changed"] if "changed" in found else _seems_changed(found),
        is_appealed=found.get("appealed", False),
        decided_at=moment(found["decided_at"]) if "decided_at" in found else None,
        reasons=tuple(map(to_reason, found["reasons"])),
        public_version=_to_public_version(found["live"]) if "live" in found else None,
        price_history=tuple(map(_to_price, found.get("price_history", []))),
        status_history=tuple(map(_to_status, found.get("status_history", []))),
        version=found["version"],
        created_at=moment(found["created_at"]),
        modified_at=moment(found["modified_at"]),
    )


def listed(created_at: datetime, property_id: str) -> str:
    """Return the value that agents' lists are sorted by; no two listings have the same."""
    return f"{rfc3339(created_at)}#{property_id}"


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _location(location: Location) -> dict[str, Any]:
    return {"latitude": location.latitude, "longitude": location.longitude, "shown": location.shown}


def _to_location(found: "Mapping[str, Any]") -> Location:
    latitude, longitude = Decimal(found["latitude"]), Decimal(found["longitude"])
    return Location(latitude=latitude, longitude=longitude, shown=Shown(found["shown"]))


def _price(past: PriceSince) -> dict[str, Any]:
    return {
        "minor": past.price.minor,
        "currency": past.price.currency,
        "at": rfc3339(past.at),
        "offered_at": rfc3339(past.offered_at) if past.offered_at else None,
    }


def _to_price(found: "Mapping[str, Any]") -> PriceSince:
    offered_at = found.get("offered_at")
    return PriceSince(
        price=Money(minor=found["minor"], currency=found["currency"]),
        at=moment(found["at"]),
        offered_at=moment(offered_at) if offered_at else None,
    )


def _to_status(found: "Mapping[str, Any]") -> StatusSince:
    return StatusSince(status=ListingStatus(found["status"]), at=moment(found["at"]))


def _seems_changed(found: "Mapping[str, Any]") -> bool:
    """Formats before 10 do not say it: a decision was the last change, or there was another after it."""
    return "decided_at" in found and found["decided_at"] != found["modified_at"]


def _request(request: PublicationRequest) -> dict[str, Any]:
    return {
        "request_id": str(request.request_id),
        "event_id": str(request.event_id),
        "requested_at": rfc3339(request.requested_at),
        "correlation_id": request.origin.correlation_id,
        "causation_id": request.origin.causation_id,
        "appeal": _appeal(request.appeal) if request.appeal else None,
    }


def _appeal(appeal: Appeal) -> dict[str, Any]:
    return {"request_id": str(appeal.request_id), "comment": appeal.comment}


def _to_request(found: "Mapping[str, Any]") -> PublicationRequest:
    return PublicationRequest(
        request_id=UUID(found["request_id"]),
        event_id=UUID(found["event_id"]),
        requested_at=moment(found["requested_at"]),
        origin=Origin(correlation_id=found["correlation_id"], causation_id=found["causation_id"]),
        appeal=_to_appeal(found["appeal"]) if "appeal" in found else None,
    )


def _to_appeal(found: "Mapping[str, Any]") -> Appeal:
    return Appeal(request_id=UUID(found["request_id"]), comment=found["comment"])


def _public_version(public: PublicVersion) -> dict[str, Any]:
    return {
        "request_id": str(public.request_id),
        "since": rfc3339(public.since),
        "version": public.version,
        "currency": public.currency,
        "filed": public.is_filed or None,
        "banded": public.is_banded or None,
    }


def _to_public_version(found: "Mapping[str, Any]") -> PublicVersion:
    return PublicVersion(
        request_id=UUID(found["request_id"]),
        since=moment(found["since"]),
        version=found["version"],
        currency=found.get("currency"),
        is_filed=found.get("filed", False),
        is_banded=found.get("banded", False),
    )
