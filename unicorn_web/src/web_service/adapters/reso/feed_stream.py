"""Records of the listings table's stream → the properties whose entries in read models they may change."""

from collections.abc import Iterable, Mapping
from typing import Any

from web_service.adapters.search.details import PUBLIC


def changed_properties(records: Iterable[Mapping[str, Any]]) -> list[str]:
    return [property_id for record in records if (property_id := changed_property(record))]


def changed_property(record: Mapping[str, Any]) -> str | None:
    """Return the property of a public item that was written or deleted; None of any other record.

    The record of the listing, which is written in the same transaction, may come before the public item can be read.
    """
    try:
        images = record["dynamodb"]
        newest = images.get("NewImage") or images["OldImage"]
        return str(newest["pk"]["S"]) if newest["sk"]["S"] == PUBLIC else None
    except (KeyError, TypeError, AttributeError):  # the publisher, which gets the same records, dead-letters it
        return None
