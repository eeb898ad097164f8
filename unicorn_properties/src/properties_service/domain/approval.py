"""What a property's contract calls for: who waits is answered, what is published without a contract is revoked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.reasons import Reason, contract_ended


class RevocationReason(StrEnum):
    CONTRACT_CANCELLED = "CONTRACT_CANCELLED"
    CONTRACT_CLOSED = "CONTRACT_CLOSED"
    CONTRACT_EXPIRED = "CONTRACT_EXPIRED"
    CONTRACT_REPLACED = "CONTRACT_REPLACED"  # it has ended too; its successor is what is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A workflow that sleeps until its property's contract is approved."""

    property_id: str
    request_id: str
    token: str  # a secret: whoever has it can wake the workflow
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
    """Everything known of one property at one moment."""

    property_id: str
    contract: ContractFact | None = None
    publication: Publication | None = None
    waiters: tuple[Waiter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Wake a workflow: the contract is approved."""

    waiter: Waiter
    contract: ContractFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Wake a workflow: the contract has ended."""

    waiter: Waiter
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Wake a workflow: it has waited long enough."""

    waiter: Waiter


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke:
    """Take a publication back."""

    publication: Publication
    contract: ContractFact
    reason: RevocationReason


type Action = Resume | Refuse | GiveUp | Revoke


def what_to_do(state: PropertyState, *, now: datetime, patience: timedelta) -> list[Action]:
    """Return what the state calls for. It depends on nothing that happened before, so it may be asked at any time."""
    waiting = [_for_waiter(waiter, state.contract, now - patience) for waiter in state.waiters]
    publication = _for_publication(state)
    return [action for action in [*waiting, publication] if action is not None]


def _for_waiter(waiter: Waiter, contract: ContractFact | None, too_old: datetime) -> Action | None:
    if contract is not None and contract.status is ContractStatus.APPROVED:
        return Resume(waiter=waiter, contract=contract)
    if contract is not None and contract.has_ended:
        return Refuse(waiter=waiter, reason=contract_ended(contract))
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
