"""The feed's $filter: spans of ModificationTimestamp, spelled in any way that OData 4.01 allows for them.

https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt
"""

import re
from datetime import date, timedelta

from unicorn_kit.problems import invalid

TERMS_MAX = 4
LENGTH_MAX = 1000  # characters
MILLISECOND = 10**9  # picoseconds: fractions of a second have up to twelve digits
NUMBERS = {  # of the last entry before a span that begins so, or of the last one of a span that ends so
    "gt": lambda at: at // MILLISECOND,
    "ge": lambda at: -(-at // MILLISECOND) - 1,
    "lt": lambda at: -(-at // MILLISECOND) - 1,
    "le": lambda at: at // MILLISECOND,
}
# A date is one of a year with a 29 February; in others that is the first of March.
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_HOUR, _MINUTE = "([01][0-9]|2[0-3])", "[0-5][0-9]"
_TIME = rf"{_HOUR}:{_MINUTE}(:{_MINUTE}(\.[0-9]{{1,12}})?)?"
_MOMENT = f"[0-9]{{4}}-{_DAY}[Tt]{_TIME}([Zz]|[+-]{_HOUR}:{_MINUTE})"
_TERM = f"ModificationTimestamp (gt|ge|lt|le) {_MOMENT}"
PATTERN = f"{_TERM}( and {_TERM}){{0,{TERMS_MAX - 1}}}"  # described: without parentheses and further spaces
TERM = re.compile(f"ModificationTimestamp[ \t]+((?i:gt|ge|lt|le))[ \t]+({_MOMENT})")
_PARTS = re.compile(r"(\d+)-(\d+)-(\d+)[Tt](\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?(?:[Zz]|([+-])(\d+):(\d+))")
# What stands for a term, and how two of them, or one in parentheses, become one again.
_ONE = "\0"
_JOINED = re.compile(rf"\([ \t]*{_ONE}[ \t]*\)|{_ONE}[ \t]+(?i:and)[ \t]+{_ONE}")


def bounds(text: str | None) -> tuple[int | None, int | None]:
    """Return the number behind which the entries of a filter begin, and the last one: a number is a millisecond.

    Raises Problem.
    """
    if text is None:
        return None, None
    terms = [(found[1].lower(), _picoseconds(found[2])) for found in TERM.finditer(text)]
    if len(text) > LENGTH_MAX or len(terms) > TERMS_MAX or not _is_one(text):
        raise invalid(
            "$filter",
            "compare ModificationTimestamp by gt, ge, lt or le with a time as 2026-11-30T12:00:00.000Z, joined by and;"
            f" up to {TERMS_MAX} comparisons; a + in a time is sent as %2B",
        )
    lows = [NUMBERS[comparison](at) for comparison, at in terms if comparison in {"gt", "ge"}]
    highs = [NUMBERS[comparison](at) for comparison, at in terms if comparison in {"lt", "le"}]
    return max([-1, *lows]) if lows else None, min(highs, default=None)


def _is_one(text: str) -> bool:
    """Whether a filter is comparisons, joined by `and`, in any parentheses."""
    if _ONE in text:
        return False
    reduced, count = TERM.sub(_ONE, text.strip(" \t")), 1
    while count:
        reduced, count = _JOINED.subn(_ONE, reduced)
    return reduced == _ONE


def _picoseconds(text: str) -> int:
    """Return the picoseconds since 1970 of a moment."""
    found = _PARTS.fullmatch(text)
    assert found
    year, month, day, hour, minute = map(int, found.groups()[:5])
    second, fraction, sign, hours, minutes = found.groups()[5:]
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    days = date(max(year, 1), month, 1) - date(1970, 1, 1) + timedelta(days=day - 1)
    since = days + timedelta(hours=hour, minutes=minute, seconds=int(second or 0)) - (-ahead if sign == "-" else ahead)
    return since // timedelta(seconds=1) * 10**12 + int((fraction or "").ljust(12, "0"))
