"""Parts of the patterns of the search box: numbers, and words before and after them."""

import re
from decimal import Decimal

from web_service.domain.search.typed_words import NUMBERS

THOUSANDS = "|".join(rf"(?:{mark}\d{{3}}){{1,4}}" for mark in (" ", ",", r"\.", "['’]"))  # noqa: RUF001
NUMBER = rf"\d{{1,3}}(?:{THOUSANDS})(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d{{1,12}}(?:[.,]\d{{1,2}})?"
COUNT = r"\d{1,2}|" + "|".join(NUMBERS)
MOST = r"under|below|up to|at most|max(?:imum)?\.?|less than|fewer than|no more than|cheaper than|until|<=?"
LEAST = r"at least|min(?:imum)?\.?|from|starting at|starting from|>="
MORE = r"more than|over|above|>"
OR_MORE = r"\+|or more|plus|and up|and above"
BOUND = rf"(?:(?<!\w)(?:(?P<most>{MOST})|(?P<least>{LEAST})|(?P<more>{MORE})))?\s*"


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def either(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def decimal(number: str) -> Decimal:
    """Return a number as people write it: 1,234.5 or 1.234,5."""
    return Decimal(re.sub(r"[ ,.'’](?=\d{3})", "", number).replace(",", "."))  # noqa: RUF001


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
