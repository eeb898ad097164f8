"""What the agents' routes take. What they answer stands in views.py: plain, for models there would only cost time."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

from web_service.domain import property_id as property_ids
from web_service.domain.editing import Edit
from web_service.domain.features import Features, PropertyType
from web_service.domain.listing import OfferKind
from web_service.domain.money import Money
from web_service.domain.pictures import PICTURES_MAX, Place
from web_service.domain.upload import Upload
from web_service.handlers.fields import (
    AddressPart,
    ContentType,
    Currency,
    Description,
    Filename,
    Headline,
    ListPrice,
    LivingArea,
    LotSize,
    NotNull,
    PictureText,
    PropertyIdText,
    Rooms,
    UploadSize,
    Year,
)


def _never_null(schema: dict[str, Any]) -> None:
    """Describe what may be left out, and not be taken away."""
    for name in ("description", "contract", "listprice", "currency"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


def _once(places: list["ImagePlace"]) -> list["ImagePlace"]:
    if len({place.image_id for place in places}) != len(places):
        raise ValueError("name each picture once")
    return places


def _or_its_id(schema: dict[str, Any]) -> None:
    """Describe what may stand for a place."""
    place = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "format": "uuid"}, place]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Request):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> property_ids.Address:
        return property_ids.Address(**self.model_dump())


class _Features(_Request):
    """What buyers ask, as far as it is said; null is nothing said."""

    headline: Headline | None = None
    property_type: PropertyType | None = None
    bedrooms: Rooms | None = None
    bathrooms: Rooms | None = None
    living_area: LivingArea | None = Field(default=None, description="square metres")
    lot_size: LotSize | None = Field(default=None, description="square metres")
    year_built: Year | None = None

    def features(self) -> dict[str, Any]:
        """Return what was sent, by name."""
        sent = self.model_fields_set & set(Features.__slots__)
        return {name: getattr(self, name) for name in sent}


class DraftListing(_Features):
    """The body of POST /properties."""

    property_id: PropertyIdText | None = None
    address: Address
    description: Description
    contract: OfferKind
    listprice: ListPrice
    currency: Currency

    def price(self) -> Money:
        """Raises UnknownCurrency and InvalidPrice."""
        return Money.of(self.listprice, self.currency)


class ChangeListing(_Features):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=_never_null)

    description: Annotated[Description | None, NotNull] = None
    contract: Annotated[OfferKind | None, NotNull] = None
    listprice: Annotated[ListPrice | None, NotNull] = None
    currency: Annotated[Currency | None, NotNull] = None

    def to_domain(self) -> Edit:
        return Edit(
            description=self.description,
            kind=self.contract,
            amount=self.listprice,
            currency=self.currency,
            features=self.features(),
        )


class ImageUpload(_Request):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Filename
    content_type: ContentType
    size: UploadSize

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())


class ImagePlace(_Request):
    """A picture's place; a text that is left out stays as it is, null takes it away. An id alone is a place too."""

    model_config = ConfigDict(json_schema_extra=_or_its_id)

    image_id: UUID
    alt_text: PictureText | None = None
    caption: PictureText | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_id(cls, given: Any) -> Any:
        return {"image_id": given} if isinstance(given, str) else given

    def to_domain(self) -> Place:
        sent = self.model_fields_set - {"image_id"}
        return Place(image_id=self.image_id, texts={name: getattr(self, name) for name in sent})


class ImageOrder(RootModel[Annotated[list[ImagePlace], Field(max_length=PICTURES_MAX), AfterValidator(_once)]]):
    """The body of PUT /properties/{country}/{city}/{street}/{number}/images: every picture, in the wanted order."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def to_domain(self) -> list[Place]:
        return [place.to_domain() for place in self.root]


class ApprovalRequest(_Request):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
