"""The query of a search, and the link to its next page."""

from collections.abc import Mapping
from typing import NamedTuple, Self
from urllib.parse import urlencode

from web_service import wiring
from web_service.domain.search import ORDERS, Order, Spot, area
from web_service.handlers.cursors import read_cursor, write_cursor
from web_service.handlers.problems import invalid

LIMIT, LIMIT_MAX = 25, 100
SORT = "place"
CURSOR_MAX = 1000  # characters
PARAMETERS = {"limit", "cursor"}


class SearchQuery(NamedTuple):
    area: str
    sort: str
    limit: int
    after: Spot | None

    @classmethod
    def of(cls, given: Mapping[str, str], place: str) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        for name in given:
            if name not in PARAMETERS:
                raise invalid(name[:60], f"there is no such parameter; use {' or '.join(sorted(PARAMETERS))}")
        query = cls(area=area(place), sort=SORT, limit=_limit(given.get("limit")), after=None)
        return query._replace(after=query._spot(given.get("cursor")))

    @property
    def order(self) -> Order:
        return ORDERS[self.sort]

    def next_link(self, following: Spot) -> str:
        """Return the `Link` header to the page that begins behind a spot (RFC 8288), relative to this page."""
        cursor = write_cursor(list(following), query=self._bound, key=wiring.cursor_key())
        return f'<?{urlencode({"limit": self.limit, "cursor": cursor})}>; rel="next"'

    @property
    def _bound(self) -> str:
        return f"search {self.area} {self.sort}"

    def _spot(self, cursor: str | None) -> Spot | None:
        if cursor is None:
            return None
        return Spot(*read_cursor(cursor[:CURSOR_MAX], query=self._bound, key=wiring.cursor_key()))


def _limit(given: str | None) -> int:
    if given is None:
        return LIMIT
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= LIMIT_MAX):
        raise invalid("limit", f"use a whole number from 1 to {LIMIT_MAX}")
    return int(given)
