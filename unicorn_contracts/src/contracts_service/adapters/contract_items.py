"""How contracts, their history and the event to publish are written as DynamoDB items.

| item     | pk                     | sk               | holds                                                 |
|----------|------------------------|------------------|-------------------------------------------------------|
| contract | CONTRACT#<contract_id> | CONTRACT         | the contract as it is now; the only one in the indexes |
| change   | CONTRACT#<contract_id> | CHANGE#<version> | the contract after one change, and who made it        |
| head     | PROPERTY#<property_id> | HEAD             | the property's active contract, latest event and number |

Fields of an address that were not given are absent. Contracts that an earlier version wrote have no `drafted_by`: the
agent of their first change drafted them. Heads of that version have no `address_key` and no `address`.

All events about a property pass through its one head, so the table's stream has them in order.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus
from unicorn_kernel.address import FIELDS, Address, InvalidAddress, address_key, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

HEAD_MAY_LACK = ("active_contract_id", "address_key", "address")
HEAD = "HEAD"  # sort key of a property's head
EXPIRING = "ACTIVE"  # the one partition of the sparse expiry index: active contracts that have a last day


def contract_key(contract_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": f"CONTRACT#{contract_id}"}, "sk": {"S": "CONTRACT"}}


def head_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"PROPERTY#{property_id}"}, "sk": {"S": HEAD}}


def contract_item(contract: Contract) -> dict[str, "Value"]:
    item = contract_key(contract.contract_id) | _terms(contract)
    item |= {"listed_property_id": {"S": contract.property_id}, "listed_status": {"S": contract.status}}
    if contract.drafted_by:
        item["drafted_by"] = {"S": contract.drafted_by}
    if contract.is_active and contract.expires_on:
        item["expiring"] = {"S": EXPIRING}
    return item


def change_key(contract_id: UUID, version: int) -> dict[str, "Value"]:
    return {"pk": {"S": f"CONTRACT#{contract_id}"}, "sk": {"S": f"CHANGE#{version:06}"}}


def change_item(change: Change) -> dict[str, "Value"]:
    contract, origin = change.contract, change.origin
    item = _terms(contract) | change_key(contract.contract_id, contract.version)
    item |= {"changed_by": {"S": origin.agent}, "correlation_id": {"S": origin.correlation_id}}
    return item | {"causation_id": {"S": origin.causation_id}}


def head_fields(change: Change) -> dict[str, "Value"]:
    """Return the attributes of a property's head after a change, but for its number."""
    contract, origin = change.contract, change.origin
    fields: dict[str, Value] = {
        "property_id": {"S": contract.property_id},
        "contract_id": {"S": str(contract.contract_id)},
        "contract_status": {"S": contract.status},
        "contract_last_modified_on": {"S": contract.modified_at.isoformat()},
        "event_id": {"S": str(change.change_id)},
        "correlation_id": {"S": origin.correlation_id},
        "causation_id": {"S": origin.causation_id},
    }
    if contract.is_active:
        fields["active_contract_id"] = fields["contract_id"]
    return fields | _place(contract.address)


def _place(address: Address) -> dict[str, "Value"]:
    """Return nothing for an address that an earlier version took, and that cannot be spelled any more."""
    try:
        return {"address_key": {"S": address_key(address)}, "address": _address(canonical(address))}
    except InvalidAddress:
        return {}


def _address(address: Address) -> "Value":
    given = {name: getattr(address, name) for name in FIELDS}
    return {"M": {name: {"S": text} for name, text in given.items() if text is not None}}


def to_contract(item: "Mapping[str, Value]") -> Contract:
    expires_on = item.get("expires_on")
    return Contract(
        contract_id=UUID(item["contract_id"]["S"]),
        property_id=item["property_id"]["S"],
        address=Address(**{name: text["S"] for name, text in item["address"]["M"].items()}),
        seller_name=item["seller_name"]["S"],
        status=ContractStatus(item["contract_status"]["S"]),
        expires_on=date.fromisoformat(expires_on["S"]) if expires_on else None,
        version=int(item["version"]["N"]),
        created_at=datetime.fromisoformat(item["created_at"]["S"]),
        modified_at=datetime.fromisoformat(item["modified_at"]["S"]),
        drafted_by=item["drafted_by"]["S"] if "drafted_by" in item else None,
    )


def _terms(contract: Contract) -> dict[str, "Value"]:
    item: dict[str, Value] = {
        "contract_id": {"S": str(contract.contract_id)},
        "property_id": {"S": contract.property_id},
        "address": _address(contract.address),
        "seller_name": {"S": contract.seller_name},
        "contract_status": {"S": contract.status},
        "version": {"N": str(contract.version)},
        "created_at": {"S": contract.created_at.isoformat()},
        "modified_at": {"S": contract.modified_at.isoformat()},
    }
    if contract.expires_on:
        item["expires_on"] = {"S": contract.expires_on.isoformat()}
    return item
