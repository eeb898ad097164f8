"""What pages are made of: the site's own files and the public Web API, both read at the site's own origin."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlencode

API = "/api/web"
NEXT = '>; rel="next"'


class Answer(NamedTuple):
    status: int
    body: bytes
    link: str = ""  # the headers Link and Link-Template
    link_template: str = ""


type Get = Callable[[str], Answer]  # path and query at the origin → its answer; raises Unavailable


class Unavailable(Exception):
    """Raised when the origin does not answer, or fails: the same request may succeed later."""


class NotFound(Exception):
    """Raised when the API has nothing at an address; `was_public` if customers could see it once."""

    def __init__(self, path: str, *, was_public: bool = False) -> None:
        super().__init__(path)
        self.was_public = was_public


class Part(NamedTuple):
    """One page of a list."""

    found: list[Any]
    cursor: str | None  # of the next page
    link_template: str  # of addresses that the entries have in common


def read(get: Get, path: str) -> Any:
    """Return what the API answers at a path, from JSON. Raises NotFound and Unavailable."""
    return json.loads(_read(get, path).body)


def read_part(get: Get, path: str, **query: str) -> Part:
    """Return one page of a list. Raises NotFound and Unavailable."""
    given = {name: value for name, value in query.items() if value}
    answer = _read(get, f"{path}?{urlencode(given)}" if given else path)
    return Part(json.loads(answer.body), _cursor(answer.link), answer.link_template)


def read_all(get: Get, path: str, **query: str) -> Iterator[Any]:
    """Yield all entries of a list, page by page. Raises NotFound and Unavailable."""
    cursor: str | None = ""
    while cursor is not None:
        found, cursor, _ = read_part(get, path, **query, cursor=cursor)
        yield from found


def api_path(*parts: str) -> str:
    return "/".join([API, *(quote(part, safe="") for part in parts)])


def _read(get: Get, path: str) -> Answer:
    answer = get(path)
    if answer.status == 200:  # noqa: PLR2004
        return answer
    if answer.status in {400, 404}:
        raise NotFound(path, was_public=_was_public(answer.body))
    raise Unavailable(f"{path}: {answer.status}")


def _was_public(problem: bytes) -> bool:
    try:
        return json.loads(problem).get("was_public") is True
    except (ValueError, AttributeError):
        return False


def _cursor(link: str) -> str | None:
    """Return the cursor in a Link header of the form `<?…cursor=…>; rel="next"`."""
    address = link.partition("<")[2].partition(NEXT)[0] if NEXT in link else ""
    return next(iter(parse_qs(address.partition("?")[2]).get("cursor", [])), None)
