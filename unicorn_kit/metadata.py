"""The metadata of every published event, and the field types that event models share."""

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from unicorn_kit.moments import rfc3339

# An event's model: built when it is first used, and its defaults are always published.
EVENT = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True, defer_build=True)

Moment = Annotated[
    AwareDatetime,
    PlainSerializer(rfc3339, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
Replay = Annotated[
    Annotated[str, Field(min_length=1, max_length=64)] | None,
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 64}),
]


def may_be_missing(*names: str) -> Callable[[dict[str, Any]], None]:
    """Publish fields as optional: stored events lack them."""

    def amend(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]
        for name in names:
            del schema["properties"][name]["default"]  # that of the model; on the bus there is nothing at all

    return amend


class Metadata(BaseModel):
    """Ids, time, version and sequence of an event, beside its data."""

    model_config = EVENT | ConfigDict(json_schema_extra=may_be_missing("replay"))

    event_id: UUID = Field(description="id of this event; the same if it is sent again")
    idempotency_key: str = Field(
        min_length=1,
        max_length=300,
        description="names what the event reports; the same in every event that reports it",
    )
    correlation_id: str = Field(min_length=1, max_length=128, description="id of the request that started it all")
    causation_id: str = Field(max_length=128, description="id of the request or event that led to this one")
    occurred_at: Moment = Field(description="when it occurred, in UTC")
    schema_version: Literal[1] = 1
    sequence: int = Field(ge=1, description="rises with every event about the same subject from this source")
    replay: Replay = Field(
        default=None,
        exclude_if=lambda name: name is None,
        description="name of the replay; absent on original events",
    )
