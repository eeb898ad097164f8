"""Customers' requests."""

from web_service.domain.search.details import PublicListing
from web_service.ports.search import ListingNotPublic, PublicListings


def details(property_id: str, *, public: PublicListings) -> PublicListing:
    """Return the public version of a listing. Raises ListingNotPublic if there is none."""
    found = public.details(property_id)
    if found is None:
        raise ListingNotPublic("there is no such listing, or it is not public")
    return found
