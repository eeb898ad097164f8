"""Facts about a property's contract, and which of two facts is newer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ContractStatus(StrEnum):
    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


ENDED = frozenset({ContractStatus.CLOSED, ContractStatus.CANCELLED, ContractStatus.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFact:
    """The status of a contract at a moment."""

    property_id: str
    contract_id: str | None  # older systems may leave it out
    status: ContractStatus
    as_of: datetime
    sequence: int | None  # rises by one with every fact about the property; None from older systems
    event_id: str  # of the event that carried it

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


def supersedes(fact: ContractFact, known: ContractFact | None) -> bool:
    """Whether `fact` is newer than the stored one: by sequence, or by time if one of them has no sequence."""
    if known is None:
        return True
    if fact.sequence is not None and known.sequence is not None:
        return fact.sequence > known.sequence
    if fact.as_of != known.as_of:
        return fact.as_of > known.as_of
    return _is_later_stage(fact, known)


def _is_later_stage(fact: ContractFact, known: ContractFact) -> bool:
    """Compare two facts of one moment: older systems write whole seconds, and a contract only moves forward."""
    if _same_contract(fact, known):
        return _stage(fact) > _stage(known)
    return known.has_ended and not fact.has_ended  # the next contract of the property begins where one has ended


def _same_contract(fact: ContractFact, known: ContractFact) -> bool:
    return fact.contract_id == known.contract_id or None in {fact.contract_id, known.contract_id}


def _stage(fact: ContractFact) -> int:
    if fact.has_ended:
        return 2
    return 1 if fact.status is ContractStatus.APPROVED else 0
