"""Facts about a property's contract, and which of two facts is newer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from properties_service.domain.home import Home
from unicorn_kernel.sequences import SEQUENCE_MAX


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
    as_of: datetime  # orders facts without a sequence; those are never later than their arrival
    sequence: int | None  # rises by one with every fact about the property; None from older systems
    event_id: str  # of the event that carried it
    home: Home | None = None  # that the contract is about; None if the fact does not say

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


def supersedes(fact: ContractFact, known: ContractFact | None) -> bool:
    """Whether `fact` is newer than the stored one: by sequence; a fact without one is older than any with one.

    A stored sequence that no event can have counts as none: no fact would ever be newer.
    """
    if known is None:
        return True
    if known.sequence is not None and known.sequence <= SEQUENCE_MAX:
        return fact.sequence is not None and fact.sequence > known.sequence
    return fact.sequence is not None or _is_later(fact, known)


def _is_later(fact: ContractFact, known: ContractFact) -> bool:
    """Compare two facts of older systems, whose times are whole seconds, of clocks that may be wrong."""
    if fact.contract_id and fact.contract_id == known.contract_id and _stage(fact) != _stage(known):
        return _stage(fact) > _stage(known)  # a contract only moves forward, whatever the clocks say
    if fact.as_of != known.as_of:
        return fact.as_of > known.as_of
    if None in {fact.contract_id, known.contract_id}:  # perhaps one contract
        return _stage(fact) > _stage(known)
    return known.has_ended and not fact.has_ended  # the next contract of the property begins where one has ended


def _stage(fact: ContractFact) -> int:
    if fact.has_ended:
        return 2
    return 1 if fact.status is ContractStatus.APPROVED else 0
