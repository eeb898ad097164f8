"""Customers' enquiries about homes, and their agents' inbox."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import (
    KEPT,
    ClosedBecause,
    Enquiry,
    EnquiryState,
    Question,
    check_agent,
    check_version,
    close,
    move,
)
from web_service.domain.limits import limits_of
from web_service.ports.enquiries import Enquiries, EnquiryChangedMeanwhile, EnquiryNotFound, InboxFilter
from web_service.use_cases.changes import Call
from web_service.use_cases.visits import Visit

TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    enquiries: list[Enquiry]
    has_more: bool


def ask(
    property_id: str,
    question: Question,
    *,
    enquiries: Enquiries,
    visit: Visit,
    receipt: Callable[[Enquiry], Receipt | None] = lambda _: None,
) -> Enquiry:
    """Keep a customer's question for the listing's agent.

    Raises HomeNotPublic, HomeGone, LimitReached and AnsweredMeanwhile.
    """
    home = enquiries.home(property_id)
    enquiry = Enquiry(
        enquiry_id=visit.new_id(),
        property_id=property_id,
        agent=home.agent,
        question=question,
        listed_since=home.listed_since,
        received_at=visit.now,
        modified_at=visit.now,
        expires_at=visit.now + KEPT,
        origin=visit.origin,
    )
    limits = tuple(limits_of(visit.sender, property_id))
    enquiries.add(enquiry, limits, visit.new_id(), receipt(enquiry))
    return enquiry


def move_enquiry(
    property_id: str,
    enquiry_id: UUID,
    state: EnquiryState,
    *,
    if_version: Set[int] | None,
    enquiries: Enquiries,
    call: Call,
) -> Enquiry:
    """Give an enquiry a state, if it still is of a version in `if_version` (None: whichever it is).

    Raises EnquiryNotFound, NotYourEnquiry, AnotherEnquiryVersion, EnquiryIsClosed, EnquiryChangedMeanwhile.
    """
    before = enquiries.get(property_id, enquiry_id, now=call.now)
    check_agent(before, call.agent)
    check_version(before, if_version)
    after = move(before, state, at=call.now)
    if after is not before:
        enquiries.save(before, after, call.new_id(), call.origin)
    return after


def inbox(
    wanted: InboxFilter, *, limit: int, enquiries: Enquiries, now: datetime, on_unreadable: Callable[[str], None]
) -> InboxPage:
    """Return up to `limit` enquiries, newest first, and whether there are more; `on_unreadable` as `Enquiries.find`."""
    found = list(islice(enquiries.find(wanted, now=now, on_unreadable=on_unreadable), limit + 1))
    return InboxPage(enquiries=found[:limit], has_more=len(found) > limit)


def close_taken_down(
    property_id: str,
    listed_since: str,
    *,
    enquiries: Enquiries,
    now: datetime,
    new_id: Callable[[], UUID],
    causation_id: str,
    on_unreadable: Callable[[str], None],
) -> int:
    """Close every open enquiry about a home that is no longer public since then; return how many these were.

    One that is unreadable stays until it expires, and `on_unreadable` gets its id.
    """
    closed = 0
    for found in enquiries.open_about(property_id, listed_since, on_unreadable=on_unreadable):
        closed += _close(found, enquiries, now, new_id, causation_id)
    return closed


def _close(found: Enquiry, enquiries: Enquiries, now: datetime, new_id: Callable[[], UUID], causation_id: str) -> bool:
    """Close one; False if it is closed or expired meanwhile."""
    origin = Origin(correlation_id=found.origin.correlation_id, causation_id=causation_id)
    for _ in range(TRIES):
        try:
            enquiries.save(found, close(found, ClosedBecause.HOME_TAKEN_DOWN, at=now), new_id(), origin)
        except EnquiryChangedMeanwhile:  # its agent answers it at this moment
            try:
                found = enquiries.get(found.property_id, found.enquiry_id, now=now)
            except EnquiryNotFound:
                return False
            if found.state is EnquiryState.CLOSED:
                return False
        else:
            return True
    raise EnquiryChangedMeanwhile("the enquiry is being changed by others all the time")
