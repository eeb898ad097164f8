"""The address of a stored item, and the id that it has now."""

from dataclasses import asdict
from typing import Any

from unicorn_cli.addresses.store import CannotMove, Item
from unicorn_kernel.address import Address, InvalidAddress, canonical
from unicorn_kernel.property_id import PARTS, of_address


def address_of(item: Item) -> Address:
    """Return the canonical address of a stored contract or listing. Raises CannotMove if it has none."""
    stored: dict[str, Any] = {name: value.get("S") for name, value in item["address"]["M"].items()}
    try:
        return canonical(Address(**stored))
    except InvalidAddress as error:
        raise CannotMove(f"the address cannot be spelled: {error}") from error


def id_of(address: Address) -> str:
    """Return the property id of an address. Raises CannotMove if it has none."""
    try:
        return of_address(address)
    except InvalidAddress as error:
        raise CannotMove(f"the address has no id: {error}") from error


def stored_address(address: Address) -> Item:
    return {"M": {name: {"S": text} for name, text in asdict(address).items() if text is not None}}


def why(old: str, new: str, address: Address) -> str:
    """Return the fields that the id differs in, with their texts."""
    pairs = zip(PARTS, old.split("/"), new.split("/"), strict=True)
    return ", ".join(f"{name} {getattr(address, name)}" for name, before, after in pairs if before != after)
