"""What customers can ask."""

from typing import TYPE_CHECKING

from web_service.ports import ListingNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from web_service.ports import PublicListings


def details(property_id: str, *, public: "PublicListings") -> "Mapping[str, Any]":
    """Return what customers see of an approved listing. Raises ListingNotFound for any other."""
    found = public.details(property_id)
    if found is None:
        raise ListingNotFound("there is no such listing, or it is not for the public")
    return found
