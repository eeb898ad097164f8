"""The events this context publishes. Their schemas are checked in under events/schemas/."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from properties_service.domain.approval import RevocationReason
from properties_service.domain.reasons import ReasonCode


def rfc3339(moment: datetime) -> str:
    """Write a moment in UTC with milliseconds, as every event has it."""
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
RequestId = Annotated[str, Field(min_length=1, max_length=64, description="of the request that is answered")]

STRICT = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


def _open_list(values: type[StrEnum]) -> WithJsonSchema:
    """Publish a list that may become longer: readers take a value that they do not know as it is."""
    return WithJsonSchema({"type": "string", "x-extensible-enum": [value.value for value in values]})


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


class EvaluationResult(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


class Metadata(BaseModel):
    """What every event carries beside its data."""

    model_config = STRICT | ConfigDict(json_schema_extra=_may_be_missing("replay"))

    event_id: UUID = Field(description="of this event; the same if it is sent again")
    idempotency_key: str = Field(min_length=1, max_length=300, description="names the fact that the event tells of")
    correlation_id: str = Field(min_length=1, max_length=128, description="of the request that began it all")
    causation_id: str = Field(max_length=128, description="of the request or event that led to this one")
    occurred_at: Moment = Field(description="when it became so")
    schema_version: Literal[1] = 1
    sequence: int = Field(ge=1, description="twice that of the request; a revocation comes one after its evaluation")
    replay: Replay = Field(
        default=None,
        exclude_if=lambda name: name is None,
        description="of what is put back, never of news",
    )


class EvaluationReason(BaseModel):
    """One reason against publication, in words for the agent."""

    model_config = STRICT

    code: Annotated[ReasonCode, _open_list(ReasonCode)]
    subject: str = Field(description="what it is about: a property, a contract, a picture's key, `description`")
    message: str = Field(description="what is wrong and how to mend it")


class PublicationEvaluationCompleted(BaseModel):
    """A request to publish a listing was approved, or declined with every reason."""

    model_config = STRICT | ConfigDict(json_schema_extra=_may_be_missing("contract_id"))
    source: ClassVar[str] = "unicorn.properties"

    metadata: Metadata
    property_id: PropertyId
    request_id: RequestId
    evaluation_result: EvaluationResult
    reasons: list[EvaluationReason] = Field(description="none if approved")
    contract_id: str | None = Field(default=None, max_length=64, description="the contract that an approval rests on")


class PublicationRevoked(BaseModel):
    """A listing that was approved may no longer be shown: its contract has ended."""

    model_config = STRICT
    source: ClassVar[str] = "unicorn.properties"

    metadata: Metadata
    property_id: PropertyId
    request_id: RequestId
    reason: Annotated[RevocationReason, _open_list(RevocationReason)]
