"""The actions that a property's contract requires: resume or decline waiters, revoke a publication without one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home, are_two
from properties_service.domain.reasons import Reason, reason_against


class RevocationReason(StrEnum):
    CONTRACT_CANCELLED = "CONTRACT_CANCELLED"
    CONTRACT_CLOSED = "CONTRACT_CLOSED"
    CONTRACT_EXPIRED = "CONTRACT_EXPIRED"
    CONTRACT_REPLACED = "CONTRACT_REPLACED"  # it has ended as well; only its successor is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A workflow execution that waits until its property's contract is approved."""

    property_id: str
    request_id: str
    token: str  # a secret: anyone who has it can resume the execution
    since: datetime
    home: Home | None = None  # that the listing is about


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
    """The contract, publication and waiters of one property at one moment."""

    property_id: str
    contract: ContractFact | None = None
    publication: Publication | None = None
    waiters: tuple[Waiter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Resume an execution: the contract is approved."""

    waiter: Waiter
    contract: ContractFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """Resume an execution with an error: the contract has ended, or is about another address."""

    waiter: Waiter
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Resume an execution with an error: it has waited as long as it may."""

    waiter: Waiter


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke:
    """Revoke a publication."""

    publication: Publication
    contract: ContractFact
    reason: RevocationReason


type Action = Resume | Decline | GiveUp | Revoke


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How long a waiter waits for facts about its contract."""

    patience: timedelta  # for the approval
    grace: timedelta  # for the event of a contract that replaces one that had ended before


def what_to_do(state: PropertyState, *, now: datetime, delays: Delays) -> list[Action]:
    """Return the actions that the state requires. They depend on the state alone, so this may be called at any time."""
    waiting = [_for_waiter(waiter, state.contract, now, delays) for waiter in state.waiters]
    publication = _for_publication(state)
    return [action for action in [*waiting, publication] if action is not None]


def _for_waiter(waiter: Waiter, contract: ContractFact | None, now: datetime, delays: Delays) -> Action | None:
    reason = reason_against(contract, waiter.home) if contract is not None else None
    if contract is not None and reason is not None:
        may_be_replaced = contract.as_of < waiter.since and now - waiter.since < delays.grace
        return None if may_be_replaced else Decline(waiter=waiter, reason=reason)
    if contract is not None and contract.status is ContractStatus.APPROVED:
        return Resume(waiter=waiter, contract=contract)
    return GiveUp(waiter=waiter) if now - waiter.since >= delays.patience else None


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
