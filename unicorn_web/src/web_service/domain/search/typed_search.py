"""What people type into the search box → filters of a search, and what is left: names of localities, or unknown words.

"Freiburg 3 bed under 500k" wants `bedrooms=3` and `max_price=500000`, and leaves "Freiburg". English words; numbers as
in 500k, 1.5 million, 500,000 or 500.000; no list of localities is read here. What no filter can express is returned as
text, so that it can be shown to the person who typed it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from web_service.domain.search.typed_facts import FACT_RULES, Read, Rule, word
from web_service.domain.search.typed_patterns import (
    BOUND,
    COUNT,
    LEAST,
    MORE,
    MOST,
    NUMBER,
    OR_MORE,
    decimal,
    pattern,
    plain,
)
from web_service.domain.search.typed_words import CURRENCIES, KIND_WORDS, NUMBERS, SORT_WORDS, TEXT_MAX, UNITS

PRICE_MAX = Decimal(10**15)
BARE_MIN = 10_000  # a number alone is a price from here on
RANGES = ("price", "living_area", "lot_size", "year_built")
BREAK = "\n"  # stands where a match was: the words on its two sides are no phrase


class TypedSearch(NamedTuple):
    filters: dict[str, str]  # as the query of a search has them
    phrases: tuple[str, ...]  # what is left, in its order and spelling
    not_understood: tuple[str, ...]  # what no filter expresses


def read_typed(text: str) -> TypedSearch:
    """Read what somebody typed; anything is allowed."""
    reading = _Reading(" ".join(normalize("NFKC", text)[:TEXT_MAX].split()))
    for rule, read in _RULES:
        reading.apply(rule, read)
    reading.check_ranges()
    phrases = (part.strip(" .-+'&") for part in re.split(r"[\n,;/|()!?:\"“”*#]+", reading.left))
    return TypedSearch(reading.filters, tuple(filter(None, phrases)), tuple(reading.not_understood))


@dataclass
class _Reading:
    left: str
    filters: dict[str, str] = field(default_factory=dict)
    not_understood: list[str] = field(default_factory=list)

    def apply(self, pattern: re.Pattern[str], read: Read) -> None:
        """Take all matches of a rule out of the text."""

        def take(match: re.Match[str]) -> str:
            found = read(match)
            if found is None:
                return match[0]
            if any(self.filters.get(name, value) != value for name, value in found.items()) or not found:
                self.not_understood.append(match[0].strip())  # there is no filter, or it says something else already
            else:
                self.filters |= found
            return BREAK

        self.left = pattern.sub(take, self.left)

    def check_ranges(self) -> None:
        for fact in RANGES:
            low, high = self.filters.get(f"min_{fact}"), self.filters.get(f"max_{fact}")
            if low and high and Decimal(low) > Decimal(high):
                self.not_understood.append(f"at most {self.filters.pop(f'max_{fact}')}")


_CURRENCY = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_BEDS = r"(?:bed(?:room)?s?|br|bdrms?|bd)(?!\w)"


def _amount(name: str) -> str:
    return (
        rf"(?:(?:(?<!\w)in\s)?(?<!\w)(?P<before_{name}>{_CURRENCY})\s?)?(?<![\w.,])(?P<number_{name}>{NUMBER})"
        rf"\s?(?P<unit_{name}>{_UNIT})?\s?(?P<after_{name}>{_CURRENCY})?(?!\w|[.,]\d)"
    )


def _value(match: re.Match[str], name: str, unit: str | None = None) -> str | None:
    """Return an amount in major units, as a search has it; None if it is too large."""
    value = decimal(match[f"number_{name}"]) * UNITS[(match[f"unit_{name}"] or unit or "").lower()]
    return plain(value) if value < PRICE_MAX else None


def _currencies(match: re.Match[str], *names: str) -> dict[str, str]:
    words = (match[f"{side}_{name}"] for name in names for side in ("before", "after"))
    found = {CURRENCIES[word.lower()] for word in words if word}
    return {"currency": found.pop()} if len(found) == 1 else {}


def _priced(match: re.Match[str], **bounds: str | None) -> dict[str, str]:
    if None in bounds.values():
        return {}
    return {name: value for name, value in bounds.items() if value} | _currencies(match, *_names(match))


def _names(match: re.Match[str]) -> Iterator[str]:
    return (name.removeprefix("number_") for name in match.groupdict() if name.startswith("number_"))


def _is_price(match: re.Match[str]) -> bool:
    """Whether an amount that stands alone is one of money."""
    for name in _names(match):
        if any(match[f"{part}_{name}"] for part in ("before", "unit", "after")):
            return True
        if Decimal(_value(match, name) or PRICE_MAX) >= BARE_MIN:
            return True
    return False


def _range(match: re.Match[str]) -> dict[str, str] | None:
    if not match["said"] and not _is_price(match):
        return None
    unit = match["unit_high"]
    is_shared = unit and not match["unit_low"] and Decimal(_value(match, "low") or 0) < BARE_MIN / 10  # 300 to 500k
    return _priced(match, min_price=_value(match, "low", unit if is_shared else None), max_price=_value(match, "high"))


def _least_price(match: re.Match[str]) -> dict[str, str]:
    return _priced(match, min_price=_value(match, "low"))


def _most_price(match: re.Match[str]) -> dict[str, str]:
    return _priced(match, max_price=_value(match, "high"))


def _bare_price(match: re.Match[str]) -> dict[str, str] | None:
    """A price alone is the most that somebody wants to pay."""
    return _most_price(match) if _is_price(match) else None


def _bedrooms(match: re.Match[str]) -> dict[str, str]:
    if match["most"]:
        return {}  # no filter has a highest number
    return {"bedrooms": str(_count(match) + bool(match["more"]))}


def _count(match: re.Match[str]) -> int:
    return int(NUMBERS.get(match["count"].lower(), match["count"]))


_RULES: tuple[Rule, ...] = (
    (  # of 2 to 4, the 4 is left to the next rule, which says that there is a 2 already
        pattern(rf"(?<!\w)(?P<count>{COUNT})\s*(?:-|–|to)\s*(?=(?:{COUNT})[\s-]*{_BEDS})"),  # noqa: RUF001
        lambda match: {"bedrooms": str(_count(match))},
    ),
    (
        pattern(
            rf"{BOUND}(?<!\w)(?P<count>{COUNT})"
            rf"\s*(?:{OR_MORE})?[\s-]*{_BEDS}(?:\s*(?:{OR_MORE})(?!\w))?"
        ),
        _bedrooms,
    ),
    *FACT_RULES,
    (
        pattern(
            rf"(?P<said>(?<!\w)(?:between|from)\s+)?{_amount('low')}\s*(?:-|–|to|and)\s*{_amount('high')}"  # noqa: RUF001
        ),
        _range,
    ),
    (pattern(rf"(?<!\w)(?:{MOST})\s*{_amount('high')}"), _most_price),
    (pattern(rf"(?<!\w)(?:{LEAST}|{MORE})\s*{_amount('low')}(?:\s*(?:{OR_MORE})(?!\w))?"), _least_price),
    (
        pattern(rf"{_amount('low')}\s*(?:{OR_MORE})(?!\w)"),
        lambda match: _least_price(match) if _is_price(match) else None,
    ),
    (pattern(_amount("high")), _bare_price),
    word(KIND_WORDS, "contract"),
    word(SORT_WORDS, "sort"),
    word({f"in {word}": code for word, code in CURRENCIES.items() if word.isalpha()}, "currency"),
)
