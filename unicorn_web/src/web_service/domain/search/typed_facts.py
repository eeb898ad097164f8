"""Facts of a home in the search box: "2 baths", "at least 90 m²", "a villa built after 1990 with a heat pump"."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from web_service.domain.search.typed_patterns import BOUND, COUNT, NUMBER, OR_MORE, decimal, either, pattern, plain
from web_service.domain.search.typed_words import (
    HEATING_WORDS,
    LOT_WORDS,
    NUMBERS,
    PERIOD_WORDS,
    SQUARE_METRES,
    TYPE_WORDS,
    YEAR_MAX,
    YEAR_MIN,
)

type Read = Callable[[re.Match[str]], dict[str, str] | None]  # None: the rule does not apply
type Rule = tuple[re.Pattern[str], Read]

BATHS = r"(?:bath(?:room)?s?|ba)(?!\w)"
QUARTER = Decimal("0.25")
AREA_MAX, LOT_MAX = Decimal(10**6), Decimal(10**10)  # square metres, beyond what a filter takes
ADDRESSES = "street|st|road|rd|lane|way|avenue|ave|drive|park|square|close|court|hill"  # Farm Lane is no farm


def word(words: dict[str, str], name: str) -> Rule:
    """Return the rule of a filter with one of a few values."""
    known = pattern(rf"(?<!\w)(?P<word>{either(words)})(?!\w|['’])(?!\s+(?:{ADDRESSES})(?!\w))")  # noqa: RUF001
    return known, lambda match: {name: words[match["word"].lower()]}


def _baths(match: re.Match[str]) -> dict[str, str]:
    if match["most"]:
        return {}  # no filter has a highest number
    count = Decimal(NUMBERS.get(match["count"].lower(), match["count"].replace(",", ".")))
    return {"bathrooms": plain(count + (QUARTER if match["more"] else 0))}


def _area(match: re.Match[str]) -> dict[str, str]:
    """Return a measure of the lot if it says so, or is in acres or hectares; else of what there is to live on."""
    unit = match["unit"].lower()
    metres = decimal(match["number"]) * next(size for name, size in SQUARE_METRES.items() if re.fullmatch(name, unit))
    is_lot = bool(match["lot"] or match["of_lot"]) or unit.startswith(("acre", "ha", "hectare"))
    if metres >= (LOT_MAX if is_lot else AREA_MAX):
        return {}
    side, fact = "max" if match["most"] else "min", "lot_size" if is_lot else "living_area"
    return {f"{side}_{fact}": plain(metres.quantize(Decimal("0.01"), ROUND_HALF_UP))}


def _built(match: re.Match[str]) -> dict[str, str]:
    year, until = int(match["year"]), int(match["until"] or match["year"])
    if not YEAR_MIN < min(year, until) <= max(year, until) < YEAR_MAX or until < year:
        return {}
    match match["when"].lower().rpartition(" ")[2]:
        case "before":
            return {"max_year_built": str(year - 1)}
        case "until" | "by":
            return {"max_year_built": str(year)}
        case "after":
            return {"min_year_built": str(year + 1)}
        case "since" | "from" if not match["until"]:
            return {"min_year_built": str(year)}
    return {"min_year_built": str(year), "max_year_built": str(until)}


FACT_RULES: tuple[Rule, ...] = (
    (
        pattern(
            rf"{BOUND}(?<![\w.,])(?P<count>\d{{1,2}}[.,](?:25|5|75)|{COUNT})\s*(?:{OR_MORE})?[\s-]*{BATHS}"
            rf"(?:\s*(?:{OR_MORE})(?!\w))?"
        ),
        _baths,
    ),
    (
        pattern(
            rf"(?:(?<!\w)(?P<lot>{LOT_WORDS})\s+(?:of\s+)?)?{BOUND}(?<![\w.,])(?P<number>{NUMBER})\s*(?:{OR_MORE})?\s*"
            rf"(?P<unit>{'|'.join(SQUARE_METRES)})(?!\w)(?:\s*(?:{OR_MORE})(?!\w))?(?P<of_lot>\s+(?:of\s+)?(?:{LOT_WORDS})(?!\w|\s+of\s))?"
        ),
        _area,
    ),
    (  # measures that no filter has; here, so that their numbers are no prices
        pattern(rf"{BOUND}(?<![\w.,])(?:{NUMBER})\s*(?:{OR_MORE})?\s*(?:rooms?|km|minutes?|min)(?!\w)"),
        lambda _: {},
    ),
    (
        pattern(
            r"(?<!\w)built\s+(?P<when>after|since|before|until|by|in|from|between)\s*(?P<year>\d{4})"
            r"(?:\s*(?:-|to|and)\s*(?P<until>\d{4}))?(?!\w)"
        ),
        _built,
    ),
    word(HEATING_WORDS, "heating"),
    word(PERIOD_WORDS, "rent_period"),
    word(TYPE_WORDS, "property_type"),
)
