"""The bands of prices that cover a range: every price of it is in one of them, and hardly any other is."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.adapters.search.price_bands import BANDS_MAX, LEVELS, bands_of, cover, whole

prices = st.decimals(0, 10**9, places=4)


@given(first=prices, other=prices, share=st.decimals(0, 1, places=4))
@settings(max_examples=50, deadline=None)
def test_each_price_of_a_range_is_in_one_band_that_covers_it(first: Decimal, other: Decimal, share: Decimal) -> None:
    low, high = sorted((first, other))
    bands = cover(whole(low), whole(high))
    within = round(low + (high - low) * share, 4)
    assert sum(band in bands for band in bands_of(within)) == 1
    assert all(before.end == band.low for before, band in pairwise(bands))


@pytest.mark.parametrize("low", [1000, 2450, 49_999, 385_000, 98_000_000])
@pytest.mark.parametrize("percent", [0.2, 0.7, 2, 7, 20, 70, 200])
def test_few_bands_cover_a_range_with_little_beside_it(low: int, percent: float) -> None:
    high = low * (1 + percent / 100)
    bands = cover(whole(Decimal(low)), whole(Decimal(str(high))))
    assert len(bands) <= BANDS_MAX / 2
    assert sum(band.width for band in bands) <= 1.5 * 10**4 * (high - low)


def test_a_price_has_a_band_of_each_level_within_the_one_before() -> None:
    bands = list(bands_of(Decimal("385000.00")))
    assert [band.level for band in bands] == list(LEVELS)
    assert all(a.low <= b.low and b.end <= a.end for a, b in pairwise(bands))
