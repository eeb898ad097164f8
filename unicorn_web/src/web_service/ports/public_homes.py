"""What customers' requests need to know of the home that they are about."""

from dataclasses import dataclass


class HomeNotPublic(Exception):
    """Raised when there is no such listing, or none that customers could ever see."""


class HomeGone(Exception):
    """Raised when customers may not see a listing any more."""


@dataclass(frozen=True, slots=True)
class PublicHome:
    """A home that customers see now."""

    agent: str
    listed_since: str  # a home that is listed anew has another moment
    place: str  # its address in one line
