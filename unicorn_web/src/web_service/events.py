"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

from unicorn_kernel.property_id import PARTS, PATTERN
from unicorn_kit.metadata import EVENT, Metadata
from unicorn_kit.numbers import scaled
from web_service.domain.images.collection import IMAGES_MAX
from web_service.domain.images.keys import master_key
from web_service.domain.listings.features import HEADLINE_MAX
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.publication.request import PublicationRequest

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


class Address(BaseModel):
    """Where the property is, in its agent's own spelling."""

    model_config = EVENT

    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart


class PublicationApprovalRequested(BaseModel):
    """An agent requests the publication of a listing; it carries everything that is to be evaluated."""

    model_config = EVENT
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
    headline: Headline | None = Field(default=None, description="what customers read first")
    captions: tuple[ImageText, ...] = Field(
        default=(), max_length=2 * IMAGES_MAX, description="alternative texts and captions of the images"
    )
    images: tuple[ImageKey, ...] = Field(
        max_length=IMAGES_MAX, description="keys of JPEG files in the shared images bucket, best first"
    )

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
            address=Address(**{part: getattr(listing.address, part) for part in PARTS}),
            headline=listing.features.headline,
            description=listing.description,
            contract=listing.kind,
            listprice=scaled(listing.price.minor, listing.price.decimals),
            currency=listing.price.currency,
            captions=tuple(text for image in listing.ready_images for text in (image.alt_text, image.caption) if text),
            images=tuple(master_key(listing.property_id, image.image_id) for image in listing.ready_images),
        )
