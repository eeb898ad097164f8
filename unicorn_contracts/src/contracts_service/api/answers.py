"""The responses of the Contracts API. Imported for types and for the OpenAPI document, never to handle a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from contracts_service.domain.contract import ContractStatus

Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Address(TypedDict):
    """Where a property is, in its owner's own spelling."""

    country: str
    city: str
    street: str
    number: str


class ContractAnswer(TypedDict):
    """A contract as it is now."""

    contract_id: Id
    property_id: str
    address: Address
    seller_name: str
    contract_status: ContractStatus
    expires_on: Day | None
    version: int
    contract_created: Moment
    contract_last_modified_on: Moment
