"""A listing, and the checks that its changes share."""

from collections.abc import Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from unicorn_kernel.property_id import Address
from web_service.domain.agent import Agent
from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.listings.features import Features
from web_service.domain.listings.location import Location
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import PublicationRequest, PublicVersion, Reason
from web_service.domain.publication.review import Review


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
    """Raised when an agent changes or reads another agent's listing."""


class AnotherVersion(Exception):
    """Raised when a listing is no longer the version that its agent wants changed."""


class ApprovalPending(Exception):
    """Raised when a change is asked of a listing whose publication request is still being decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSince:
    price: Money
    at: datetime  # when the agent set it
    offered_at: datetime | None = None  # when customers were first shown it, if they were


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSince:
    status: ListingStatus
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    property_id: str
    address: Address
    agent: str  # user name of its agent
    description: str
    kind: OfferKind
    price: Money
    price_on_request: bool = False  # customers are not shown the price
    features: Features = field(default_factory=Features)
    location: Location | None = None
    images: tuple[Image, ...] = ()
    status: ListingStatus = ListingStatus.DRAFT
    sequence: int = 0  # rises by one with every request for approval
    request: PublicationRequest | None = None  # the last one
    review: Review | None = None  # of the last request, if it had to be asked for
    is_changed: bool = False  # since the last request
    is_appealed: bool = False  # as it is now
    decided_at: datetime | None = None  # of the last request
    reasons: tuple[Reason, ...] = ()
    public_version: PublicVersion | None = None
    price_history: tuple[PriceSince, ...] = ()  # both oldest first; see history.py
    status_history: tuple[StatusSince, ...] = ()
    version: int = 1  # rises by one with every change
    created_at: datetime
    modified_at: datetime

    @property
    def ready_images(self) -> tuple[Image, ...]:
        """The images that may be shown, in their order."""
        return tuple(image for image in self.images if image.status is ImageStatus.READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFilter:
    """Which listings to list, newest first."""

    agent: str | None = None
    status: ListingStatus | None = None
    property_id: str | None = None  # this one alone
    before: tuple[datetime, str] | None = None  # only those older than this moment and property id


def check_owner(listing: Listing, agent: Agent) -> None:
    """Raise NotYourListing unless the listing is this agent's; an admin acts for all."""
    if agent.name != listing.agent and not agent.is_admin:
        raise NotYourListing(f"{listing.property_id} is another agent's listing")


def check_version(listing: Listing, wanted: Set[int] | None) -> None:
    """Raise AnotherVersion unless the listing is of a version that is wanted; None means any."""
    if wanted is not None and listing.version not in wanted:
        raise AnotherVersion(f"the listing is at version {listing.version}; read it again and change that version")


def check_not_pending(listing: Listing) -> None:
    """Raise ApprovalPending while the listing is being evaluated."""
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("a listing that is being evaluated cannot change until it is decided, or withdrawn")


def unapproved(listing: Listing) -> Listing:
    """Return a changed listing: a draft, if it was approved before; a decline of it can be appealed again."""
    status = ListingStatus.DRAFT if listing.status is ListingStatus.APPROVED else listing.status
    return replace(listing, status=status, is_changed=True, is_appealed=False)
