"""Events ↔ items of the feed's table. Attribute names are the format: they never follow a class."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from live_feed_service.domain import LiveEvent
from unicorn_kit.attributes import to_item, to_values
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

HEAD: dict[str, "Value"] = {"pk": {"S": "HEAD"}, "number": {"N": "0"}}


class Head(NamedTuple):
    feed: str
    last: int


def to_head(item: Mapping[str, Any]) -> Head:
    return Head(item["feed"]["S"], int(item["last"]["N"]))


def seen_key(event_id: str) -> dict[str, "Value"]:
    return {"pk": {"S": f"EVENT#{event_id}"}, "number": {"N": "0"}}


def event_keys(event: LiveEvent, number: int) -> Iterator[dict[str, "Value"]]:
    """Yield the keys of everything that is kept of an event."""
    yield seen_key(event.event_id)
    views = ["ALL"]
    views += [f"PROPERTY#{event.property_id}"] if event.property_id else []
    views += [f"CORRELATION#{event.correlation_id}"] if event.correlation_id else []
    yield from (to_item({"pk": view, "number": number}) for view in views)


def event_items(event: LiveEvent, number: int, until: datetime) -> Iterator[dict[str, "Value"]]:
    seen, *views = event_keys(event, number)
    expires = to_item({"expires_at": int(until.timestamp())})
    yield seen | expires
    values = {
        "event_id": event.event_id,
        "time": rfc3339(event.time),
        "source": event.source,
        "detail_type": event.detail_type,
        "property_id": event.property_id,
        "correlation_id": event.correlation_id,
        "detail": json.dumps(event.detail, ensure_ascii=False, separators=(",", ":")),
    }
    yield from (view | expires | to_item(values) for view in views)


def to_live_event(item: Mapping[str, Any]) -> LiveEvent:
    values = to_values(item)
    return LiveEvent(
        event_id=values["event_id"],
        time=datetime.fromisoformat(values["time"]),
        source=values["source"],
        detail_type=values["detail_type"],
        property_id=values.get("property_id"),
        correlation_id=values.get("correlation_id"),
        detail=json.loads(values["detail"]),
    )
