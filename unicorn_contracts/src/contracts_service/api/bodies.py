"""The bodies that the Contracts API takes."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from contracts_service.api.fields import AddressText, Day, HouseNumber, Name, NotNull, PropertyIdText
from contracts_service.domain.contract import ContractStatus, Terms
from unicorn_kernel import address as kernel


def _never_null(schema: dict[str, Any]) -> None:
    """Describe the fields that may be left out, but not cleared."""
    for name in ("contract_status", "seller_name"):
        schema["properties"][name] = schema["properties"][name]["anyOf"][0]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # a cold start needs one of them


class Address(_Body):
    """An address as typed; the kernel spells it."""

    country: AddressText
    region: AddressText | None = None
    city: AddressText
    postcode: AddressText | None = None
    street: AddressText
    number: HouseNumber
    unit: AddressText | None = None

    def to_domain(self) -> kernel.Address:
        return kernel.Address(**self.model_dump())


class DraftContract(_Body):
    """The body of POST /contracts."""

    property_id: PropertyIdText | None = None
    address: Address
    seller_name: Name
    expires_on: Day | None = Field(default=None, description="the last day on which the contract holds, UTC")


class MoveContract(_Body):
    """The body of PUT /contracts."""

    property_id: PropertyIdText
    contract_status: ContractStatus = ContractStatus.APPROVED


class ChangeContract(_Body):
    """The body of PATCH /contracts/{contract_id}; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra=_never_null)

    contract_status: Annotated[ContractStatus | None, NotNull] = None
    seller_name: Annotated[Name | None, NotNull] = None
    expires_on: Day | None = Field(default=None, description="null removes the last day")

    def terms(self) -> Terms:
        terms = Terms()
        if self.seller_name is not None:
            terms["seller_name"] = self.seller_name
        if "expires_on" in self.model_fields_set:
            terms["expires_on"] = self.expires_on
        return terms
