"""The query of a search or of a list of localities, its description, and the link to its next page."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from unicorn_kit.cursors import ALPHABET, read_cursor, write_cursor
from unicorn_kit.links import next_page
from unicorn_kit.problems import invalid
from web_service.api.parameters import described
from web_service.api.search.fact_filters import FACT_FILTERS, fact_filters
from web_service.api.search.names import either
from web_service.api.search.region_parameters import REGION, REGION_PARAMETERS, region
from web_service.domain.search.cards import KINDS, Order, Position, SearchCriteria, area
from web_service.domain.search.roster import Wishes
from web_service.domain.search.typed_words import TEXT_MAX

if TYPE_CHECKING:
    from web_service.domain.search.regions import Region

LIMIT, LIMIT_MAX = 25, 100
LOCALITIES_MAX = 1000  # of a page, and as many if no limit is given
BEDROOMS_MAX = 99
DIGITS_MAX = 9
CURSOR_MAX = 1500  # characters
PARAMETERS = (
    "contract",
    "currency",
    "min_price",
    "max_price",
    "bedrooms",
    *FACT_FILTERS,
    "words",
    *REGION_PARAMETERS,
    "sort",
    "limit",
    "cursor",
)
LOCALITY_PARAMETERS = ("limit", "cursor")
BOX_PARAMETERS = ("q",)
MAP_PARAMETERS = ("contract", *REGION_PARAMETERS, "limit", "cursor")
CURRENCY_PATTERN = r"[A-Z]{3}"
PRICE_PATTERN = r"[0-9]{1,15}(\.[0-9]{1,4})?"  # as a listing's price has them


class SearchQuery(NamedTuple):
    area: str
    order: Order
    wishes: Wishes
    limit: int
    after: Position | None
    given: Mapping[str, str]
    bound: str  # the search that its cursors are signed for

    @classmethod
    def of(cls, given: Mapping[str, str], locality: str, *, key: bytes) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        criteria, kind = _criteria(given), _one_of(given, "contract", KINDS)
        wishes = Wishes(kind, criteria, fact_filters(given), _words(given), region(given))
        order = _one_of(given, "sort", list(Order)) or ("price" if criteria.has_price else "place")  # the fast order
        limit = _whole(given, "limit", 1, LIMIT_MAX, LIMIT)
        more = "".join(f" {one}" for one in (*wishes.facts, *wishes.words, wishes.within or ""))
        bound = f"search {area(locality, kind)} {order} {criteria}{more}"
        query = cls(area(locality, kind), Order(order), wishes, limit, None, given, bound)
        if not (position := _position(given, bound, key)):
            return query
        *after, currency = position
        return query.in_currency(currency)._replace(after=Position(*after))

    @property
    def criteria(self) -> SearchCriteria:
        return self.wishes.criteria

    @property
    def compares_prices(self) -> bool:
        return self.criteria.has_price or "price" in self.order

    def in_currency(self, currency: str | None) -> Self:
        """Return the search for listings in this currency alone; its cursors carry it."""
        return self._replace(wishes=self.wishes._replace(criteria=self.criteria._replace(currency=currency)))

    def next_link(self, following: Position, *, key: bytes) -> dict[str, str]:
        return _next_link(self.given, [*following, self.criteria.currency], self.bound, key)


class MapQuery(NamedTuple):
    region: "Region"
    kind: str | None
    limit: int
    after: Position | None
    given: Mapping[str, str]
    bound: str

    @classmethod
    def of(cls, given: Mapping[str, str], *, key: bytes) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        kind, wanted = _one_of(given, "contract", KINDS), region(given)
        if wanted is None:
            raise invalid("bbox", "say where to look: by bbox, or by latitude, longitude and radius")
        query = cls(wanted, kind, _whole(given, "limit", 1, LIMIT_MAX, LIMIT), None, given, f"map {kind} {wanted}")
        position = _position(given, query.bound, key)
        return query._replace(after=Position(*position)) if position else query

    def next_link(self, following: Position, *, key: bytes) -> dict[str, str]:
        return _next_link(self.given, list(following), self.bound, key)


class LocalityQuery(NamedTuple):
    country: str | None
    limit: int
    after: str | None
    given: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str], country: str | None, *, key: bytes) -> Self:
        """Raises Problem, naming the first parameter that is wrong."""
        query = cls(country, _whole(given, "limit", 1, LOCALITIES_MAX, LOCALITIES_MAX), None, given)
        position = _position(given, query._bound, key)
        return query._replace(after=position[0]) if position else query

    def next_link(self, following: str, *, key: bytes) -> dict[str, str]:
        return _next_link(self.given, [following], self._bound, key)

    @property
    def _bound(self) -> str:
        return f"places {self.country}"


def box_text(given: Mapping[str, str]) -> str:
    """Return what was typed into the search box. Raises Problem."""
    text = given.get("q", "")
    if len(text) > TEXT_MAX:
        raise invalid("q", f"use at most {TEXT_MAX} characters")
    return text


def _next_link(given: Mapping[str, str], position: list[str | None], bound: str, key: bytes) -> dict[str, str]:
    return next_page({**given, "cursor": write_cursor(position, query=bound, key=key)})


def _position(given: Mapping[str, str], bound: str, key: bytes) -> list[Any] | None:
    if "cursor" not in given:
        return None
    return read_cursor(given["cursor"][:CURSOR_MAX], query=bound, key=key)


def _criteria(given: Mapping[str, str]) -> SearchCriteria:
    low, high = _price(given, "min_price"), _price(given, "max_price")
    if low is not None and high is not None and low > high:
        raise invalid("min_price", "use at most max_price")
    return SearchCriteria(low, high, _whole(given, "bedrooms", 0, BEDROOMS_MAX, 0), _currency(given))


def _one_of(given: Mapping[str, str], name: str, known: Collection[str]) -> str | None:
    if name in given and given[name] not in known:
        raise invalid(name, f"use {either(known)}")
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


def _currency(given: Mapping[str, str]) -> str | None:
    if "currency" in given and not re.fullmatch(CURRENCY_PATTERN, given["currency"]):
        raise invalid("currency", "use a code of ISO 4217 in capitals, as in EUR, or SPL")
    return given.get("currency")


def _words(given: Mapping[str, str]) -> tuple[str, ...]:
    if "words" not in given:
        return ()
    from web_service.domain.search.free_text import sought_in  # noqa: PLC0415 - most searches have no words

    found = sought_in(given["words"]) if len(given["words"]) <= TEXT_MAX else ()
    if not found:
        raise invalid("words", f"use a word with letters or digits, and at most {TEXT_MAX} characters in all")
    return found


CURSOR = described(
    "cursor", "where the page begins, as a Link header has it", type="string", maxLength=CURSOR_MAX, **ALPHABET
)
PRICE = {"type": "string", "pattern": f"^{PRICE_PATTERN}$", "examples": ["250000", "1234.50"]}
SEARCH = (
    described("contract", "only offers of this kind", type="string", enum=list(KINDS)),
    described(
        "currency",
        "only at prices in this currency; where prices are compared, it is the city's most frequent one by default",
        type="string",
        pattern=f"^{CURRENCY_PATTERN}$",
    ),
    described("min_price", "only at this price or more, in `currency`", **PRICE),
    described("max_price", "only at this price or less, in `currency`", **PRICE),
    described("bedrooms", "only with so many bedrooms or more", type="integer", minimum=0, maximum=BEDROOMS_MAX),
    *(described(name, kind.words, **kind.schema) for name, kind in FACT_FILTERS.items()),
    described(
        "words",
        "only with all of these words in headline or description, or with words that begin so",
        type="string",
        minLength=1,
        maxLength=TEXT_MAX,
        examples=["rose garden"],
    ),
    *REGION,
    described(
        "sort", "`place` unless a price is given, then `price`", type="string", enum=[str(order) for order in Order]
    ),
    described("limit", "listings of a page, at most", type="integer", minimum=1, maximum=LIMIT_MAX, default=LIMIT),
    CURSOR,
)
MAP = (SEARCH[0], *REGION, *SEARCH[-2:])
BOX = (described("q", "what somebody types, as in `Freiburg 3 bed under 500k`", type="string", maxLength=TEXT_MAX),)
LOCALITIES = (
    described(
        "limit",
        "countries or cities of a page, at most",
        type="integer",
        minimum=1,
        maximum=LOCALITIES_MAX,
        default=LOCALITIES_MAX,
    ),
    CURSOR,
)
