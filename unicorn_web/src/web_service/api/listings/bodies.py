"""The bodies of requests about listings."""

from typing import Annotated

from pydantic import ConfigDict, Field

from unicorn_kernel.bodies import Address
from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import Body, never_null
from web_service.api.fields import (
    Currency,
    Description,
    Latitude,
    ListPrice,
    Longitude,
    NotNull,
    PriceOnRequest,
)
from web_service.api.listings.facts import FactsBody
from web_service.domain.listings.drafting import Draft
from web_service.domain.listings.editing import KEEP, Edit
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import OfferKind
from web_service.domain.listings.location import Location as Place
from web_service.domain.listings.location import Shown
from web_service.domain.listings.money import Money


class GivenLocation(Body):
    """Where a home is, by WGS 84; six decimals of a degree are kept, a tenth of a metre."""

    latitude: Latitude
    longitude: Longitude
    shown: Annotated[Shown, Field(description="`rough`: customers are shown the middle of a square kilometre alone")]

    def to_domain(self) -> Place:
        longitude = self.longitude if self.longitude < 180 else -self.longitude  # noqa: PLR2004 - the same meridian
        return Place(latitude=self.latitude, longitude=longitude, shown=self.shown)


class DraftListing(FactsBody):
    """The body of POST /properties."""

    property_id: PropertyIdText | None = None
    address: Address
    description: Description
    contract: OfferKind
    listprice: ListPrice
    currency: Currency
    price_on_request: PriceOnRequest = False
    location: GivenLocation | None = None

    def to_domain(self) -> Draft:
        """Raises UnknownCurrency and InvalidPrice."""
        return Draft(
            property_id=self.property_id,
            address=self.address.to_domain(),
            description=self.description,
            kind=self.contract,
            price=Money.of(self.listprice, self.currency),
            price_on_request=self.price_on_request,
            features=Features(**self.facts()),
            location=self.location.to_domain() if self.location else None,
        )


class ChangeListing(FactsBody):
    """The body of PATCH /properties/{country}/{city}/{street}/{number}; what is left out stays as it is."""

    model_config = ConfigDict(
        json_schema_extra=never_null("description", "contract", "listprice", "currency", "price_on_request")
    )

    description: Annotated[Description | None, NotNull] = None
    contract: Annotated[OfferKind | None, NotNull] = None
    listprice: Annotated[ListPrice | None, NotNull] = None
    currency: Annotated[Currency | None, NotNull] = None
    price_on_request: Annotated[PriceOnRequest | None, NotNull] = None
    location: GivenLocation | None = None

    def to_domain(self) -> Edit:
        moved = self.location.to_domain() if self.location else None
        return Edit(
            description=self.description,
            kind=self.contract,
            amount=self.listprice,
            currency=self.currency,
            price_on_request=self.price_on_request,
            features=self.facts(),
            location=moved if "location" in self.model_fields_set else KEEP,
        )
