"""The ports that the use cases need, and the errors that they promise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus
from unicorn_kernel.address import one_line
from unicorn_kit.errors import AnsweredMeanwhile, BusUnavailable, StoreUnavailable
from unicorn_kit.receipts import Receipt
from unicorn_kit.rounds import Step

__all__ = [
    "AnsweredMeanwhile",
    "BusUnavailable",
    "ContractChangedMeanwhile",
    "ContractFilter",
    "ContractNotFound",
    "ContractUnreadable",
    "Contracts",
    "Expiring",
    "PropertyHasActiveContract",
    "StoreUnavailable",
]


class ContractNotFound(Exception):
    """Raised when no contract has the id, or a property has none that is active."""


class PropertyHasActiveContract(Exception):
    """Raised when a contract is drafted for a property that has one in DRAFT or APPROVED.

    `holder` is that contract, None if it ended at the same moment. It may be about another address: ids of contracts
    that an earlier version wrote lose some differences of addresses.
    """

    def __init__(self, property_id: str, holder: Contract | None) -> None:
        if holder is None:
            super().__init__(f"{property_id} had an active contract until just now; send the request again")
        else:
            held = f"contract {holder.contract_id} in {holder.status}, about {one_line(holder.address)}"
            super().__init__(f"{property_id} is held by {held}; cancel or close it first")
        self.holder = holder


class ContractChangedMeanwhile(Exception):
    """Raised when a contract is no longer the version that a change was made from."""


class ContractUnreadable(Exception):
    """Raised when a stored contract cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    """Which contracts to list, newest first."""

    property_id: str | None = None
    status: ContractStatus | None = None
    before: UUID | None = None  # only contracts drafted before this one


class Contracts(Protocol):
    """All contracts, ended ones too. All methods raise StoreUnavailable."""

    def get(self, contract_id: UUID) -> Contract:
        """Return the contract as last written. Raises ContractNotFound."""

    def active(self, property_id: str) -> Contract:
        """Return the property's contract in DRAFT or APPROVED. Raises ContractNotFound."""

    def add(self, change: Change, receipt: Receipt | None = None) -> None:
        """Write a new contract, its history, the event to publish and the request's receipt, or nothing.

        Raises PropertyHasActiveContract, AnsweredMeanwhile.
        """

    def save(self, change: Change) -> None:
        """Write a changed contract, its history and the event to publish, or nothing.

        Raises ContractChangedMeanwhile unless the stored version is the one before `change.contract.version`.
        """

    def find(self, wanted: ContractFilter) -> Iterator[Contract]:
        """Yield the contracts that match, newest first, reading on only as far as they are taken."""


class Expiring(Protocol):
    """The active contracts that have a last day. All methods raise StoreUnavailable."""

    def over(self, today: date, *, after: str | None = None) -> Iterator[Sequence[Step[Contract | None]]]:
        """Yield pages of those whose last day was before `today`, from the position `after` on.

        None stands for a contract that cannot be read.
        """
