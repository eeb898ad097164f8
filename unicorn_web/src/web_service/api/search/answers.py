"""Search results. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import CardFacts, Facts, Moment, PricePoint, PublicOffer, StatusPoint
from web_service.api.images.answers import CardImage, DetailsImage

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


class Card(PublicOffer, CardFacts):
    """A listing as a search shows it."""

    image: CardImage | None


class Details(PublicOffer, Facts):
    """A listing as customers see it."""

    description: str
    image: CardImage | None
    images: list[DetailsImage]
    price_history: list[PricePoint]
    status_history: list[StatusPoint]
    published_at: Moment
