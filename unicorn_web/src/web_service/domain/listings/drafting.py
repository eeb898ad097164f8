"""What an agent states of a listing that is to be drafted."""

from dataclasses import dataclass, field

from unicorn_kernel.address import Address
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import OfferKind
from web_service.domain.listings.location import Location
from web_service.domain.listings.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The terms as sent; the listing is `use_cases.listings.draft_listing`'s."""

    property_id: str | None = None  # what a client computed of the address, if it did
    address: Address  # in whatever spelling
    description: str
    kind: OfferKind
    price: Money
    price_on_request: bool = False
    features: Features = field(default_factory=Features)
    location: Location | None = None
