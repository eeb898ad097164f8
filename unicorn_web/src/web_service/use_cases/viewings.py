"""Viewings of homes: agents offer slots, customers book, move and cancel."""

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import Origin
from web_service.domain.limits import limits_of
from web_service.domain.viewings import slot as slots_domain
from web_service.domain.viewings.slot import Slot, check_bookable, check_offer, in_a_row, taken
from web_service.domain.viewings.viewing import (
    CancelledBecause,
    Viewing,
    ViewingState,
    Visitor,
    cancel,
    check_version,
    digest_of,
    is_secret_of,
    kept_until,
    move,
)
from web_service.ports.viewings import (
    AgendaFilter,
    Entry,
    SlotNotFound,
    ViewingChangedMeanwhile,
    ViewingNotFound,
    Viewings,
)
from web_service.use_cases.changes import Call
from web_service.use_cases.visits import Visit

TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an agent offers: so many slots of a length, one after another."""

    starts_at: datetime
    utc_offset: int  # minutes
    minutes: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    entries: list[Entry]
    has_more: bool


def offer_slots(
    property_id: str,
    offer: Offer,
    *,
    viewings: Viewings,
    call: Call,
    receipt: Callable[[list[Slot]], Receipt | None] = lambda _: None,
) -> list[Slot]:
    """Offer slots of an own home that customers see.

    Raises HomeNotPublic, HomeGone, NotYourHome, StartsAtAWrongTime, SlotsOverlap, TooManySlots, SlotsChangedMeanwhile
    and AnsweredMeanwhile.
    """
    home = viewings.home(property_id)
    slots_domain.check_agent(home.agent, call.agent)
    first = Slot(
        property_id=property_id,
        place=home.place,
        agent=home.agent,
        listed_since=home.listed_since,
        starts_at=offer.starts_at,
        minutes=offer.minutes,
        utc_offset=offer.utc_offset,
    )
    slots, seen = in_a_row(first, offer.count), viewings.slots(property_id)
    check_offer(slots, seen.slots, now=call.now)
    viewings.offer(slots, seen, receipt(slots))
    return slots


def remove_slot(property_id: str, slot_id: str, *, viewings: Viewings, call: Call) -> None:
    """Remove a free slot of an own home. Raises SlotNotFound, NotYourHome and SlotIsBooked."""
    slots_domain.check_agent(viewings.slot(property_id, slot_id).agent, call.agent)
    viewings.remove(property_id, slot_id)


def free_slots(property_id: str, *, viewings: Viewings, now: datetime) -> list[Slot]:
    """Return the slots of a home that can be booked, the next one first. Raises HomeNotPublic and HomeGone."""
    home = viewings.home(property_id)
    return [
        slot
        for slot in viewings.slots(property_id).slots
        if slot.viewing_id is None and slot.starts_at > now and slot.listed_since == home.listed_since
    ]


def book(
    property_id: str,
    slot_id: str,
    visitor: Visitor,
    *,
    secret: Callable[[UUID], str],
    viewings: Viewings,
    visit: Visit,
    receipt: Callable[[Viewing], Receipt | None] = lambda _: None,
) -> Viewing:
    """Book a slot of a home. `secret` makes that of the visitor's link, of which only the digest is kept.

    Raises HomeNotPublic, HomeGone, SlotTaken, SlotIsOver, LimitReached and AnsweredMeanwhile.
    """
    viewings.home(property_id)
    slot = _offered(property_id, slot_id, viewings)
    check_bookable(slot, now=visit.now)
    viewing_id = visit.new_id()
    viewing = Viewing(
        viewing_id=viewing_id,
        slot=replace(slot, viewing_id=viewing_id),
        visitor=visitor,
        secret_digest=digest_of(secret(viewing_id)),
        booked_at=visit.now,
        modified_at=visit.now,
        expires_at=kept_until(slot),
        origin=visit.origin,
    )
    viewings.book(viewing, tuple(limits_of(visit.sender, property_id)), visit.new_id(), receipt(viewing))
    return viewing


def read_viewing(property_id: str, viewing_id: UUID, secret: str, *, viewings: Viewings, now: datetime) -> Viewing:
    """Return a viewing to who has its link. Raises ViewingNotFound, for a wrong secret too."""
    viewing = viewings.get(property_id, viewing_id, now=now)
    if not is_secret_of(viewing, secret):
        raise ViewingNotFound("there is no such viewing, or the link to it is not whole")
    return viewing


def move_viewing(
    property_id: str, viewing_id: UUID, slot_id: str, *, secret: str, viewings: Viewings, visit: Visit
) -> Viewing:
    """Give a viewing another slot of its home.

    Raises what `read_viewing` and `move` do, HomeGone and ViewingChangedMeanwhile.
    """
    before = read_viewing(property_id, viewing_id, secret, viewings=viewings, now=visit.now)
    after = move(before, _offered(property_id, slot_id, viewings), at=visit.now)
    if after is not before:
        viewings.move(before, after, visit.new_id(), visit.origin)
    return after


def cancel_booking(property_id: str, viewing_id: UUID, *, secret: str, viewings: Viewings, visit: Visit) -> Viewing:
    """Cancel a viewing as its visitor; its slot is offered again.

    Raises what `read_viewing` does, ViewingIsOver and ViewingChangedMeanwhile.
    """
    before = read_viewing(property_id, viewing_id, secret, viewings=viewings, now=visit.now)
    after = cancel(before, CancelledBecause.CANCELLED_BY_VISITOR, at=visit.now)
    if after is not before:
        viewings.cancel(before, after, visit.new_id(), visit.origin, is_offered_again=True)
    return after


def call_off(
    property_id: str, viewing_id: UUID, *, if_version: Set[int] | None, viewings: Viewings, call: Call
) -> Viewing:
    """Cancel a viewing as the home's agent, if it still is of a version in `if_version` (None: whichever it is).

    Its slot is offered no longer. Raises ViewingNotFound, NotYourHome, AnotherViewingVersion, ViewingIsOver and
    ViewingChangedMeanwhile.
    """
    before = viewings.get(property_id, viewing_id, now=call.now)
    slots_domain.check_agent(before.slot.agent, call.agent)
    check_version(before, if_version)
    after = cancel(before, CancelledBecause.CANCELLED_BY_AGENT, at=call.now)
    if after is not before:
        viewings.cancel(before, after, call.new_id(), call.origin, is_offered_again=False)
    return after


def agenda(wanted: AgendaFilter, *, limit: int, viewings: Viewings, on_unreadable: Callable[[str], None]) -> Agenda:
    """Return up to `limit` slots and viewings of an agent, the next one first, and whether there are more.

    `on_unreadable` as `Viewings.find`.
    """
    found = list(islice(viewings.find(wanted, on_unreadable=on_unreadable), limit + 1))
    return Agenda(entries=found[:limit], has_more=len(found) > limit)


def cancel_taken_down(
    property_id: str,
    listed_since: str,
    *,
    viewings: Viewings,
    now: datetime,
    new_id: Callable[[], UUID],
    causation_id: str,
    on_unreadable: Callable[[str], None],
) -> int:
    """Cancel every viewing to come of a home that is no longer public since then; return how many these were.

    One that is unreadable stays until it expires, and `on_unreadable` gets its id.
    Its free slots go, too: a visitor who cancels at this moment frees one, so they go last.
    """
    cancelled = 0
    for found in viewings.booked_in(property_id, listed_since, on_unreadable=on_unreadable):
        cancelled += _cancel(found, viewings, now, new_id, causation_id)
    viewings.clear(property_id, listed_since)
    return cancelled


def _cancel(booked: Viewing, viewings: Viewings, now: datetime, new_id: Callable[[], UUID], causation_id: str) -> bool:
    """Cancel one; False if it is over, or cancelled, expired or moved to the home as it is public again meanwhile."""
    origin = Origin(correlation_id=booked.origin.correlation_id, causation_id=causation_id)
    found: Viewing | None = booked
    for _ in range(TRIES):
        if found is None or found.state is ViewingState.CANCELLED or found.slot.starts_at <= now:
            return False
        try:
            after = cancel(found, CancelledBecause.HOME_TAKEN_DOWN, at=now)
            viewings.cancel(found, after, new_id(), origin, is_offered_again=False)
        except ViewingChangedMeanwhile:  # its visitor moves it at this moment
            found = _again(booked, viewings, now)
        else:
            return True
    raise ViewingChangedMeanwhile("the viewing is being changed by others all the time")


def _again(booked: Viewing, viewings: Viewings, now: datetime) -> Viewing | None:
    """Return a viewing as it is now, if it still is one of the home that was taken down."""
    try:
        found = viewings.get(booked.slot.property_id, booked.viewing_id, now=now)
    except ViewingNotFound:
        return None
    return found if found.slot.listed_since == booked.slot.listed_since else None


def _offered(property_id: str, slot_id: str, viewings: Viewings) -> Slot:
    try:
        return viewings.slot(property_id, slot_id)
    except SlotNotFound as error:
        raise taken() from error
