"""Public homes in memory, as the ports for customers' requests read them."""

from web_service.domain.listings.listing import ListingStatus
from web_service.ports.public_homes import HomeGone, HomeNotPublic, PublicHome

from tests.unit.web.fakes import FakeListings
from unicorn_kit.moments import rfc3339

PLACE = "111 Main Street, Anytown, USA"


def public_home(listings: FakeListings, property_id: str) -> PublicHome:
    """Return a home that customers see now. Raises HomeNotPublic and HomeGone."""
    listing = listings.stored.get(property_id)
    if listing and listing.public_version:
        address = listing.address
        place = f"{address.number} {address.street}, {address.city}, {address.country}"
        return PublicHome(listing.agent, rfc3339(listing.public_version.since), place)
    if listing and any(past.status is ListingStatus.APPROVED for past in listing.status_history):
        raise HomeGone("this home is no longer offered")
    raise HomeNotPublic("there is no such listing, or it is not public")
