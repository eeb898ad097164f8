"""The actions that a property's state requires: resume or decline waiters, ask a person, revoke a publication."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home, are_two
from properties_service.domain.reasons import Reason, reason_against
from properties_service.domain.review import Review, ReviewDecision


class RevocationReason(StrEnum):
    CONTRACT_CANCELLED = "CONTRACT_CANCELLED"
    CONTRACT_CLOSED = "CONTRACT_CLOSED"
    CONTRACT_EXPIRED = "CONTRACT_EXPIRED"
    CONTRACT_REPLACED = "CONTRACT_REPLACED"  # it has ended as well; only its successor is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A workflow execution that waits: for a person if it has a review, else for its contract's approval."""

    property_id: str
    request_id: str
    token: str  # a secret: anyone who has it can resume the execution
    since: datetime
    home: Home | None = None  # that the listing is about
    review: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A listing that was approved for publication."""

    property_id: str
    request_id: str
    contract_id: str | None  # the contract that it rests on
    sequence: int  # of the evaluation that approved it
    correlation_id: str
    revoked: bool = False
    home: Home | None = None  # that the listing is about


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyState:
    """The contract, publication, waiters and decisions of people of one property at one moment."""

    property_id: str
    contract: ContractFact | None = None
    publication: Publication | None = None
    waiters: tuple[Waiter, ...] = ()
    decisions: tuple[ReviewDecision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Resume an execution: the contract is approved, or a person has approved the content."""

    waiter: Waiter
    contract: ContractFact | None  # None after a review


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Resume an execution with an error: a person has declined, the contract has ended or is about another address."""

    waiter: Waiter
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Resume an execution with an error: it has waited as long as it may."""

    waiter: Waiter


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReview:
    """Ask a person."""

    waiter: Waiter
    review: Review
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke:
    """Revoke a publication."""

    publication: Publication
    contract: ContractFact
    reason: RevocationReason


type Action = Resume | Decline | GiveUp | RequestReview | Revoke


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How long a waiter waits."""

    patience: timedelta  # for the approval of its contract
    review: timedelta  # for the decision of a person
    grace: timedelta  # for an event on its way: of a contract in place of an ended one, of a decision made in time


def what_to_do(state: PropertyState, *, now: datetime, delays: Delays) -> list[Action]:
    """Return the actions that the state requires. They depend on the state alone, so this may be called at any time."""
    decided = {decision.request_id: decision for decision in state.decisions}
    waiting = [_for_waiter(waiter, state.contract, decided, now, delays) for waiter in state.waiters]
    publication = _for_publication(state)
    return [action for action in [*waiting, publication] if action is not None]


def open_questions(state: PropertyState, *, now: datetime, delays: Delays) -> list[RequestReview]:
    """Return the questions that were asked and are still open: whoever is to answer may have lost them."""
    forgotten = [
        replace(waiter, review=replace(waiter.review, is_requested=False)) for waiter in state.waiters if waiter.review
    ]
    actions = what_to_do(replace(state, waiters=tuple(forgotten)), now=now, delays=delays)
    return [action for action in actions if isinstance(action, RequestReview)]


def _for_waiter(
    waiter: Waiter,
    contract: ContractFact | None,
    decided: Mapping[str, ReviewDecision],
    now: datetime,
    delays: Delays,
) -> Action | None:
    if waiter.review is not None and waiter.request_id in decided:
        return _for_decision(waiter, decided[waiter.request_id])
    reason = reason_against(contract, waiter.home) if contract is not None else None
    if contract is not None and reason is not None:
        may_be_replaced = contract.as_of < waiter.since and now - waiter.since < delays.grace
        return None if may_be_replaced else Decline(waiter=waiter, reason=reason)
    if waiter.review is not None:
        return _for_question(waiter, waiter.review, now, delays)
    if contract is not None and contract.status is ContractStatus.APPROVED:
        return Resume(waiter=waiter, contract=contract)
    return GiveUp(waiter=waiter) if now - waiter.since >= delays.patience else None


def _for_decision(waiter: Waiter, decision: ReviewDecision) -> Action:
    reason = decision.reason
    return Decline(waiter=waiter, reason=reason) if reason else Resume(waiter=waiter, contract=None)


def _for_question(waiter: Waiter, review: Review, now: datetime, delays: Delays) -> Action | None:
    answer_by = waiter.since + delays.review
    if now >= answer_by + delays.grace:
        return GiveUp(waiter=waiter)
    return None if review.is_requested else RequestReview(waiter=waiter, review=review, answer_by=answer_by)


def _for_publication(state: PropertyState) -> Revoke | None:
    publication, contract = state.publication, state.contract
    if publication is None or publication.revoked or contract is None:
        return None
    reason = _reason_to_revoke(publication, contract)
    return Revoke(publication=publication, contract=contract, reason=reason) if reason else None


def _reason_to_revoke(publication: Publication, contract: ContractFact) -> RevocationReason | None:
    ids = {publication.contract_id, contract.contract_id}
    if (None not in ids and len(ids) > 1) or are_two(publication.home, contract.home):
        return RevocationReason.CONTRACT_REPLACED
    return RevocationReason[f"CONTRACT_{contract.status}"] if contract.has_ended else None
