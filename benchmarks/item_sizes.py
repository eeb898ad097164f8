"""The size of an item as DynamoDB counts it, and the units that reading and writing it takes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

READ_UNIT, WRITE_UNIT = 4096, 1024  # bytes


def size_of(item: Mapping[str, Any]) -> int:
    """Return the size of an item as DynamoDB counts it, in bytes: names and values; two digits are one byte."""
    return sum(len(name.encode()) + _bytes(value) for name, value in item.items())


def _bytes(value: Mapping[str, Any]) -> int:
    match value:
        case {"S": text}:
            return len(text.encode())
        case {"B": content}:
            return len(content)
        case {"N": number}:
            return (len(Decimal(number).normalize().as_tuple().digits) + 1) // 2 + 1
        case {"L": entries}:
            return 3 + sum(1 + _bytes(entry) for entry in entries)
        case {"M": entries}:
            return 3 + sum(1 + len(name.encode()) + _bytes(entry) for name, entry in entries.items())
    return 1


def reads(size: float) -> float:
    """Return the read units of an eventually consistent query that reads this many bytes."""
    return -(-size // READ_UNIT) / 2


def writes(size: float) -> int:
    """Return the write units of an item, outside a transaction."""
    return int(-(-size // WRITE_UNIT))
