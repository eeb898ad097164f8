"""Exact decimals → the numbers that JSON writes with the same digits: up to 15 digits, the nearest float does."""

from decimal import Decimal


def json_number[Other](value: Decimal | Other) -> int | float | Other:
    """Return a Decimal as a whole number or a float; any other value as it is."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def scaled(units: int, decimals: int) -> int | float:
    """Return `units` of the last decimal as a number."""
    return units if decimals == 0 else units / 10**decimals
