"""Parts that several answers share. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.domain.listings.features import Heating, PropertyType
from web_service.domain.listings.listing import ListingStatus, OfferKind

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Amount = Annotated[float, Field(description="in major units, with the decimals that the currency has")]
Currency = Annotated[str, Field(description="ISO 4217, or SPL")]
SquareMetres = Annotated[float, Field(description="square metres")]


class Offer(TypedDict):
    """A property and its offer."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    contract: OfferKind
    listprice: Amount
    currency: Currency
    status: ListingStatus


class CardFacts(TypedDict):
    """The facts on a search card."""

    headline: str | None
    property_type: PropertyType | None
    bedrooms: int | None
    bathrooms: int | None
    living_area: SquareMetres | None


class Facts(CardFacts):
    """All facts."""

    lot_size: SquareMetres | None
    year_built: int | None
    heating: Heating | None


class PricePoint(TypedDict):
    """A price, and since when it was asked."""

    listprice: Amount
    currency: Currency
    at: Moment


class StatusPoint(TypedDict):
    """A status, and since when the listing had it."""

    status: ListingStatus
    at: Moment
