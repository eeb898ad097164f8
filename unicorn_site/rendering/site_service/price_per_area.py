"""What a square metre of a home costs: as in `unicorn_site/src/customers/price-per-area.js`, which a test compares."""

import math
from collections.abc import Mapping
from typing import Any

from site_service.money import PERIODS, decimals_of, money

COARSE = 100  # from here on, decimals say nothing


def price_per_area(listing: Mapping[str, Any]) -> str | None:
    """Return `US$3,190`, or of a rent `€14.50 a month`; None if it is not known, or rounds to nothing."""
    price, area, period = listing["listprice"], listing["living_area"], listing["rent_period"]
    if listing["price_on_request"] or not price or not area or (listing["contract"] == "rent" and not period):
        return None
    amount = _rounded(price / area, listing["currency"])
    return " ".join(filter(None, [money(amount, listing["currency"]), PERIODS.get(period or "")])) if amount else None


def _rounded(amount: float, currency: str) -> float:
    unit = 10 ** decimals_of(currency) if amount < COARSE else 1
    return math.floor(amount * unit + 0.5) / unit
