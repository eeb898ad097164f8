"""The bodies that draft and change a contract."""

from typing import Annotated

from pydantic import ConfigDict, Field

from contracts_service.api.fields import Day, Name
from contracts_service.domain.contract import ContractStatus, Terms
from unicorn_kernel.bodies import Address
from unicorn_kernel.id_field import PropertyIdText
from unicorn_kit.models import Body, never_null, not_null

_NotNull = not_null("a contract")


class DraftContract(Body):
    """The body of POST /contracts."""

    property_id: PropertyIdText | None = None
    address: Address
    seller_name: Name
    expires_on: Day | None = Field(default=None, description="the last day on which the contract holds, UTC")


class ChangeContract(Body):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=never_null("contract_status", "seller_name"))

    contract_status: Annotated[ContractStatus | None, _NotNull] = None
    seller_name: Annotated[Name | None, _NotNull] = None
    expires_on: Day | None = Field(default=None, description="null removes the last day")

    def terms(self) -> Terms:
        terms = Terms()
        if self.seller_name is not None:
            terms["seller_name"] = self.seller_name
        if "expires_on" in self.model_fields_set:
            terms["expires_on"] = self.expires_on
        return terms
