"""What is known of a property's contract, and which of two facts about it is the newer one."""

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
    """That a contract had a status at a moment."""

    property_id: str
    contract_id: str | None  # older systems may leave it out
    status: ContractStatus
    as_of: datetime
    sequence: int | None  # rises by one with every fact about the property; older systems number nothing
    event_id: str  # of the event that told it

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


def supersedes(told: ContractFact, known: ContractFact | None) -> bool:
    """Whether `told` is newer than what is known: by number, or by time where one of them has no number."""
    if known is None:
        return True
    if told.sequence is not None and known.sequence is not None:
        return told.sequence > known.sequence
    if told.as_of != known.as_of:
        return told.as_of > known.as_of
    return _is_later_in_life(told, known)


def _is_later_in_life(told: ContractFact, known: ContractFact) -> bool:
    """Tell two facts of one moment apart: older systems write whole seconds, and a contract moves one way only."""
    if _same_contract(told, known):
        return _stage(told) > _stage(known)
    return known.has_ended and not told.has_ended  # the next contract of the property begins where one has ended


def _same_contract(told: ContractFact, known: ContractFact) -> bool:
    return told.contract_id == known.contract_id or None in {told.contract_id, known.contract_id}


def _stage(fact: ContractFact) -> int:
    if fact.has_ended:
        return 2
    return 1 if fact.status is ContractStatus.APPROVED else 0
