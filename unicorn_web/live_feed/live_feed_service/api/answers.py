"""The responses of the live feed. Imported for types and for the OpenAPI document, never to handle a request."""

from collections.abc import Mapping
from typing import Annotated, Any, TypedDict

from pydantic import Field


class LiveEvent(TypedDict):
    """An event that passed on the bus."""

    id: str
    time: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    source: str
    detail_type: str
    property_id: str | None
    correlation_id: str | None
    detail: Mapping[str, Any]


class LiveEvents(TypedDict):
    """The events since the last poll, oldest first."""

    events: list[LiveEvent]
    cursor: Annotated[str, Field(description="what to send as `after` next")]
    poll_after_ms: Annotated[int, Field(description="how long to wait before that")]
