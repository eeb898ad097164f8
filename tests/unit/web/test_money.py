"""A price is what was said, to the last decimal."""

import json
from decimal import Decimal

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_service.domain.listings.money import AGENCY_CURRENCY, DECIMALS, MINOR_MAX, InvalidPrice, Money, UnknownCurrency

from unicorn_kit.numbers import scaled


def written(money: Money) -> str:
    """Return the price as JSON has it."""
    return json.dumps(scaled(money.minor, money.decimals))


pytestmark = pytest.mark.domain


def test_no_decimal_is_lost() -> None:
    assert Money.of(Decimal("199.99"), "USD") == Money(minor=19999, currency="USD")
    assert written(Money.of(Decimal("199.99"), "USD")) == "199.99"


@given(st.integers(1, MINOR_MAX), st.sampled_from(sorted(DECIMALS)))
def test_the_number_in_json_is_the_price(minor: int, currency: str) -> None:
    money = Money(minor=minor, currency=currency)
    assert Decimal(written(money)) == money.amount
    assert Money.of(json.loads(written(money), parse_float=Decimal, parse_int=Decimal), currency) == money


def test_the_currencies_are_those_of_iso_4217_and_the_agency_s_own() -> None:
    published = {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None}
    assert published | {AGENCY_CURRENCY: 0} == DECIMALS


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("0", "USD"),
        ("-1", "USD"),
        ("199.999", "USD"),
        ("1.5", "JPY"),
        ("0.5", AGENCY_CURRENCY),
        ("1e15", "USD"),
        ("1e999999", "USD"),
        ("NaN", "USD"),
        ("Infinity", "USD"),
        ("199.99000000000000000000000000000000001", "USD"),
        ("9999999999999.999", "USD"),
        ("99999999999999.99", "KWD"),
    ],
)
def test_what_is_no_price_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(InvalidPrice):
        Money.of(Decimal(amount), currency)


@pytest.mark.parametrize("currency", ["", "usd", "XXX", "XAU", "EURO"])
def test_what_is_no_currency_is_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money.of(Decimal(1), currency)
