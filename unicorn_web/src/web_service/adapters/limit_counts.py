"""Counts of customers' requests, in the table of what they ask for: one item for each limit and hour."""

from datetime import datetime
from typing import Any

from web_service.domain.limits import WINDOW, Limit, window


def count(table: str, limit: Limit, at: datetime) -> Any:
    """Return the part of a transaction that counts one more, unless the limit is reached."""
    number = window(at)
    update = {
        "TableName": table,
        "Key": {"pk": {"S": f"LIMIT#{limit.name}"}, "sk": {"S": str(number)}},
        "UpdateExpression": "SET expires_at = :end ADD sent :one",
        "ConditionExpression": "attribute_not_exists(sent) OR sent < :most",
        "ExpressionAttributeValues": {
            ":end": {"N": str((number + 1) * WINDOW)},
            ":one": {"N": "1"},
            ":most": {"N": str(limit.most)},
        },
    }
    return {"Update": update}
