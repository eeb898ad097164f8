"""A price in JSON is the price that was stored, to the last decimal."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from web_service.domain.listings.money import DECIMALS, MINOR_MAX, Money

from unicorn_kit.numbers import scaled


def in_json(money: Money) -> str:
    return json.dumps(scaled(money.minor, money.decimals))


def test_decimals_are_written_as_they_are() -> None:
    assert in_json(Money.of(Decimal("199.99"), "USD")) == "199.99"


@given(st.integers(1, MINOR_MAX), st.sampled_from(sorted(DECIMALS)))
def test_the_number_in_json_is_the_price(minor: int, currency: str) -> None:
    money = Money(minor=minor, currency=currency)
    assert Decimal(in_json(money)) == money.amount
    assert Money.of(json.loads(in_json(money), parse_float=Decimal, parse_int=Decimal), currency) == money
