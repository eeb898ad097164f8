"""The actions that a property's contract requires: resume or decline waiters, revoke a publication without one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.reasons import Reason, contract_ended


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A listing that was approved for publication."""

    property_id: str
    request_id: str
    contract_id: str | None  # the contract that it rests on
    sequence: int  # of the evaluation that approved it
    correlation_id: str
    revoked: bool = False


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
    """Resume an execution with an error: the contract has ended."""

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


def what_to_do(state: PropertyState, *, now: datetime, patience: timedelta) -> list[Action]:
    """Return the actions that the state requires. They depend on the state alone, so this may be called at any time."""
    waiting = [_for_waiter(waiter, state.contract, now - patience) for waiter in state.waiters]
    publication = _for_publication(state)
    return [action for action in [*waiting, publication] if action is not None]


def _for_waiter(waiter: Waiter, contract: ContractFact | None, too_old: datetime) -> Action | None:
    if contract is not None and contract.status is ContractStatus.APPROVED:
        return Resume(waiter=waiter, contract=contract)
    if contract is not None and contract.has_ended:
        return Decline(waiter=waiter, reason=contract_ended(contract))
    return GiveUp(waiter=waiter) if waiter.since <= too_old else None


def _for_publication(state: PropertyState) -> Revoke | None:
    publication, contract = state.publication, state.contract
    if publication is None or publication.revoked or contract is None:
        return None
    reason = _reason_to_revoke(publication, contract)
    return Revoke(publication=publication, contract=contract, reason=reason) if reason else None


def _reason_to_revoke(publication: Publication, contract: ContractFact) -> RevocationReason | None:
    ids = {publication.contract_id, contract.contract_id}
    if None not in ids and len(ids) > 1:
        return RevocationReason.CONTRACT_REPLACED
    return RevocationReason[f"CONTRACT_{contract.status}"] if contract.has_ended else None
