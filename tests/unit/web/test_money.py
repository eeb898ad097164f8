"""Prices are exact to the last decimal."""

from decimal import Decimal

import iso4217
import pytest
from web_service.domain.listings.money import AGENCY_CURRENCY, DECIMALS, InvalidPrice, Money, UnknownCurrency

pytestmark = pytest.mark.domain


def test_no_decimal_is_lost() -> None:
    assert Money.of(Decimal("199.99"), "USD") == Money(minor=19999, currency="USD")


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
def test_an_invalid_price_is_rejected(amount: str, currency: str) -> None:
    with pytest.raises(InvalidPrice):
        Money.of(Decimal(amount), currency)


@pytest.mark.parametrize("currency", ["", "usd", "XXX", "XAU", "EURO"])
def test_an_invalid_currency_is_rejected(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money.of(Decimal(1), currency)
