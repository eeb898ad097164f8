"""How listings are written as DynamoDB items.

| item    | pk          | sk      | holds                                                                             |
|---------|-------------|---------|-----------------------------------------------------------------------------------|
| listing | property id | LISTING | all that its agent sees, and its last request; in the indexes by_agent, by_status  |
| public  | property id | PUBLIC  | all that customers see, from approval to withdrawal; see public_items.py           |
| card    | property id | CARD#n  | what a search shows, once for each area; the only items in by_place/_price/_newest |
| place   | PLACES…     | its slug | how many listings are public there; see places.py                                 |
"""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from web_service.adapters.attributes import to_item, to_values
from web_service.domain.agent import Origin
from web_service.domain.features import Features, PropertyType
from web_service.domain.image import Image, ImageStatus, Picture, Refusal, RefusalCode
from web_service.domain.listing import (
    Listing,
    ListingStatus,
    Live,
    OfferKind,
    PriceSince,
    Reason,
    Request,
    StatusSince,
)
from web_service.domain.moments import rfc3339
from web_service.domain.money import Money
from web_service.domain.property_id import PARTS, Address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value


def listing_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": property_id}, "sk": {"S": "LISTING"}}


def listing_item(listing: Listing) -> dict[str, "Value"]:
    return to_item(
        {
            "pk": listing.property_id,
            "sk": "LISTING",
            "address": {part: getattr(listing.address, part) for part in PARTS},
            "listed_by": listing.agent,
            "description": listing.description,
            "kind": listing.kind,
            "minor": listing.price.minor,
            "currency": listing.price.currency,
            "features": _features(listing.features),
            "images": [_image(image) for image in listing.images],
            "listing_status": listing.status,
            "request_sequence": listing.sequence,
            "request": _request(listing.request) if listing.request else None,
            "decided_at": rfc3339(listing.decided_at) if listing.decided_at else None,
            "reasons": [_reason(reason) for reason in listing.reasons],
            "live": _live(listing.live) if listing.live else None,
            "price_history": [_price(past) for past in listing.price_history],
            "status_history": [{"status": past.status, "at": rfc3339(past.at)} for past in listing.status_history],
            "version": listing.version,
            "created_at": rfc3339(listing.created_at),
            "listed": listed(listing.created_at, listing.property_id),
            "modified_at": rfc3339(listing.modified_at),
        }
    )


def to_listing(item: "Mapping[str, Any]") -> Listing:
    """Return the listing of an item, or of a stream record's image of one."""
    found = to_values(item)
    return Listing(
        property_id=found["pk"],
        address=Address(**found["address"]),
        agent=found["listed_by"],
        description=found["description"],
        kind=OfferKind(found["kind"]),
        price=Money(minor=found["minor"], currency=found["currency"]),
        features=_to_features(found.get("features", {})),
        images=tuple(map(_to_image, found["images"])),
        status=ListingStatus(found["listing_status"]),
        sequence=found["request_sequence"],
        request=_to_request(found["request"]) if "request" in found else None,
        decided_at=moment(found["decided_at"]) if "decided_at" in found else None,
        reasons=tuple(Reason(**reason) for reason in found["reasons"]),
        live=_to_live(found["live"]) if "live" in found else None,
        price_history=tuple(map(_to_price, found.get("price_history", []))),
        status_history=tuple(map(_to_status, found.get("status_history", []))),
        version=found["version"],
        created_at=moment(found["created_at"]),
        modified_at=moment(found["modified_at"]),
    )


def listed(created_at: datetime, property_id: str) -> str:
    """Return what agents' lists are sorted by; no two listings have the same."""
    return f"{rfc3339(created_at)}#{property_id}"


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _features(features: Features) -> dict[str, Any]:
    return {name: getattr(features, name) for name in Features.__slots__}


def _to_features(found: "Mapping[str, Any]") -> Features:
    read = dict(found)
    for name in {"living_area", "lot_size"} & read.keys():
        read[name] = Decimal(read[name])
    if "property_type" in read:
        read["property_type"] = PropertyType(read["property_type"])
    return Features(**read)


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


def _image(image: Image) -> dict[str, Any]:
    picture, refusal = image.picture, image.refusal
    return {
        "image_id": str(image.image_id),
        "filename": image.filename,
        "status": image.status,
        "expires_at": rfc3339(image.expires_at),
        "width": picture.width if picture else None,
        "height": picture.height if picture else None,
        "placeholder": picture.placeholder if picture else None,
        "refused": {"code": refusal.code, "message": refusal.message} if refusal else None,
        "alt_text": image.alt_text,
        "caption": image.caption,
    }


def _to_image(found: "Mapping[str, Any]") -> Image:
    is_ready, refused = "placeholder" in found, found.get("refused")
    return Image(
        image_id=UUID(found["image_id"]),
        filename=found["filename"],
        status=ImageStatus(found["status"]),
        expires_at=moment(found["expires_at"]),
        picture=Picture(**{name: found[name] for name in ("width", "height", "placeholder")}) if is_ready else None,
        refusal=Refusal(code=RefusalCode(refused["code"]), message=refused["message"]) if refused else None,
        alt_text=found.get("alt_text"),
        caption=found.get("caption"),
    )


def _request(request: Request) -> dict[str, Any]:
    return {
        "request_id": str(request.request_id),
        "event_id": str(request.event_id),
        "requested_at": rfc3339(request.requested_at),
        "correlation_id": request.origin.correlation_id,
        "causation_id": request.origin.causation_id,
    }


def _to_request(found: "Mapping[str, Any]") -> Request:
    return Request(
        request_id=UUID(found["request_id"]),
        event_id=UUID(found["event_id"]),
        requested_at=moment(found["requested_at"]),
        origin=Origin(correlation_id=found["correlation_id"], causation_id=found["causation_id"]),
    )


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "subject": reason.subject, "message": reason.message}


def _live(live: Live) -> dict[str, Any]:
    return {"request_id": str(live.request_id), "since": rfc3339(live.since), "version": live.version}


def _to_live(found: "Mapping[str, Any]") -> Live:
    return Live(request_id=UUID(found["request_id"]), since=moment(found["since"]), version=found["version"])
