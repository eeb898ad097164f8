"""The address of a search on the site, as in `/search/usa/anytown?bedrooms=3` → what that search wants."""

from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from unicorn_kernel.property_id import InvalidAddress, of_parts
from unicorn_kit.problems import invalid
from web_service.api.search.queries import PARAMETERS, SearchQuery
from web_service.domain.search.roster import Wishes

SEARCH_MAX = 1000  # characters
PATH = r"/search(-homes/[^/?#]+|/[^/?#]+/[^/?#]+(/[^/?#]+)?)"
FILTERS = tuple(name for name in PARAMETERS if name not in {"sort", "limit", "cursor"})
FIELD = "search"
KEPT = 4096  # searches that a process remembers


def canonical(text: str) -> tuple[str, SearchQuery]:
    """Return a search in one spelling, with the filters it knows alone, and its query. Raises Problem."""
    locality, given = _parts(text)
    query = SearchQuery.of(given, locality, key=b"")
    return _address(locality, given), query


def in_currency(text: str, currency: str) -> str:
    """Return a search with the currency in which it compares prices."""
    locality, given = _parts(text)
    return _address(locality, given | {"currency": currency})


@lru_cache(maxsize=KEPT)
def wishes_of(text: str) -> Wishes:
    """Return what a saved search wants."""
    return canonical(text)[1].wishes


def _parts(text: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(text)
    places = [unquote(part) for part in split.path.split("/")[2:] if part]
    try:
        locality = of_parts(*places)
    except InvalidAddress as error:
        raise invalid(FIELD, str(error)) from error
    given = parse_qsl(split.query, keep_blank_values=True, max_num_fields=100)
    return locality, {name: value for name, value in given if name in FILTERS}


def _address(locality: str, given: dict[str, str]) -> str:
    start = "/search" if "/" in locality else "/search-homes"
    query = urlencode(sorted(given.items()))
    return f"{start}/{locality}" + (f"?{query}" if query else "")
