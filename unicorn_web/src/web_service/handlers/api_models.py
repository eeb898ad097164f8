"""What the agents' routes take. What they answer stands in views.py: plain, for models there would only cost time."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from web_service.domain import property_id as property_ids
from web_service.domain.editing import Edit
from web_service.domain.features import Features, PropertyType
from web_service.domain.listing import OfferKind
from web_service.domain.money import Money
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
    PropertyIdText,
    Rooms,
    UploadSize,
    Year,
)


def _never_null(schema: dict[str, Any]) -> None:
    """Describe what may be left out, and not be taken away."""
    for name in ("description", "contract", "listprice", "currency"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


class Body(BaseModel):
    """Nothing but what is named, and built when it is first needed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(Body):
    country: AddressPart
    city: AddressPart
    street: AddressPart
    number: AddressPart

    def to_domain(self) -> property_ids.Address:
        return property_ids.Address(**self.model_dump())


class _Features(Body):
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


class ImageUpload(Body):
    """The body of POST /properties/{country}/{city}/{street}/{number}/images."""

    filename: Filename
    content_type: ContentType
    size: UploadSize

    def to_domain(self) -> Upload:
        return Upload(**self.model_dump())


class ApprovalRequest(Body):
    """The body of POST /request_approval."""

    property_id: PropertyIdText
