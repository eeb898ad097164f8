"""Records of the listings table's stream → homes that were taken down."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class TakenDown(NamedTuple):
    """A home that was public since then, and is no longer."""

    property_id: str
    listed_since: str
    request_id: str  # of its publication


def taken_down(records: Sequence[Mapping[str, Any]]) -> Iterator[TakenDown]:
    """Yield the homes that were public before a record and are not behind it, or are public anew."""
    for record in records:
        before, after = _live(record, "OldImage"), _live(record, "NewImage")
        if before and (after is None or after["since"] != before["since"]):
            pk = record["dynamodb"]["OldImage"]["pk"]["S"]
            yield TakenDown(pk, before["since"]["S"], before["request_id"]["S"])


def _live(record: Mapping[str, Any], name: str) -> Any:
    """Return the public version in an image of a listing; None if there is none."""
    try:
        image = record["dynamodb"].get(name) or {}
        return image.get("live", {}).get("M") if image.get("sk", {}).get("S") == "LISTING" else None
    except (KeyError, AttributeError):  # `to_event` says that it is unreadable
        return None
