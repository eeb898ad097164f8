"""The responses of the Contracts API. Imported for types and for the OpenAPI document, never to handle a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from contracts_service.domain.contract import ContractStatus

Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class AddressAnswer(TypedDict):
    """Where a property is, in canonical spelling; null is what was not sent."""

    country: str
    region: str | None
    city: str
    postcode: str | None
    street: str
    number: str
    unit: str | None


class ContractAnswer(TypedDict):
    """A contract as it is now."""

    contract_id: Id
    property_id: str
    address: AddressAnswer
    seller_name: str
    contract_status: ContractStatus
    expires_on: Day | None
    version: int
    contract_created: Moment
    contract_last_modified_on: Moment


class Holder(TypedDict):
    """The active contract by which a property id is taken."""

    contract_id: Id
    address: AddressAnswer


class ProblemMembers(TypedDict, total=False):
    """What problems have beside the members that all APIs' problems have."""

    holder: Holder
