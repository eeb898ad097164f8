"""The bodies of requests about listings."""

from typing import Annotated

from pydantic import ConfigDict

from unicorn_kernel.bodies import Address
from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import never_null
from web_service.api.fields import (
    Currency,
    Description,
    ListPrice,
    NotNull,
    PriceOnRequest,
)
from web_service.api.listings.facts import FactsBody
from web_service.domain.listings.drafting import Draft
from web_service.domain.listings.editing import Edit
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import OfferKind
from web_service.domain.listings.money import Money


class DraftListing(FactsBody):
    """The body of POST /properties."""

    property_id: PropertyIdText | None = None
    address: Address
    description: Description
    contract: OfferKind
    listprice: ListPrice
    currency: Currency
    price_on_request: PriceOnRequest = False

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

    def to_domain(self) -> Edit:
        return Edit(
            description=self.description,
            kind=self.contract,
            amount=self.listprice,
            currency=self.currency,
            price_on_request=self.price_on_request,
            features=self.facts(),
        )
