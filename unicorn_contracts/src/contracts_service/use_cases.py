"""The use cases of agents and of the clock: one function each."""

from collections.abc import Callable, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from contracts_service.domain import contract as rules
from contracts_service.domain.change import Change, Origin
from contracts_service.domain.contract import Contract, ContractStatus
from contracts_service.ports import ContractChangedMeanwhile, ContractFilter, Contracts, ContractUnreadable, Expiring
from unicorn_kernel.address import Address, canonical
from unicorn_kernel.given_ids import id_beside
from unicorn_kit.receipts import Receipt
from unicorn_kit.rounds import Budget, handle_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The request that a use case serves: its origin, its moment, and where ids come from."""

    origin: Origin
    is_admin: bool = False  # an admin may change every agent's contracts
    now: datetime
    new_id: Callable[[], UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    contracts: list[Contract]
    has_more: bool


def draft_contract(
    *,
    property_id: str | None,
    address: Address,
    seller_name: str,
    expires_on: date | None,
    contracts: Contracts,
    call: Call,
    receipt: Callable[[Contract], Receipt | None] = lambda _: None,
) -> Contract:
    """Draft a contract for a property that has none active; its id follows from its address.

    `receipt` returns what is written together with the contract, if the request is to be answered once.

    Raises InvalidAddress, InvalidPropertyId (also when address and id disagree), ExpiryInThePast,
    PropertyHasActiveContract and AnsweredMeanwhile.
    """
    contract = rules.draft(
        contract_id=call.new_id(),
        property_id=id_beside(address, property_id),
        address=canonical(address),
        seller_name=seller_name,
        expires_on=expires_on,
        drafted_by=call.origin.agent,
        at=call.now,
    )
    contracts.add(_change(contract, call, status_changed=True), receipt(contract))
    return contract


def move_active_contract(property_id: str, to: ContractStatus, *, contracts: Contracts, call: Call) -> Contract:
    """Move the property's active contract, also if another request changes it at the same moment.

    Raises ContractNotFound, NotYourContract, MoveNotAllowed, ContractChangedMeanwhile.
    """
    before = contracts.active(property_id)
    rules.check_owner(before, call.origin.agent, is_admin=call.is_admin)
    try:
        return _save(before, rules.move(before, to, at=call.now), contracts, call)
    except ContractChangedMeanwhile:  # perhaps by the same request, sent twice
        before = contracts.get(before.contract_id)
        return _save(before, rules.move(before, to, at=call.now), contracts, call)


def change_contract(
    contract_id: UUID,
    *,
    status: ContractStatus | None,
    terms: rules.Terms,
    if_version: Set[int] | None,
    contracts: Contracts,
    call: Call,
) -> Contract:
    """Change the given terms and status of one contract, if its version still is in `if_version` (None: any).

    Raises ContractNotFound, NotYourContract, ContractChangedMeanwhile, MoveNotAllowed, ContractEnded, ExpiryInThePast.
    """
    before = contracts.get(contract_id)
    rules.check_owner(before, call.origin.agent, is_admin=call.is_admin)
    if if_version is not None and before.version not in if_version:
        raise ContractChangedMeanwhile(
            f"the contract is at version {before.version}; read it again and change that version"
        )
    after = rules.amend(before, terms, at=call.now)
    if status is not None:
        after = rules.move(after, status, at=call.now)
    return _save(before, after, contracts, call)


def list_contracts(wanted: ContractFilter, *, limit: int, contracts: Contracts) -> Page:
    """Return up to `limit` contracts, newest first, and whether there are more."""
    found = list(islice(contracts.find(wanted), limit + 1))
    return Page(contracts=found[:limit], has_more=len(found) > limit)


@dataclass(slots=True)
class Expiry:
    """What a run of the clock has done."""

    expired: int = 0
    failed: dict[str, int] = field(default_factory=dict)  # contracts that could not be expired, by the error's name


def expire_contracts(
    *,
    expiring: Expiring,
    after: str | None,
    move: Callable[[str | None], None],
    budget: Budget,
    contracts: Contracts,
    call: Call,
) -> Expiry:
    """Go on with the round over the active contracts whose last day is over, and expire each.

    One that an agent changes at the same moment is left to the next round, and one that fails as well.
    """
    done = Expiry()

    def expire(before: Contract | None) -> None:
        try:
            contract = _readable(before)
            _save(contract, rules.move(contract, ContractStatus.EXPIRED, at=call.now), contracts, call)
        except (ContractChangedMeanwhile, rules.MoveNotAllowed):
            return
        except Exception as error:  # whatever it is, the others are not to wait for it
            name = type(error).__name__
            done.failed[name] = done.failed.get(name, 0) + 1
        else:
            done.expired += 1

    handle_round(expiring.over(call.now.date(), after=after), expire, budget=budget, move=move)
    return done


def _readable(contract: Contract | None) -> Contract:
    if contract is None:
        raise ContractUnreadable
    return contract


def _save(before: Contract, after: Contract, contracts: Contracts, call: Call) -> Contract:
    if after is before:
        return before
    after = replace(after, version=before.version + 1)
    contracts.save(_change(after, call, status_changed=after.status is not before.status))
    return after


def _change(contract: Contract, call: Call, *, status_changed: bool) -> Change:
    return Change(change_id=call.new_id(), contract=contract, origin=call.origin, status_changed=status_changed)
