"""How contracts, their history and the event to publish are written as DynamoDB items.

| item     | pk                     | sk               | holds                                                 |
|----------|------------------------|------------------|-------------------------------------------------------|
| contract | CONTRACT#<contract_id> | CONTRACT         | the contract as it is now; the only one in the indexes |
| change   | CONTRACT#<contract_id> | CHANGE#<version> | the contract after one change, and who made it        |
| head     | PROPERTY#<property_id> | HEAD             | the property's active contract, latest event and number |

All events about a property pass through its one head, so the table's stream has them in order.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from contracts_service.domain.change import Change
from contracts_service.domain.contract import Contract, ContractStatus
from unicorn_kernel.property_id import PARTS, Address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

EXPIRING = "ACTIVE"  # the one partition of the sparse expiry index: active contracts that have a last day


def contract_key(contract_id: UUID) -> dict[str, "Value"]:
    return {"pk": {"S": f"CONTRACT#{contract_id}"}, "sk": {"S": "CONTRACT"}}


def head_key(property_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"PROPERTY#{property_id}"}, "sk": {"S": "HEAD"}}


def contract_item(contract: Contract) -> dict[str, "Value"]:
    item = contract_key(contract.contract_id) | _terms(contract)
    item |= {"listed_property_id": {"S": contract.property_id}, "listed_status": {"S": contract.status}}
    if contract.is_active and contract.expires_on:
        item["expiring"] = {"S": EXPIRING}
    return item


def change_item(change: Change) -> dict[str, "Value"]:
    contract, origin = change.contract, change.origin
    return (
        _terms(contract)
        | {
            "pk": {"S": f"CONTRACT#{contract.contract_id}"},
            "sk": {"S": f"CHANGE#{contract.version:06}"},
            "changed_by": {"S": origin.agent},
            "correlation_id": {"S": origin.correlation_id},
            "causation_id": {"S": origin.causation_id},
        }
    )  # fmt: skip


def to_contract(item: "Mapping[str, Value]") -> Contract:
    expires_on = item.get("expires_on")
    return Contract(
        contract_id=UUID(item["contract_id"]["S"]),
        property_id=item["property_id"]["S"],
        address=Address(**{part: item["address"]["M"][part]["S"] for part in PARTS}),
        seller_name=item["seller_name"]["S"],
        status=ContractStatus(item["contract_status"]["S"]),
        expires_on=date.fromisoformat(expires_on["S"]) if expires_on else None,
        version=int(item["version"]["N"]),
        created_at=datetime.fromisoformat(item["created_at"]["S"]),
        modified_at=datetime.fromisoformat(item["modified_at"]["S"]),
    )


def _terms(contract: Contract) -> dict[str, "Value"]:
    item: dict[str, Value] = {
        "contract_id": {"S": str(contract.contract_id)},
        "property_id": {"S": contract.property_id},
        "address": {"M": {part: {"S": getattr(contract.address, part)} for part in PARTS}},
        "seller_name": {"S": contract.seller_name},
        "contract_status": {"S": contract.status},
        "version": {"N": str(contract.version)},
        "created_at": {"S": contract.created_at.isoformat()},
        "modified_at": {"S": contract.modified_at.isoformat()},
    }
    if contract.expires_on:
        item["expires_on"] = {"S": contract.expires_on.isoformat()}
    return item
