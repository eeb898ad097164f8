"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from dataclasses import asdict
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from unicorn_kernel.property_id import PATTERN
from unicorn_kernel.sequences import SEQUENCE_MAX
from unicorn_kit.metadata import EVENT, Moment, may_be_missing
from unicorn_kit.metadata import Metadata as AnyMetadata
from unicorn_kit.numbers import scaled
from web_service.domain.enquiries.enquiry import ClosedBecause
from web_service.domain.images.collection import IMAGES_MAX
from web_service.domain.images.keys import master_key
from web_service.domain.listings.features import HEADLINE_MAX
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.publication.request import COMMENT_MAX, PublicationRequest
from web_service.domain.publication.review import Decision, Verdict
from web_service.domain.viewings.viewing import CancelledBecause

Price = Annotated[
    int | float, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0}, mode="serialization")
]
AddressPart = Annotated[str, Field(min_length=1, max_length=60)]
Headline = Annotated[str, Field(min_length=1, max_length=HEADLINE_MAX)]
ImageText = Annotated[str, Field(min_length=1, max_length=200)]
ImageKey = Annotated[str, Field(min_length=1, max_length=1024)]  # as long as S3 lets a key be
PropertyId = Annotated[
    str, Field(pattern=PATTERN, description="country/city/street/number, in small letters, digits and dashes")
]


class Metadata(AnyMetadata):
    """Ids, time, version and sequence of an event, beside its data."""

    sequence: int = Field(
        ge=1, le=SEQUENCE_MAX, description="rises with every event about the same subject from this source"
    )


class Address(BaseModel):
    """Where the property is, in canonical spelling."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("region", "postcode", "unit"))

    country: AddressPart
    region: AddressPart | None = Field(default=None, description="state, province or prefecture")
    city: AddressPart
    postcode: AddressPart | None = None
    street: AddressPart
    number: AddressPart
    unit: AddressPart | None = None


class Appeal(BaseModel):
    """An agent's appeal: a person is to judge what was declined."""

    model_config = EVENT

    request_id: UUID = Field(description="of the request that was declined")
    comment: str = Field(min_length=1, max_length=COMMENT_MAX, description="the agent's, for whoever judges it")


class PublicationApprovalRequested(BaseModel):
    """An agent requests the publication of a listing; it carries everything that is to be evaluated."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("price_on_request"))
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    request_id: UUID = Field(description="of this request; its evaluation has the same")
    status: Literal["PENDING"] = "PENDING"
    address: Address
    description: str = Field(min_length=1, max_length=5000)
    contract: OfferKind = Field(description="the kind of offer")
    listprice: Price = Field(description="in major units, with the currency's own decimals")
    currency: str = Field(min_length=3, max_length=3, description="ISO 4217, or SPL")
    price_on_request: bool = Field(default=False, description="customers are not to be shown the price")
    headline: Headline | None = Field(default=None, description="what customers read first")
    captions: tuple[ImageText, ...] = Field(
        default=(), max_length=2 * IMAGES_MAX, description="alternative texts and captions of the images"
    )
    images: tuple[ImageKey, ...] = Field(
        max_length=IMAGES_MAX, description="keys of JPEG files in the shared images bucket, best first"
    )
    appeal: Appeal | None = Field(default=None, description="of a request whose content was declined, unchanged since")

    @classmethod
    def of(cls, listing: Listing, request: PublicationRequest) -> Self:
        return cls(
            metadata=Metadata(
                event_id=request.event_id,
                idempotency_key=f"{cls.source}:{listing.property_id}:{listing.sequence}",
                correlation_id=request.origin.correlation_id,
                causation_id=request.origin.causation_id,
                occurred_at=request.requested_at,
                sequence=listing.sequence,
            ),
            property_id=listing.property_id,
            request_id=request.request_id,
            address=Address(**asdict(listing.address)),
            headline=listing.features.headline,
            description=listing.description,
            contract=listing.kind,
            listprice=scaled(listing.price.minor, listing.price.decimals),
            currency=listing.price.currency,
            price_on_request=listing.price_on_request,
            captions=tuple(text for image in listing.ready_images for text in (image.alt_text, image.caption) if text),
            images=tuple(
                master_key(listing.property_id, image.image_id, is_private=image.is_private)
                for image in listing.ready_images
            ),
            appeal=Appeal(**asdict(request.appeal)) if request.appeal else None,
        )


class PublicationReviewed(BaseModel):
    """An admin has judged what no machine could, or what an agent has appealed."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    request_id: UUID = Field(description="of the request that waits for it")
    verdict: Verdict
    reviewer: str = Field(min_length=1, max_length=128, description="user name of the admin")
    comment: str = Field(max_length=COMMENT_MAX, description="the admin's, for the agent; never empty if declined")

    @classmethod
    def of(cls, listing: Listing, request: PublicationRequest, decision: Decision) -> Self:
        return cls(
            metadata=Metadata(
                event_id=decision.event_id,
                idempotency_key=f"{cls.source}:review:{request.request_id}",
                correlation_id=request.origin.correlation_id,
                causation_id=decision.causation_id,
                occurred_at=decision.at,
                sequence=1,  # of the facts about this review; the first decision is the only one
            ),
            property_id=listing.property_id,
            request_id=request.request_id,
            verdict=decision.verdict,
            reviewer=decision.reviewer,
            comment=decision.comment,
        )


class EnquiryReceived(BaseModel):
    """A customer has asked about a home; who it is, and what was asked, only its agent reads."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    enquiry_id: UUID = Field(description="of this enquiry, also in the answer to who asked")


class EnquiryClosed(BaseModel):
    """An enquiry about a home has ended: its agent closed it, or the home was taken down."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    enquiry_id: UUID = Field(description="of this enquiry, also in the answer to who asked")
    reason: ClosedBecause


class ViewingBooked(BaseModel):
    """Somebody has booked a viewing of a home, or moved it: then it comes again, with the new time."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    viewing_id: UUID = Field(description="of this viewing, also in the answer to its visitor")
    starts_at: Moment = Field(description="when it begins, in UTC")


class ViewingCancelled(BaseModel):
    """A viewing does not take place: its visitor or the home's agent cancelled it, or the home was taken down."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.web"

    metadata: Metadata
    property_id: PropertyId
    viewing_id: UUID = Field(description="of this viewing, also in the answer to its visitor")
    starts_at: Moment = Field(description="when it would have begun, in UTC")
    reason: CancelledBecause
