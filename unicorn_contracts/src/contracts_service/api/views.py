"""Contracts as the API shows them."""

from typing import TYPE_CHECKING

from contracts_service.domain.contract import Contract
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from contracts_service.api.answers import ContractAnswer


def contract_view(contract: Contract) -> "ContractAnswer":
    address = contract.address
    return {
        "contract_id": str(contract.contract_id),
        "property_id": contract.property_id,
        "address": {
            "country": address.country,
            "city": address.city,
            "street": address.street,
            "number": address.number,
        },
        "seller_name": contract.seller_name,
        "contract_status": contract.status,
        "expires_on": contract.expires_on.isoformat() if contract.expires_on else None,
        "version": contract.version,
        "contract_created": rfc3339(contract.created_at),
        "contract_last_modified_on": rfc3339(contract.modified_at),
    }
