"""Move the contracts of a home: their ids, their address, and the head through which their events pass.

The contract's past changes stay as they were written. The old head keeps its number, so that its stream publishes
nothing, and a later contract about another home under that id is numbered behind it. The new head publishes the
contract's status under the new id.
"""

from typing import Any

from unicorn_cli.addresses.ids import address_of, id_of, stored_address
from unicorn_cli.addresses.store import CannotMove, Item, Store, change, number, put, text
from unicorn_kernel.address import Address, address_key
from unicorn_kit.ids import uuid7

HEAD = "HEAD"


def head_of(store: Store, property_id: str) -> Item | None:
    return store.get(store.contracts, f"PROPERTY#{property_id}", HEAD)


def contract(store: Store, contract_id: str) -> Item | None:
    return store.get(store.contracts, f"CONTRACT#{contract_id}", "CONTRACT")


def contract_of_head(store: Store, head: Item | None) -> Item | None:
    """Return the contract that a head is about; None if it was moved away from there, or never was any."""
    if head is None or moved_to(head):
        return None
    return contract(store, head["contract_id"]["S"])


def moved_to(head: Item | None) -> str | None:
    """Return where a head's last event was moved; None since another home has a contract under the id."""
    return text(head, "moved_to") if number(head, "moved_at") == number(head, "sequence") else None


def move_contracts(store: Store, old: str, new: str, contract_ids: tuple[str, ...]) -> None:
    """Move those of the contracts that are still under the old id, the one that its head is about at last."""
    head = head_of(store, old)
    current = contract_of_head(store, head)
    for contract_id in contract_ids:
        found = contract(store, contract_id)
        if found and text(found, "property_id") == old and contract_id != text(current, "contract_id"):
            address = address_of(found)
            store.write([_renamed(store, found, new, address)])
    if head and current and text(current, "property_id") == old and id_of(address_of(current)) == new:
        _move_head(store, head, current, new)


def _move_head(store: Store, head: Item, current: Item, new: str) -> None:
    address = address_of(current)
    known = head_of(store, new)
    if known and "active_contract_id" in head and "active_contract_id" in known:
        raise CannotMove(f"{new} has another active contract; cancel one of the two")
    changes = [
        _renamed(store, current, new, address),
        change(
            store.contracts,
            head,
            "SET #moved_to = :new, #moved_at = :sequence REMOVE #active_contract_id",
            "#sequence = :sequence",
            new={"S": new},
            sequence=head["sequence"],
        ),
    ]
    if known is None or "active_contract_id" in head:
        changes.append(_new_head(store, head, known, new, address))
    store.write(changes)


def _renamed(store: Store, found: Item, new: str, address: Address) -> Any:
    return change(
        store.contracts,
        found,
        "SET #property_id = :new, #listed_property_id = :new, #address = :address",
        "#version = :version AND #property_id = :old",
        new={"S": new},
        old=found["property_id"],
        address=stored_address(address),
        version=found["version"],
    )


def _new_head(store: Store, head: Item, known: Item | None, new: str, address: Address) -> Any:
    sequence = max(number(head, "sequence") or 0, number(known, "sequence") or 0) + 1
    item = head | {
        "pk": {"S": f"PROPERTY#{new}"},
        "property_id": {"S": new},
        "event_id": {"S": str(uuid7())},
        "sequence": {"N": str(sequence)},
        "address_key": {"S": address_key(address)},
        "address": stored_address(address),
    }
    written = put(store.contracts, item, replace=known is not None)
    if known is not None:
        written["Put"] |= {
            "ConditionExpression": "#sequence = :sequence AND attribute_not_exists(active_contract_id)",
            "ExpressionAttributeNames": {"#sequence": "sequence"},
            "ExpressionAttributeValues": {":sequence": known["sequence"]},
        }
    return written
