"""Contracts as the API shows them."""

from typing import TYPE_CHECKING

from contracts_service.domain.contract import Contract
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from contracts_service.api.answers import AddressAnswer, ContractAnswer, Holder


def contract_view(contract: Contract) -> "ContractAnswer":
    return {
        "contract_id": str(contract.contract_id),
        "property_id": contract.property_id,
        "address": _address(contract),
        "seller_name": contract.seller_name,
        "contract_status": contract.status,
        "expires_on": contract.expires_on.isoformat() if contract.expires_on else None,
        "version": contract.version,
        "contract_created": rfc3339(contract.created_at),
        "contract_last_modified_on": rfc3339(contract.modified_at),
    }


def holder_view(holder: Contract | None) -> "dict[str, Holder]":
    """Return the member of a problem that names the contract by which a property id is taken."""
    return {"holder": {"contract_id": str(holder.contract_id), "address": _address(holder)}} if holder else {}


def _address(contract: Contract) -> "AddressAnswer":
    address = contract.address
    return {
        "country": address.country,
        "region": address.region,
        "city": address.city,
        "postcode": address.postcode,
        "street": address.street,
        "number": address.number,
        "unit": address.unit,
    }
