"""The query of the RESO feed, in OData's words, its description, and the link to its next page."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.http import Request
from unicorn_kit.problems import Problem, invalid
from web_service.api.search.names import known
from web_service.domain.reso.feed import LIFETIME, SETTLING, Span

TOP = 100  # records of a page at most, and as many if nothing is asked for
TOKEN_MAX = 300  # characters
TOKEN = "$skiptoken"
NAMES = ("$top", "$filter", TOKEN)
# Options that change nothing, by their values, and what to do in place of any other value.
FIXED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "$orderby": (
        ("ModificationTimestamp", "ModificationTimestamp asc"),
        "records come in the order of ModificationTimestamp; leave it out",
    ),
    "$expand": (("Media",), "each record has its Media, and there is nothing else to expand; leave it out"),
    "$select": (("*",), "each record has all of its fields; leave it out"),
    "$count": (("false",), "nobody counts what changes while it is read; leave it out"),
    "$skip": (("0",), "skipped records would be read, and some missed; follow @odata.nextLink"),
    "$format": (("json", "application/json"), "there is JSON alone; leave it out"),
}
# A date is one of a year with a 29 February; in others that is the first of March.
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
_MOMENT = rf"(19|20)[0-9]{{2}}-{_DAY}T{_TIME}(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
_TERM = f"ModificationTimestamp (gt|ge|lt|le) {_MOMENT}"
_PARTS = r"(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.(\d+))?(?:Z|([+-])(\d+):(\d+))"
MILLISECOND = 10**6  # nanoseconds
NUMBERS = {  # of the last entry before a span that begins so, or of the last one of a span that ends so
    "gt": lambda at: at // MILLISECOND,
    "ge": lambda at: -(-at // MILLISECOND) - 1,
    "lt": lambda at: -(-at // MILLISECOND) - 1,
    "le": lambda at: at // MILLISECOND,
}
FILTER = f"{_TERM}( and {_TERM}){{0,3}}"


class FeedQuery(NamedTuple):
    span: Span
    limit: int

    @classmethod
    def of(cls, request: Request, *, key: bytes) -> Self:
        """Raises Problem, naming the first option that is wrong."""
        given = known(request, (*NAMES, *FIXED), NAMES)
        _check(request.last_query)
        if TOKEN in given:
            return cls._following(given, key)
        after, until = _bounds(given.get("$filter"))
        return cls(Span(-1 if after is None else after, until, after), _top(given))

    @classmethod
    def _following(cls, given: Mapping[str, str], key: bytes) -> Self:
        if others := [name for name in given if name in NAMES and name != TOKEN]:
            raise invalid(others[0], "leave it out; @odata.nextLink has all that its page needs")
        try:
            after, until, since, limit = read_cursor(given[TOKEN][:TOKEN_MAX], query="reso", key=key)
        except Problem as problem:
            raise invalid(TOKEN, "take it from the @odata.nextLink of the page before, unchanged") from problem
        return cls(Span(after, until, since), limit)

    def next_link(self, following: int, *, now: datetime, key: bytes) -> str:
        """Return the address of the next page, relative to this one's.

        It has the moment whose listings the reader knows: for one that began without a filter, when it began.
        """
        since = int(now.timestamp() * 1000) if self.span.since is None else self.span.since
        token = write_cursor([following, self.span.until, since, self.limit], query="reso", key=key)
        return f"property?{urlencode({TOKEN: token})}"


def _check(given: Mapping[str, str]) -> None:
    for name, value in given.items():
        if name in FIXED and value not in FIXED[name][0]:
            raise invalid(name, FIXED[name][1])
        if name.startswith("$") and name not in FIXED and name not in NAMES:
            raise invalid(name[:60], f"there is no such option here; use {', '.join(NAMES[:-1])} or none")


def _top(given: Mapping[str, str]) -> int:
    text = given.get("$top", str(TOP))
    if not (re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= TOP):
        raise invalid("$top", f"use a whole number from 1 to {TOP}, the records of a page at most")
    return int(text)


def _bounds(text: str | None) -> tuple[int | None, int | None]:
    """Return the number behind which the entries of a filter begin, and the last one: a number is a millisecond."""
    if text is None:
        return None, None
    if not re.fullmatch(FILTER, text):
        raise invalid(
            "$filter",
            "compare ModificationTimestamp by gt, ge, lt or le with a time as 2026-11-30T12:00:00.000Z, joined by and;"
            " a + in a time is sent as %2B",
        )
    terms = [
        (comparison, _nanoseconds(moment)) for _, comparison, moment in (t.split(" ") for t in text.split(" and "))
    ]
    lows = [NUMBERS[comparison](at) for comparison, at in terms if comparison in {"gt", "ge"}]
    highs = [NUMBERS[comparison](at) for comparison, at in terms if comparison in {"lt", "le"}]
    return max(lows, default=None), min(highs, default=None)


def _nanoseconds(text: str) -> int:
    """Return the nanoseconds since 1970 of a moment."""
    found = re.fullmatch(_PARTS, text)
    assert found
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    fraction, sign, hours, minutes = found.groups()[6:]
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    passed = timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second) + (ahead if sign == "-" else -ahead)
    since = datetime(year, month, 1, tzinfo=UTC) + passed - datetime(1970, 1, 1, tzinfo=UTC)
    return since // timedelta(seconds=1) * 10**9 + int((fraction or "").ljust(9, "0"))


def _described(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


FEED = (
    _described("$top", "records of a page, at most", type="integer", minimum=1, maximum=TOP, default=TOP),
    _described(
        "$filter",
        "a span of ModificationTimestamp, as in `ModificationTimestamp gt 2026-11-30T12:00:00.000Z`; comparisons by gt,"
        f" ge, lt and le are joined by `and`. Its beginning may be {LIFETIME.days} days ago (410 before that), its end"
        f" {SETTLING.seconds} seconds ago",
        type="string",
        pattern=f"^{FILTER}$",
    ),
    _described(
        TOKEN,
        "where the page begins, as @odata.nextLink has it, without any other option",
        type="string",
        maxLength=TOKEN_MAX,
        **ALPHABET,
    ),
)
