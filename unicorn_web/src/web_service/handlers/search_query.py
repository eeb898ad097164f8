"""The query of a search or of a list of places, and the link to its next page."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple, Self
from urllib.parse import urlencode

from web_service import wiring
from web_service.domain.search import KINDS, ORDERS, Order, Spot, Wishes, area
from web_service.handlers.cursors import read_cursor, write_cursor
from web_service.handlers.problems import invalid

LIMIT, LIMIT_MAX = 25, 100
PLACES_MAX = 1000  # of a page, and as many if no limit is given
BEDROOMS_MAX = 99
DIGITS_MAX = 9
CURSOR_MAX = 1000  # characters
PARAMETERS = ("contract", "min_price", "max_price", "bedrooms", "sort", "limit", "cursor")
PLACES_PARAMETERS = ("limit", "cursor")
PRICE_PATTERN = r"[0-9]{1,15}(\.[0-9]{1,4})?"  # as a listing's price has them


class SearchQuery(NamedTuple):
    area: str
    sort: str
    wishes: Wishes
    limit: int
    after: Spot | None
    given: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str], place: str) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        _check_names(given, PARAMETERS)
        wishes, kind = _wishes(given), _one_of(given, "contract", KINDS)
        sort = _one_of(given, "sort", ORDERS) or ("price" if wishes.price else "place")  # the order that is cheap
        limit = _whole(given, "limit", 1, LIMIT_MAX, LIMIT)
        query = cls(area(place, kind), sort, wishes, limit, None, given)
        position = _position(given, query._bound)
        return query._replace(after=Spot(*position)) if position else query

    @property
    def order(self) -> Order:
        return ORDERS[self.sort]

    def next_link(self, following: Spot) -> str:
        return _next_link(self.given, list(following), self._bound)

    @property
    def _bound(self) -> str:
        """What a cursor holds for."""
        return f"search {self.area} {self.sort} {self.wishes}"


class PlacesQuery(NamedTuple):
    country: str | None
    limit: int
    after: str | None
    given: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str], country: str | None) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        _check_names(given, PLACES_PARAMETERS)
        query = cls(country, _whole(given, "limit", 1, PLACES_MAX, PLACES_MAX), None, given)
        position = _position(given, query._bound)
        return query._replace(after=position[0]) if position else query

    def next_link(self, following: str) -> str:
        return _next_link(self.given, [following], self._bound)

    @property
    def _bound(self) -> str:
        return f"places {self.country}"


def _next_link(given: Mapping[str, str], position: list[str], bound: str) -> str:
    """Return the `Link` header to the page that begins behind a position (RFC 8288), relative to this page."""
    cursor = write_cursor(position, query=bound, key=wiring.cursor_key())
    return f'<?{urlencode({**given, "cursor": cursor})}>; rel="next"'


def _position(given: Mapping[str, str], bound: str) -> list[str] | None:
    if "cursor" not in given:
        return None
    return read_cursor(given["cursor"][:CURSOR_MAX], query=bound, key=wiring.cursor_key())


def _wishes(given: Mapping[str, str]) -> Wishes:
    low, high = _price(given, "min_price"), _price(given, "max_price")
    if low is not None and high is not None and low > high:
        raise invalid("min_price", "use at most max_price")
    return Wishes(low, high, _whole(given, "bedrooms", 0, BEDROOMS_MAX, 0))


def _check_names(given: Mapping[str, str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            raise invalid(name[:60], f"there is no such parameter; use {_either(known)}")


def _one_of(given: Mapping[str, str], name: str, known: Collection[str]) -> str | None:
    if name in given and given[name] not in known:
        raise invalid(name, f"use {_either(known)}")
    return given.get(name)


def _whole(given: Mapping[str, str], name: str, least: int, most: int, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX and least <= int(text) <= most):
        raise invalid(name, f"use a whole number from {least} to {most}")
    return int(text)


def _price(given: Mapping[str, str], name: str) -> Decimal | None:
    if name not in given:
        return None
    if not re.fullmatch(PRICE_PATTERN, given[name]):
        raise invalid(name, "use a plain number as in 250000 or 1234.50")
    return Decimal(given[name]).normalize()


def _either(known: Collection[str]) -> str:
    *others, last = known
    return f"{', '.join(others)} or {last}"
