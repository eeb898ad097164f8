"""The query of the RESO feed, in OData's words, its description, and the link to its next page."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.http import Request
from unicorn_kit.problems import Problem, invalid
from web_service.api.reso.filters import PATTERN, bounds
from web_service.api.reso.options import FILTER, TOKEN, TOP, options
from web_service.domain.reso.feed import EARLIEST, LIFETIME, SETTLING, Span

TOP_MAX = 100  # records of a page at most, and as many if nothing is asked for
TOKEN_MAX = 300  # characters


class FeedQuery(NamedTuple):
    span: Span
    limit: int

    @classmethod
    def of(cls, request: Request, *, key: bytes) -> Self:
        """Raises Problem, naming the first option that is wrong."""
        given = options(request)
        if TOKEN in given:
            return cls._following(given, key)
        after, until = bounds(given.get(FILTER))
        is_new = after is None or after < EARLIEST
        return cls(Span(-1 if after is None else after, until, None if is_new else after), _top(given))

    @classmethod
    def _following(cls, given: Mapping[str, str], key: bytes) -> Self:
        if others := [name for name in given if name != TOKEN]:
            raise invalid(others[0], "leave it out; @odata.nextLink has all that its page needs")
        try:
            after, until, since, limit = read_cursor(given[TOKEN][:TOKEN_MAX], query="reso", key=key)
        except Problem as problem:
            raise invalid(TOKEN, "take it from the @odata.nextLink of the page before, unchanged") from problem
        return cls(Span(after, until, since), limit)

    def next_link(self, following: int, *, now: datetime, key: bytes) -> str:
        """Return the address of the next page, relative to this one's.

        It has the moment whose listings the reader knows: for one that began without a filter, that of the newest entry
        which it could be shown when it began.
        """
        since = int((now - SETTLING).timestamp() * 1000) if self.span.since is None else self.span.since
        token = write_cursor([following, self.span.until, since, self.limit], query="reso", key=key)
        return f"property?{urlencode({TOKEN: token})}"


def _top(given: Mapping[str, str]) -> int:
    text = given.get(TOP, str(TOP_MAX))
    if not (re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= TOP_MAX):
        raise invalid(TOP, f"use a whole number from 1 to {TOP_MAX}, the records of a page at most")
    return int(text)


def _described(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


FEED = (
    _described(TOP, "records of a page, at most", type="integer", minimum=1, maximum=TOP_MAX, default=TOP_MAX),
    _described(
        FILTER,
        "a span of ModificationTimestamp, as in `ModificationTimestamp gt 2026-11-30T12:00:00.000Z`; comparisons by gt,"
        " ge, lt and le are joined by `and`; parentheses and further spaces, as OData has them, are taken too. Its"
        f" beginning may be {LIFETIME.days} days ago (410 before that, unless it is before 2026), its end"
        f" {SETTLING.seconds} seconds ago",
        type="string",
        pattern=f"^{PATTERN}$",
    ),
    _described(
        TOKEN,
        "where the page begins, as @odata.nextLink has it, without any other option",
        type="string",
        maxLength=TOKEN_MAX,
        **ALPHABET,
    ),
)
