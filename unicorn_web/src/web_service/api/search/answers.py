"""Search results. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, Literal, NotRequired, TypedDict

from pydantic import Field

from web_service.api.answers import (
    Bathrooms,
    Currency,
    Facts,
    Location,
    Moment,
    PricePoint,
    PublicOffer,
    PublicPrice,
    RentalPeriod,
    SquareMetres,
    StatusPoint,
)
from web_service.api.images.answers import CardImage, DetailsImage, FirstImage
from web_service.domain.listings.features import Heating, PropertyType, RentPeriod
from web_service.domain.listings.listing import ListingStatus, OfferKind
from web_service.domain.search.cards import Order

Name = Annotated[str, Field(description="as the first listing that was published there spells it, or an admin")]


class Country(TypedDict):
    """A country that has approved listings."""

    country: str
    name: Name
    listings: int
    cities: Annotated[int, Field(description="those that have approved listings")]


class City(TypedDict):
    """A city that has approved listings."""

    country: str
    city: str
    name: Name
    listings: int


class NamedLocality(TypedDict):
    """A country, city or street that has approved listings, for the search box."""

    kind: Literal["country", "city", "street"]
    country: str
    city: NotRequired[str]
    street: NotRequired[str]
    name: str
    within: Annotated[str, Field(description="the names of what it is in; empty for a country")]
    listings: NotRequired[Annotated[int, Field(description="of a country or city")]]


class Filters(TypedDict, total=False):
    """Parameters of a search."""

    contract: OfferKind
    currency: Currency
    min_price: str
    max_price: str
    bedrooms: str
    property_type: PropertyType
    bathrooms: str
    min_living_area: str
    max_living_area: str
    min_lot_size: str
    max_lot_size: str
    min_year_built: str
    max_year_built: str
    heating: Heating
    rent_period: RentPeriod
    words: str
    sort: Order


class Understood(TypedDict):
    """What a text in the search box means."""

    locality: Annotated[NamedLocality | None, Field(description="that is meant; null if none or several are")]
    filters: Filters
    suggestions: Annotated[list[NamedLocality], Field(description="to choose from, the best first; at most eight")]
    not_understood: Annotated[list[str], Field(description="what is neither a locality nor a filter, as it was typed")]


class Card(TypedDict):
    """A listing as a search shows it; what it does not state is left out."""

    property_id: str
    country: str
    city: str
    street: str
    number: str
    region: NotRequired[str]
    postcode: NotRequired[str]
    unit: NotRequired[str]
    contract: OfferKind
    listprice: PublicPrice
    currency: Currency
    price_on_request: NotRequired[Annotated[Literal[True], Field(description="customers are not shown the price")]]
    status: ListingStatus
    headline: NotRequired[str]
    property_type: NotRequired[PropertyType]
    bedrooms: NotRequired[int]
    bathrooms: NotRequired[Bathrooms]
    living_area: NotRequired[SquareMetres]
    rent_period: NotRequired[RentalPeriod]
    image: NotRequired[CardImage]
    location: NotRequired[Annotated[Location, Field(description="in a search of a region")]]
    published_at: NotRequired[Annotated[Moment, Field(description="in the order `newest`")]]


class Details(PublicOffer, Facts):
    """A listing as customers see it."""

    description: str
    location: Location | None
    image: FirstImage | None
    images: list[DetailsImage]
    price_history: list[PricePoint]
    status_history: list[StatusPoint]
    published_at: Moment
