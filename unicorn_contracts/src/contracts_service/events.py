"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from contracts_service.domain.contract import ContractStatus


def rfc3339(moment: datetime) -> str:
    """Write a moment in UTC with milliseconds, as every event and answer has it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[
    AwareDatetime,
    PlainSerializer(rfc3339, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
PropertyId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,59}(/[a-z0-9][a-z0-9-]{0,59}){3}$",
        description="country/city/street/number, in small letters, digits and dashes",
    ),
]
Replay = Annotated[
    Annotated[str, Field(min_length=1, max_length=64)] | None,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 64}),
]


def _may_be_missing(*names: str) -> Callable[[dict[str, Any]], None]:
    """Publish fields as optional: events that are stored lack them."""

    def amend(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]
        for name in names:
            del schema["properties"][name]["default"]  # that of the model; on the bus there is nothing at all

    return amend


class Metadata(BaseModel):
    """What every event carries beside its data."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_serialization_defaults_required=True,
        defer_build=True,
        json_schema_extra=_may_be_missing("replay"),
    )

    event_id: UUID = Field(description="of this event; the same if it is sent again")
    idempotency_key: str = Field(min_length=1, max_length=300, description="names the fact that the event tells of")
    correlation_id: str = Field(min_length=1, max_length=128, description="of the request that began it all")
    causation_id: str = Field(max_length=128, description="of the request or event that led to this one")
    occurred_at: Moment = Field(description="when it became so")
    schema_version: Literal[1] = 1
    sequence: int = Field(ge=1, description="rises by one with every fact about the property from this source")
    replay: Replay = Field(
        default=None,
        exclude_if=lambda name: name is None,
        description="of what is put back, never of news",
    )


class ContractStatusChanged(BaseModel):
    """A contract was drafted, approved, closed, cancelled, or has expired."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True, defer_build=True)
    source: ClassVar[str] = "unicorn.contracts"

    metadata: Metadata
    property_id: PropertyId
    contract_id: UUID
    contract_status: ContractStatus
    contract_last_modified_on: Moment = Field(description="when the contract became so")
