"""What people type into the search box → filters of a search, and what is left: names of localities, or unknown words.

"Freiburg 3 bed under 500k" wants `bedrooms=3` and `max_price=500000`, and leaves "Freiburg". English words; numbers as
in 500k, 1.5 million, 500,000 or 500.000; no list of localities is read here. What no filter can express is returned as
text, so that it can be shown to the person who typed it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from web_service.domain.search.typed_words import CURRENCIES, KIND_WORDS, NUMBERS, SORT_WORDS, TEXT_MAX, UNITS

PRICE_MAX = Decimal(10**15)
BARE_MIN = 10_000  # a number alone is a price from here on
BREAK = "\n"  # stands where a match was: the words on its two sides are no phrase


class TypedSearch(NamedTuple):
    filters: dict[str, str]  # as the query of a search has them
    phrases: tuple[str, ...]  # what is left, in its order and spelling
    not_understood: tuple[str, ...]  # what no filter expresses


def read_typed(text: str) -> TypedSearch:
    """Read what somebody typed; anything is allowed."""
    reading = _Reading(" ".join(normalize("NFKC", text)[:TEXT_MAX].split()))
    for pattern, read in _RULES:
        reading.apply(pattern, read)
    reading.check_prices()
    phrases = (part.strip(" .-+'&") for part in re.split(r"[\n,;/|()!?:\"*#]+", reading.left))
    return TypedSearch(reading.filters, tuple(filter(None, phrases)), tuple(reading.not_understood))


type _Read = Callable[[re.Match[str]], dict[str, str] | None]  # None: the rule does not apply


@dataclass
class _Reading:
    left: str
    filters: dict[str, str] = field(default_factory=dict)
    not_understood: list[str] = field(default_factory=list)

    def apply(self, pattern: re.Pattern[str], read: _Read) -> None:
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

    def check_prices(self) -> None:
        low, high = self.filters.get("min_price"), self.filters.get("max_price")
        if low and high and Decimal(low) > Decimal(high):
            self.not_understood.append(f"at most {self.filters.pop('max_price')}")


_CURRENCY = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_THOUSANDS = "|".join(rf"(?:{mark}\d{{3}}){{1,4}}" for mark in (" ", ",", r"\.", "['’]"))  # noqa: RUF001
_NUMBER = rf"\d{{1,3}}(?:{_THOUSANDS})(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d{{1,12}}(?:[.,]\d{{1,2}})?"
_COUNT = r"\d{1,2}|" + "|".join(NUMBERS)
_MOST = r"under|below|up to|at most|max(?:imum)?\.?|less than|fewer than|no more than|cheaper than|until|<=?"
_LEAST = r"at least|min(?:imum)?\.?|from|starting at|starting from|>="
_MORE = r"more than|over|above|>"
_BEDS = r"(?:bed(?:room)?s?|br|bdrms?|bd)(?!\w)"
_OR_MORE = r"\+|or more|plus|and up|and above"


def _amount(name: str) -> str:
    return (
        rf"(?:(?:(?<!\w)in\s)?(?<!\w)(?P<before_{name}>{_CURRENCY})\s?)?(?<![\w.,])(?P<number_{name}>{_NUMBER})"
        rf"\s?(?P<unit_{name}>{_UNIT})?\s?(?P<after_{name}>{_CURRENCY})?(?!\w|[.,]\d)"
    )


def _value(match: re.Match[str], name: str, unit: str | None = None) -> str | None:
    """Return an amount in major units, as a search has it; None if it is too large."""
    number = re.sub(r"[ ,.'’](?=\d{3})", "", match[f"number_{name}"]).replace(",", ".")  # noqa: RUF001
    value = Decimal(number) * UNITS[(match[f"unit_{name}"] or unit or "").lower()]
    return f"{value.normalize():f}" if value < PRICE_MAX else None


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


def _word(words: dict[str, str], name: str) -> tuple[re.Pattern[str], _Read]:
    """Return the rule of a filter with one of a few values."""
    either = "|".join(sorted(words, key=len, reverse=True))
    return _pattern(rf"(?<!\w)(?P<word>{either})(?!\w)"), lambda match: {name: words[match["word"].lower()]}


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_RULES: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (  # of 2 to 4, the 4 is left to the next rule, which says that there is a 2 already
        _pattern(rf"(?<!\w)(?P<count>{_COUNT})\s*(?:-|–|to)\s*(?=(?:{_COUNT})[\s-]*{_BEDS})"),  # noqa: RUF001
        lambda match: {"bedrooms": str(_count(match))},
    ),
    (
        _pattern(
            rf"(?<!\w)(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<more>{_MORE}))?\s*(?<!\w)(?P<count>{_COUNT})"
            rf"\s*(?:{_OR_MORE})?[\s-]*{_BEDS}(?:\s*(?:{_OR_MORE})(?!\w))?"
        ),
        _bedrooms,
    ),
    (  # measures that no filter has yet; here, so that their numbers are no prices
        _pattern(
            rf"(?<!\w)(?:(?:built\s+)?(?:{_MOST}|{_LEAST}|{_MORE}|after|since|before|in)\s*)?(?<![\w.,])"
            rf"(?:{_NUMBER})\s*(?:{_OR_MORE})?\s*(?:m2|sqm|sq\.? ?m|square met(?:er|re)s?|sq\.? ?ft|square f(?:ee|oo)t|"
            r"acres?|ha|hectares?|bath(?:room)?s?|ba|rooms?|km|minutes?|min)(?!\w)"
            r"|(?<!\w)built\s+(?:after|since|before|in|from|between)\s*\d{4}(?:\s*(?:-|to|and)\s*\d{4})?(?!\w)"
        ),
        lambda _: {},
    ),
    (
        _pattern(
            rf"(?P<said>(?<!\w)(?:between|from)\s+)?{_amount('low')}\s*(?:-|–|to|and)\s*{_amount('high')}"  # noqa: RUF001
        ),
        _range,
    ),
    (_pattern(rf"(?<!\w)(?:{_MOST})\s*{_amount('high')}"), _most_price),
    (_pattern(rf"(?<!\w)(?:{_LEAST}|{_MORE})\s*{_amount('low')}(?:\s*(?:{_OR_MORE})(?!\w))?"), _least_price),
    (
        _pattern(rf"{_amount('low')}\s*(?:{_OR_MORE})(?!\w)"),
        lambda match: _least_price(match) if _is_price(match) else None,
    ),
    (_pattern(_amount("high")), _bare_price),
    _word(KIND_WORDS, "contract"),
    _word(SORT_WORDS, "sort"),
    _word({f"in {word}": code for word, code in CURRENCIES.items() if word.isalpha()}, "currency"),
)
