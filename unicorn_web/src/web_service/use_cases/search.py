"""Customers' requests."""

from web_service.domain.search.details import PublicListing
from web_service.ports.search import ListingNotPublic, ListingWithdrawn, PublicListings


def price_currency(locality: str, *, public: PublicListings) -> str | None:
    """Return the currency that prices are in where a search names none: the most frequent one in the city or country.

    None if nothing is public there.
    """
    counted = public.currencies("/".join(locality.split("/")[:2]))
    return min(counted, key=lambda currency: (-counted[currency], currency), default=None)


def details(property_id: str, *, public: PublicListings) -> PublicListing:
    """Return the public version of a listing. Raises ListingNotPublic, or ListingWithdrawn if there was one."""
    found = public.details(property_id)
    if found is None:
        kind = ListingWithdrawn if public.was_public(property_id) else ListingNotPublic
        raise kind("there is no such listing, or it is not public")
    return found
