"""A listing in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Amount, Facts, Location, Moment, Offer, PricePoint, StatusPoint
from web_service.api.images.answers import Image
from web_service.domain.publication.review import Verdict


class Listing(Offer, Facts):
    """A listing as its agent sees it."""

    listprice: Amount
    description: str
    location: Location | None
    is_public: Annotated[bool, Field(description="customers see it, maybe in the version before the last changes")]
    agent: str
    images: list[Image]
    price_history: list[PricePoint]
    status_history: list[StatusPoint]
    version: int
    created_at: Moment
    modified_at: Moment


class HolderAddress(TypedDict):
    """An address in canonical spelling; null is what was not sent."""

    country: str
    region: str | None
    city: str
    postcode: str | None
    street: str
    number: str
    unit: str | None


class Holder(TypedDict):
    """The listing by which a property id is taken."""

    property_id: str
    address: HolderAddress
    is_yours: bool


class ProblemMembers(TypedDict, total=False):
    """What problems have beside the members that all APIs' problems have."""

    holder: Holder
    was_public: Annotated[bool, Field(description="customers could see the listing once")]
    verdict: Annotated[Verdict, Field(description="what was decided before")]
