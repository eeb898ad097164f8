"""The filters of a search by facts of a home: their parameters, limits and description.

Their choices and limits are those of domain/listings/features.py, without its import: a test compares them.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from unicorn_kit.problems import invalid
from web_service.api.search.names import either
from web_service.domain.search.roster import Comparison, FactFilter

YEAR_MIN, YEAR_MAX = 1000, 2100


class OneOf(NamedTuple):
    """A filter for one of a few values."""

    fact: str
    choices: tuple[str, ...]
    words: str

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}

    def read(self, name: str, text: str) -> FactFilter:
        if text not in self.choices:
            raise invalid(name, f"use {either(self.choices)}")
        return FactFilter(self.fact, Comparison.IS, text)


class Measure(NamedTuple):
    """A filter for a least or a greatest number, with two decimals at most."""

    fact: str
    comparison: Comparison
    digits: int  # before the decimals
    words: str

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self._pattern}$", "examples": ["85", "2.5"]}

    def read(self, name: str, text: str) -> FactFilter:
        if not re.fullmatch(self._pattern, text):
            raise invalid(name, f"use a number as in 85 or 2.5, with at most {self.digits} digits before the point")
        return FactFilter(self.fact, self.comparison, float(text))

    @property
    def _pattern(self) -> str:
        return rf"[0-9]{{1,{self.digits}}}(\.[0-9]{{1,2}})?"


class Year(NamedTuple):
    """A filter for the first or the last year."""

    fact: str
    comparison: Comparison
    words: str

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": YEAR_MIN, "maximum": YEAR_MAX}

    def read(self, name: str, text: str) -> FactFilter:
        if not re.fullmatch("[0-9]{4}", text) or not YEAR_MIN <= int(text) <= YEAR_MAX:
            raise invalid(name, f"use a year from {YEAR_MIN} to {YEAR_MAX}")
        return FactFilter(self.fact, self.comparison, float(text))


_LEAST, _MOST = Comparison.LEAST, Comparison.MOST
_TYPES = ("house", "townhouse", "apartment", "condominium", "villa", "farm", "land", "commercial", "other")
_HEATINGS = ("none", "gas", "oil", "electric", "heat_pump", "district", "wood", "solar", "other")
FACT_FILTERS: Mapping[str, OneOf | Measure | Year] = {
    "property_type": OneOf("property_type", _TYPES, "only homes of this type"),
    "bathrooms": Measure("bathrooms", _LEAST, 2, "only with so many bathrooms or more"),
    "min_living_area": Measure("living_area", _LEAST, 6, "only with so many square metres to live on, or more"),
    "max_living_area": Measure("living_area", _MOST, 6, "only with so many square metres to live on, or less"),
    "min_lot_size": Measure("lot_size", _LEAST, 10, "only on a lot of so many square metres or more"),
    "max_lot_size": Measure("lot_size", _MOST, 10, "only on a lot of so many square metres or less"),
    "min_year_built": Year("year_built", _LEAST, "only built in this year or later"),
    "max_year_built": Year("year_built", _MOST, "only built in this year or earlier"),
    "heating": OneOf("heating", _HEATINGS, "only homes that are heated so"),
    "rent_period": OneOf("rent_period", ("week", "month", "year"), "only at rents for this time"),
}
RANGES = ("living_area", "lot_size", "year_built")  # facts with a least and a greatest number


def fact_filters(given: Mapping[str, str]) -> tuple[FactFilter, ...]:
    """Return the filters of a query. Raises Problem, naming the first parameter that is wrong."""
    wanted = {name: kind.read(name, given[name]) for name, kind in FACT_FILTERS.items() if name in given}
    for fact in RANGES:
        low, high = wanted.get(f"min_{fact}"), wanted.get(f"max_{fact}")
        if low and high and float(low.value) > float(high.value):
            raise invalid(f"min_{fact}", f"use at most max_{fact}")
    return tuple(wanted.values())
