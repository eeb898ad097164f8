"""Parts that several answers share. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.domain.listings.features import Heating, PropertyType, RentPeriod
from web_service.domain.listings.listing import ListingStatus, OfferKind
from web_service.domain.listings.location import Shown

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Amount = Annotated[float, Field(description="in major units, with the decimals that the currency has")]
PublicPrice = Annotated[Amount | None, Field(description="null if it is on request")]
Currency = Annotated[str, Field(description="ISO 4217, or SPL")]
SquareMetres = Annotated[float, Field(description="square metres")]
Bathrooms = Annotated[float, Field(description="2.5 is two full ones and a half one")]
RentalPeriod = Annotated[RentPeriod, Field(description="the time that a rent is the price of")]


class Offer(TypedDict):
    """A property and its offer."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    region: str | None
    postcode: str | None
    unit: str | None
    contract: OfferKind
    currency: Currency
    price_on_request: Annotated[bool, Field(description="customers are not shown the price")]
    status: ListingStatus


class PublicOffer(Offer):
    """An offer as customers see it."""

    listprice: PublicPrice


class CardFacts(TypedDict):
    """The facts on a search card."""

    headline: str | None
    property_type: PropertyType | None
    bedrooms: int | None
    bathrooms: Bathrooms | None
    living_area: SquareMetres | None
    rent_period: RentalPeriod | None


class Facts(CardFacts):
    """All facts."""

    lot_size: SquareMetres | None
    year_built: int | None
    heating: Heating | None
    agent_name: Annotated[str | None, Field(description="the name by which customers know the agent")]


class Location(TypedDict):
    """Where a home is, in degrees of WGS 84."""

    latitude: float
    longitude: float
    shown: Annotated[Shown, Field(description="to customers: `rough` is the middle of a square kilometre")]


class PricePoint(TypedDict):
    """A price, and since when it was asked."""

    listprice: Amount
    currency: Currency
    at: Moment


class StatusPoint(TypedDict):
    """A status, and since when the listing had it."""

    status: ListingStatus
    at: Moment
