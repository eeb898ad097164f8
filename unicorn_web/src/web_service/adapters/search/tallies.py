"""What each listing is counted as: its tally, an item beside it (`sk` TALLY), kept after the listing is withdrawn.

A tally has the order of the newest change that is in it, so an older change, or the same one again, counts nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from unicorn_kit.attributes import to_item, to_values
from web_service.adapters.search.counted_listings import Change, Counted
from web_service.adapters.search.localities import BANDED, FILED, IN_CURRENCY, LISTINGS

SK = "TALLY"


class Tally(NamedTuple):
    order: str  # of the newest change that is in it
    counted: Counted | None  # None: not public, so in no count


def tally_key(property_id: str) -> dict[str, Any]:
    return {"pk": {"S": property_id}, "sk": {"S": SK}}


def to_tally(item: Mapping[str, Any]) -> Tally:
    found = to_values(item)
    if not found["is_public"]:
        return Tally(found["order"], None)
    counted = Counted(found.get("currency"), found.get("is_filed", False), found.get("is_banded", False))
    return Tally(found["order"], counted)


def tally_write(property_id: str, tally: Tally, before: Tally | None, table: str) -> dict[str, Any]:
    """Return the write of a tally, on condition that the one before is still there."""
    values: dict[str, Any] = {"order": tally.order, "is_public": tally.counted is not None}
    if tally.counted:
        values |= tally.counted._asdict()
    put: dict[str, Any] = {"TableName": table, "Item": tally_key(property_id) | to_item(values)}
    if before is None:
        return {"Put": put | {"ConditionExpression": "attribute_not_exists(pk)"}}
    unchanged = {"ConditionExpression": "#order = :order", "ExpressionAttributeNames": {"#order": "order"}}
    return {"Put": put | unchanged | {"ExpressionAttributeValues": {":order": {"S": before.order}}}}


def settled(changes: Iterable[Change], before: Tally | None) -> tuple[Tally, Counter[str]] | None:
    """Return a listing's tally after its changes, and what they add to its city's counts; None if all are in it."""
    tally, more = before, Counter[str]()
    for change in changes:
        if tally is None or change.order > tally.order:
            counted = tally.counted if tally else change.before
            more.update(_more(counted, -1, by_stream=change.by_stream))
            more.update(_more(change.after, 1, by_stream=change.by_stream))
            tally = Tally(change.order, change.after)
    return None if tally is None or tally == before else (tally, more)


def _more(counted: Counted | None, by: int, *, by_stream: bool) -> dict[str, int]:
    """Return what a listing adds to its city's counts; its writer may have counted all but `filed` already."""
    if counted is None:
        return {}
    more = {LISTINGS: by} if by_stream else {}
    if by_stream and counted.currency:
        more[IN_CURRENCY + counted.currency] = by
    filed = {FILED: by} if counted.is_filed else {}
    return more | filed | ({BANDED: by} if counted.is_banded else {})
