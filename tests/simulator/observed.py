"""What a function can see of the records of its stream: two that differ in nothing else are one to it.

The function gets the record as it is here. So what is left out it cannot read, and nothing depends on it:

- Properties syncs the property that a record names, from its table: nothing of the record but its partition key.
- Web publishes the request of a record's new image, if the old one had another; what it counts beside that is left
  out, and so is a record that it only counts: no function reads a count to decide anything, and random histories look
  at the counts.
"""

from collections.abc import Callable
from typing import Any

from properties_service.adapters.status_items import property_of
from web_service.adapters.publication.listing_stream import to_event

from tests.simulator.tables import Record

IMAGES = ("OldImage", "NewImage")


def observed(mapping: str, record: Record) -> Record | None:
    """Return what the function of a mapping can see of a record; None if it does nothing with it."""
    see = SEEN.get(mapping)
    return see(record) if see else record


def _named(record: Record) -> Record | None:
    if property_of(record["dynamodb"]["Keys"]) is None:
        return None
    change = {name: value for name, value in record["dynamodb"].items() if name not in IMAGES}
    change["Keys"] = {"pk": change["Keys"]["pk"]}
    return record | {"dynamodb": change, "eventName": "MODIFY"}


def _requested(record: Record) -> Record | None:
    if to_event(record) is None:
        return None
    change = dict(record["dynamodb"])
    if old := change.get("OldImage"):
        change["OldImage"] = {"request_sequence": old["request_sequence"]}
    return record | {"dynamodb": change}


SYNC, PUBLISHER = "PropertiesTableStream", "WebTableStream"
SEEN: dict[str, Callable[[Any], Record | None]] = {SYNC: _named, PUBLISHER: _requested}
