"""Plain values ↔ DynamoDB attributes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value


def to_item(values: Mapping[str, Any]) -> dict[str, "Value"]:
    """Return the values as an item; one that is None is left out."""
    return {
        name: {"S": value} if isinstance(value, str) else _to_attribute(value)  # most are strings
        for name, value in values.items()
        if value is not None
    }


def to_values(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item, or a stream record's image of one, as plain values. Numbers are whole or Decimal."""
    return {
        name: attribute["S"] if "S" in attribute else _to_value(attribute)  # most are strings
        for name, attribute in item.items()
    }


def _to_attribute(value: Any) -> "Value":
    if isinstance(value, str):  # the most frequent first
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, Decimal)):
        return {"N": str(value)}
    if isinstance(value, (list, tuple)):
        return {"L": [_to_attribute(entry) for entry in value]}
    if isinstance(value, (dict, Mapping)):
        return {"M": to_item(value)}
    raise TypeError(f"{type(value).__name__} cannot be stored in an item")


def _to_value(attribute: Mapping[str, Any]) -> Any:
    if "S" in attribute:  # the most frequent
        return attribute["S"]
    ((kind, value),) = attribute.items()
    match kind:
        case "N" if value.isdecimal():
            return int(value)
        case "N":
            number = Decimal(value)
            return int(number) if number == number.to_integral_value() else number
        case "L":
            return [_to_value(entry) for entry in value]
        case "M":
            return to_values(value)
    return value
