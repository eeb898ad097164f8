"""A viewing: a slot that somebody has booked, and what may become of it."""

import hmac
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from web_service.domain.agent import Origin
from web_service.domain.viewings.slot import Slot, check_bookable

KEPT = timedelta(days=30)  # from its end on, or from its cancellation on if that is sooner
CHANGES_MAX = 10  # how often one is moved at most


class ViewingState(StrEnum):
    BOOKED = "BOOKED"
    CANCELLED = "CANCELLED"


class CancelledBecause(StrEnum):
    CANCELLED_BY_VISITOR = "CANCELLED_BY_VISITOR"
    CANCELLED_BY_AGENT = "CANCELLED_BY_AGENT"
    HOME_TAKEN_DOWN = "HOME_TAKEN_DOWN"


class ViewingIsCancelled(Exception):
    """Raised when a cancelled viewing is to be moved."""


class ViewingIsOver(Exception):
    """Raised when a viewing that has begun is to be moved or cancelled."""


class MovedTooOften(Exception):
    """Raised when a viewing has been moved as often as it may be."""


class AnotherViewingVersion(Exception):
    """Raised when a viewing is no longer the version that its agent wants cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who comes; there is an e-mail address or a phone number."""

    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    viewing_id: UUID
    slot: Slot
    visitor: Visitor
    secret_digest: str  # of what its visitor's link has
    state: ViewingState = ViewingState.BOOKED
    cancelled_because: CancelledBecause | None = None
    version: int = 1  # rises by one with every change
    booked_at: datetime
    modified_at: datetime
    expires_at: datetime  # from then on nobody reads it
    origin: Origin


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def is_secret_of(viewing: Viewing, secret: str) -> bool:
    return hmac.compare_digest(viewing.secret_digest, digest_of(secret))


def kept_until(slot: Slot) -> datetime:
    return slot.ends_at + KEPT


def check_version(viewing: Viewing, wanted: Set[int] | None) -> None:
    """Raise AnotherViewingVersion unless the viewing is of a version that is wanted; None means any."""
    if wanted is not None and viewing.version not in wanted:
        raise AnotherViewingVersion(
            f"the viewing is at version {viewing.version}; read it again and cancel that version"
        )


def move(viewing: Viewing, slot: Slot, *, at: datetime) -> Viewing:
    """Give a viewing another slot; the one it has changes nothing.

    Raises ViewingIsCancelled, ViewingIsOver, MovedTooOften, SlotTaken, SlotIsOver.
    """
    if viewing.state is ViewingState.CANCELLED:
        raise ViewingIsCancelled("this viewing is cancelled; book another time")
    _check_to_come(viewing, at)
    if slot.slot_id == viewing.slot.slot_id:
        return viewing
    check_bookable(slot, now=at)
    if viewing.version > CHANGES_MAX:
        raise MovedTooOften(f"a viewing is moved at most {CHANGES_MAX} times; cancel it and book another time")
    return replace(
        viewing,
        slot=replace(slot, viewing_id=viewing.viewing_id),
        version=viewing.version + 1,
        modified_at=at,
        expires_at=kept_until(slot),
    )


def cancel(viewing: Viewing, because: CancelledBecause, *, at: datetime) -> Viewing:
    """Cancel a viewing; one that is cancelled stays as it is. Raises ViewingIsOver."""
    if viewing.state is ViewingState.CANCELLED:
        return viewing
    _check_to_come(viewing, at)
    return replace(
        viewing,
        state=ViewingState.CANCELLED,
        cancelled_because=because,
        version=viewing.version + 1,
        modified_at=at,
        expires_at=min(viewing.expires_at, at + KEPT),
    )


def _check_to_come(viewing: Viewing, at: datetime) -> None:
    if viewing.slot.starts_at <= at:
        raise ViewingIsOver("this viewing has begun; it can no longer be changed")
