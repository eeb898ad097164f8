"""Prices as people read them: the same as in `unicorn_site/src/shared/format.js`, which a test compares."""

from collections.abc import Mapping
from typing import Any

SYMBOLS = {  # what English readers are shown in place of a code
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪", "INR": "₹",
    "JPY": "JP¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "TWD": "NT$", "USD": "US$", "VND": "₫",
    "XCD": "EC$",
}  # fmt: skip
NAMES = {"XPF": "CFPF", "XCG": "Cg."}
DECIMALS = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4}  # others: 2 or 0
WHOLE = {  # no decimals
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "SPL", "UGX", "UYI", "VND", "VUV", "XAF",
    "XOF", "XPF",
}  # fmt: skip
OWN = {"SPL": "Sparkles"}
PERIODS = {"week": "a week", "month": "a month", "year": "a year"}
ON_REQUEST = "Price on request"


def decimals_of(currency: str) -> int:
    return 0 if currency in WHOLE else DECIMALS.get(currency, 2)


def money(amount: float, currency: str) -> str:
    """Return `US$480,000`, `HUF 1,234.50` or `480,000 Sparkles`: no decimals, or as many as the currency has."""
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.{decimals_of(currency)}f}"
    if currency in OWN:
        return f"{number} {OWN[currency]}"
    return f"{SYMBOLS.get(currency) or NAMES.get(currency, currency) + '\u00a0'}{number}"


def amount_and_period(offer: Mapping[str, Any]) -> tuple[str, str]:
    """Return the price of an offer, and the time that a rent is for."""
    if offer["price_on_request"] or offer["listprice"] is None:
        return ON_REQUEST, ""
    return money(offer["listprice"], offer["currency"]), PERIODS.get(offer["rent_period"] or "", "")
