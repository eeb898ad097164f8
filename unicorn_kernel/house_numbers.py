"""House numbers: in JSON, and in the order in which people count them."""

import re
import unicodedata
from typing import Any

from unicorn_kernel.spelling import TEXT_MAX, caseless

_NO_HOUSE = 10**TEXT_MAX
_TOKENS = re.compile(r"[0-9]+|[^0-9]")


def as_text(number: Any) -> Any:
    """Return the digits of a JSON integer, as clients of older systems send it; everything else as it is."""
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    return str(number) if is_whole and 0 <= number < _NO_HOUSE else number


def sort_key(number: str) -> str:
    """Return a text whose order is that of counting: 1, 2, 12, 12½, 12-14, 12/4, 12A, 12B, 100.

    It sorts alike as a Python string and as the UTF-8 bytes of a DynamoDB key. `number` is a canonical spelling.
    """
    text = caseless(number)
    counted = "".join(map(_sortable, _TOKENS.findall(text.lstrip("#").replace(" ", ""))))
    return f"{counted} {text}"  # 12A and 12 A stand together, in one order always


def _sortable(token: str) -> str:
    if token.isdecimal():
        digits = token.lstrip("0")
        return f"{len(digits):02d}{digits}"
    if unicodedata.decomposition(token).startswith("<fraction>"):
        return f"!{unicodedata.numeric(token):.3f}"
    return token
