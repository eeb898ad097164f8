"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from web_service.domain.features import HEADLINE_MAX
from web_service.domain.listing import OfferKind
from web_service.domain.moments import rfc3339
from web_service.domain.pictures import PICTURES_MAX

Moment = Annotated[
    AwareDatetime,
    PlainSerializer(rfc3339, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
Price = Annotated[
    int | float, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0}, mode="serialization")
]
AddressPart = Annotated[str, Field(min_length=1, max_length=60)]
Headline = Annotated[str, Field(min_length=1, max_length=HEADLINE_MAX)]
PictureText = Annotated[str, Field(min_length=1, max_length=200)]
ImageKey = Annotated[str, Field(min_length=1, max_length=1024)]  # as long as S3 lets a key be
PropertyId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,59}(/[a-z0-9][a-z0-9-]{0,59}){3}$",
        description="country/city/street/number, in small letters, digits and dashes",
    ),
]
Replay = Annotated[
    Annotated[str, Field(min_length=1, max_length=64)] | None,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 64}),
]


def _may_be_missing(*names: str) -> Callable[[dict[str, Any]], None]:
    """Publish fields as optional: events that are stored lack them."""

    def amend(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]
        for name in names:
            del schema["properties"][name]["default"]  # that of the model; on the bus there is nothing at all

    return amend


class Metadata(BaseModel):
    """What every event carries beside its data."""

    model_config = ConfigDict(
        frozen=True, json_schema_serialization_defaults_required=True, json_schema_extra=_may_be_missing("replay")
    )

    event_id: UUID = Field(description="of this event; the same if it is sent again")
    idempotency_key: str = Field(min_length=1, max_length=300, description="names the fact that the event tells of")
    correlation_id: str = Field(min_length=1, max_length=128, description="of the request that began it all")
    causation_id: str = Field(max_length=128, description="of the request or event that led to this one")
    occurred_at: Moment = Field(description="when it became so")
    schema_version: Literal[1] = 1
    sequence: int = Field(ge=1, description="rises by one with every fact about the property from this source")
    replay: Replay = Field(
        default=None,
        exclude_if=lambda name: name is None,
        description="of what is put back, never of news",
    )


class Address(BaseModel):
    """Where the property is, in its agent's own spelling."""

    model_config = ConfigDict(frozen=True)

    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart


class PublicationApprovalRequested(BaseModel):
    """An agent wants a listing published; here is all of it that there is to judge."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)
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
    captions: tuple[PictureText, ...] = Field(
        default=(), max_length=2 * PICTURES_MAX, description="alternative texts and captions of the pictures"
    )
    images: tuple[ImageKey, ...] = Field(
        max_length=PICTURES_MAX, description="keys of JPEG files in the shared images bucket, best first"
    )
