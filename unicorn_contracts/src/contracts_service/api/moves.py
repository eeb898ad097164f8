"""The body that moves a contract; a module of its own, for the others build an address."""

from pydantic import Field

from contracts_service.domain.contract import ContractStatus
from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import Body


class MoveContract(Body):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = Field(default=ContractStatus.APPROVED, description="APPROVED if it is left out")
