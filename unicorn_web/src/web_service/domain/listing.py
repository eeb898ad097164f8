"""A listing, from its draft to what customers see, and the rules that move it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from web_service.domain.agent import Agent, Origin
from web_service.domain.features import Features
from web_service.domain.image import Image, ImageStatus
from web_service.domain.money import Money
from web_service.domain.property_id import Address


class ListingStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


class OfferKind(StrEnum):
    """What the API calls `contract`."""

    SALE = "sale"
    RENT = "rent"


class NotYourListing(Exception):
    """Raised when an agent touches a listing of another's."""


class AnotherVersion(Exception):
    """Raised when a listing is no longer the version that its agent wants changed."""


class ApprovalPending(Exception):
    """Raised when something is asked of a listing that must rest until its request is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a request was declined, or a listing taken down."""

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An agent's request to publish a listing as it is now."""

    request_id: UUID
    event_id: UUID  # of the event that tells of it
    requested_at: datetime
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What customers see: the version that this request was approved for."""

    request_id: UUID
    since: datetime
    version: int  # the listing's, when this was last written


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSince:
    price: Money
    at: datetime  # when the agent set it
    offered_at: datetime | None = None  # when customers first saw it, if they did


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSince:
    status: ListingStatus
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    property_id: str
    address: Address
    agent: str  # whose listing it is
    description: str
    kind: OfferKind
    price: Money
    features: Features = field(default_factory=Features)
    images: tuple[Image, ...] = ()
    status: ListingStatus = ListingStatus.DRAFT
    sequence: int = 0  # rises by one with every request for approval
    request: Request | None = None  # the last one
    decided_at: datetime | None = None  # of the last request
    reasons: tuple[Reason, ...] = ()
    live: Live | None = None
    price_history: tuple[PriceSince, ...] = ()  # both oldest first; see history.py
    status_history: tuple[StatusSince, ...] = ()
    version: int = 1  # rises by one with every change
    created_at: datetime
    modified_at: datetime

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The images that may be shown."""
        return tuple(image for image in self.images if image.status is ImageStatus.READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFilter:
    """Which listings to list, newest first."""

    agent: str | None = None
    status: ListingStatus | None = None
    property_id: str | None = None  # this one alone
    before: tuple[datetime, str] | None = None  # only those behind this moment and property id


def check_owner(listing: Listing, agent: Agent) -> None:
    """Raise NotYourListing unless the listing is this agent's; an admin acts for all."""
    if agent.name != listing.agent and not agent.is_admin:
        raise NotYourListing(f"{listing.property_id} is another agent's listing")


def check_version(listing: Listing, wanted: int | None) -> None:
    """Raise AnotherVersion unless the listing is of the version that is wanted; None wants any."""
    if wanted not in {None, listing.version}:
        raise AnotherVersion(f"the listing is at version {listing.version}; look at it and change that one")


def check_at_rest(listing: Listing) -> None:
    """Raise ApprovalPending while the listing is being evaluated."""
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("what is being evaluated stays as it is until it is decided, or withdrawn")


def unapproved(listing: Listing) -> Listing:
    """Return a changed listing: a draft, if what it was before is approved."""
    return replace(listing, status=ListingStatus.DRAFT) if listing.status is ListingStatus.APPROVED else listing
