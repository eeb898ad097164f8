"""A sale contract and the rules that move it from one status to the next."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from unicorn_kernel.property_id import Address


class ContractStatus(StrEnum):
    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


ACTIVE = frozenset({ContractStatus.DRAFT, ContractStatus.APPROVED})

MOVES: dict[ContractStatus, frozenset[ContractStatus]] = {
    ContractStatus.DRAFT: frozenset({ContractStatus.APPROVED, ContractStatus.CANCELLED, ContractStatus.EXPIRED}),
    ContractStatus.APPROVED: frozenset({ContractStatus.CLOSED, ContractStatus.CANCELLED, ContractStatus.EXPIRED}),
    ContractStatus.CLOSED: frozenset(),
    ContractStatus.CANCELLED: frozenset(),
    ContractStatus.EXPIRED: frozenset(),
}


class MoveNotAllowed(Exception):
    """Raised when a contract cannot move from its present status to the wanted one."""


class ContractEnded(Exception):
    """Raised when the terms of a contract that has ended are to be changed."""


class ExpiryInThePast(Exception):
    """Raised when a contract is to expire on a day that is over."""


class NotYourContract(Exception):
    """Raised when an agent wants to change another agent's contract."""


class Terms(TypedDict, total=False):
    """The terms to change; one that is left out stays as it is."""

    seller_name: str
    expires_on: date | None  # None: it has no last day any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    contract_id: UUID
    property_id: str
    address: Address
    seller_name: str
    status: ContractStatus
    expires_on: date | None  # the last day on which it holds, in UTC
    version: int  # rises by one with every change of this contract
    created_at: datetime
    modified_at: datetime
    drafted_by: str | None = None  # the agent that it belongs to; None if that is unknown

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE


def draft(
    *,
    contract_id: UUID,
    property_id: str,
    address: Address,
    seller_name: str,
    expires_on: date | None,
    drafted_by: str,
    at: datetime,
) -> Contract:
    """Draft a contract. Raises ExpiryInThePast."""
    return Contract(
        contract_id=contract_id,
        property_id=property_id,
        address=address,
        seller_name=seller_name,
        status=ContractStatus.DRAFT,
        expires_on=_not_over(expires_on, at),
        version=1,
        created_at=at,
        modified_at=at,
        drafted_by=drafted_by,
    )


def check_owner(contract: Contract, agent: str, *, is_admin: bool) -> None:
    """Raise NotYourContract unless the agent drafted the contract; an admin acts for all."""
    if agent != contract.drafted_by and not is_admin:
        owner = contract.drafted_by or "an agent that is unknown"
        raise NotYourContract(f"contract {contract.contract_id} belongs to {owner}; ask the owner or an admin")


def move(contract: Contract, to: ContractStatus, *, at: datetime) -> Contract:
    """Move a contract to another status; moving to where it already is changes nothing, so a retry is harmless.

    Raises MoveNotAllowed, also when it is to expire early, or to be approved on a day when it no longer holds.
    """
    if contract.status is to:
        return contract
    if to not in MOVES[contract.status]:
        allowed = " or ".join(sorted(MOVES[contract.status])) or "nothing: it has ended"
        raise MoveNotAllowed(f"a contract in {contract.status} cannot become {to}; it can become {allowed}")
    if to is ContractStatus.EXPIRED and not is_over(contract, at):
        raise MoveNotAllowed("a contract expires by itself when its last day is over; cancel it to end it now")
    if to is ContractStatus.APPROVED and is_over(contract, at):
        raise MoveNotAllowed("the contract's last day is over; give it a later expires_on first")
    return replace(contract, status=to, modified_at=at)


def amend(contract: Contract, terms: Terms, *, at: datetime) -> Contract:
    """Change the terms that are given. Raises ContractEnded and ExpiryInThePast."""
    _not_over(terms.get("expires_on"), at)
    amended = replace(contract, **terms)
    if amended == contract:
        return contract
    if not contract.is_active:
        raise ContractEnded(f"the contract is {contract.status}; a contract that has ended cannot be changed")
    return replace(amended, modified_at=at)


def is_over(contract: Contract, at: datetime) -> bool:
    """Whether the contract's last day is over."""
    return contract.expires_on is not None and contract.expires_on < at.date()


def _not_over(expires_on: date | None, at: datetime) -> date | None:
    if expires_on is not None and expires_on < at.date():
        raise ExpiryInThePast(f"expires_on {expires_on} is over; give today or a later day")
    return expires_on
