"""A price: an integer of minor units and a currency, so that 199.99 stays 199.99."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

AGENCY_CURRENCY = "SPL"  # Sparkles: the agency's own, beside ISO 4217
MINOR_MAX = 10**15 - 1  # 15 digits: every such price is the same number in JSON, in a browser and in DynamoDB

# ISO 4217 by number of decimals; codes without decimals (gold, test codes) are not currencies to sell a house in.
_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF " + AGENCY_CURRENCY,
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
        "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF "
        "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
        "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG "
        "YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DECIMALS = {code: decimals for decimals, codes in _BY_DECIMALS.items() for code in codes.split()}


class InvalidPrice(ValueError):
    """Raised when an amount has more decimals than its currency, or is not a price."""


class UnknownCurrency(ValueError):
    """Raised when a code is neither in ISO 4217 nor the agency's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    minor: int  # cents of a dollar, pence of a pound, whole yen
    currency: str

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Self:
        """Return the price of `amount` in major units. Raises UnknownCurrency and InvalidPrice."""
        if currency not in DECIMALS:
            raise UnknownCurrency(f"use a code of ISO 4217, or {AGENCY_CURRENCY}")
        decimals = DECIMALS[currency]
        if not (amount.is_finite() and 0 < amount <= MINOR_MAX):
            raise InvalidPrice("a price is more than 0 and has at most 15 digits")
        if amount % Decimal(1).scaleb(-decimals):
            raise InvalidPrice(f"{currency} has {decimals} decimals")
        if (minor := int(amount.scaleb(decimals))) > MINOR_MAX:
            raise InvalidPrice("a price has at most 15 digits, those after the point included")
        return cls(minor=minor, currency=currency)

    @property
    def decimals(self) -> int:
        return DECIMALS[self.currency]

    @property
    def amount(self) -> Decimal:
        """The price in major units, exact."""
        return Decimal(self.minor).scaleb(-self.decimals)
