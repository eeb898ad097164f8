"""A customer's question about a home, and the states that its agent moves it through."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from web_service.domain.agent import Agent, Origin

KEPT = timedelta(days=90)  # from its receipt on
KEPT_CLOSED = timedelta(days=30)  # from its end on, if that is sooner


class EnquiryState(StrEnum):
    NEW = "NEW"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class ClosedBecause(StrEnum):
    CLOSED_BY_AGENT = "CLOSED_BY_AGENT"
    HOME_TAKEN_DOWN = "HOME_TAKEN_DOWN"


class NotYourEnquiry(Exception):
    """Raised when an agent changes an enquiry about another agent's listing."""


class AnotherEnquiryVersion(Exception):
    """Raised when an enquiry is no longer the version that its agent wants changed."""


class EnquiryIsClosed(Exception):
    """Raised when a closed enquiry is to be opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a customer writes; there is an e-mail address or a phone number."""

    name: str
    email: str | None
    phone: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    enquiry_id: UUID
    property_id: str
    agent: str  # user name of the listing's agent
    question: Question
    listed_since: str  # since when the home was public; a home that is listed anew has another moment
    state: EnquiryState = EnquiryState.NEW
    closed_because: ClosedBecause | None = None
    version: int = 1  # rises by one with every change
    received_at: datetime
    modified_at: datetime
    expires_at: datetime  # from then on nobody reads it
    origin: Origin


def check_agent(enquiry: Enquiry, agent: Agent) -> None:
    """Raise NotYourEnquiry unless it is about this agent's listing; an admin acts for all."""
    if agent.name != enquiry.agent and not agent.is_admin:
        raise NotYourEnquiry("this enquiry is about another agent's listing")


def check_version(enquiry: Enquiry, wanted: Set[int] | None) -> None:
    """Raise AnotherEnquiryVersion unless the enquiry is of a version that is wanted; None means any."""
    if wanted is not None and enquiry.version not in wanted:
        raise AnotherEnquiryVersion(
            f"the enquiry is at version {enquiry.version}; read it again and change that version"
        )


def move(enquiry: Enquiry, state: EnquiryState, *, at: datetime) -> Enquiry:
    """Give an enquiry a state; the one it has changes nothing. Raises EnquiryIsClosed: what is closed stays so."""
    if state is enquiry.state:
        return enquiry
    if enquiry.state is EnquiryState.CLOSED:
        raise EnquiryIsClosed("a closed enquiry stays closed")
    if state is EnquiryState.CLOSED:
        return close(enquiry, ClosedBecause.CLOSED_BY_AGENT, at=at)
    return replace(enquiry, state=state, version=enquiry.version + 1, modified_at=at)


def close(enquiry: Enquiry, because: ClosedBecause, *, at: datetime) -> Enquiry:
    """Close an open enquiry: it is deleted the sooner."""
    return replace(
        enquiry,
        state=EnquiryState.CLOSED,
        closed_because=because,
        version=enquiry.version + 1,
        modified_at=at,
        expires_at=min(enquiry.expires_at, at + KEPT_CLOSED),
    )
