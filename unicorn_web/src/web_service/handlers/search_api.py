"""Customers' REST requests → approved listings. No Powertools, no pydantic: nobody should wait for a first page."""

import json
import re
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from web_service import wiring
from web_service.handlers.problems import CONTENT_TYPE, Problem, problem_body
from web_service.handlers.search_query import SearchQuery, place
from web_service.handlers.search_views import card_view, details_view
from web_service.ports import ListingNotFound, StoreUnavailable
from web_service.use_cases.search import details

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

Event = Mapping[str, Any]
FRESH = "public, max-age=30"  # what was taken down is gone from every cache half a minute later
_CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Answer(NamedTuple):
    status: HTTPStatus
    headers: dict[str, str]
    body: str
    read: int = 0  # items


def search_city(event: Event) -> Answer:
    return _search(event, "country", "city")


def search_street(event: Event) -> Answer:
    return _search(event, "country", "city", "street")


def get_listing(event: Event) -> Answer:
    property_id = place(event, "country", "city", "street", "number")
    found = details(property_id, public=wiring.public_listings())
    return _fresh(details_view(property_id, found), event, {}, read=1)


def preflight(event: Event) -> Answer:
    headers = {
        "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
        "Access-Control-Allow-Headers": "Authorization,Content-Type,If-Match,If-None-Match,X-Correlation-Id",
        "Access-Control-Max-Age": "3600",
    }
    return Answer(HTTPStatus.NO_CONTENT, headers, "")


ROUTES: dict[str, Callable[[Event], Answer]] = {
    "/search/{country}/{city}": search_city,
    "/search/{country}/{city}/{street}": search_street,
    "/properties/{country}/{city}/{street}/{number}": get_listing,
}


def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    began = time.perf_counter()
    correlation = _correlation_id(event)
    answer = _answered(event, correlation)
    _tell(event, answer, correlation, time.perf_counter() - began)
    everywhere = {
        "Access-Control-Allow-Origin": wiring.site_origin(),
        "Access-Control-Expose-Headers": "ETag,Link,Retry-After,X-Correlation-Id",
        "X-Content-Type-Options": "nosniff",
        "X-Correlation-Id": correlation,
    }
    return {"statusCode": answer.status.value, "headers": everywhere | answer.headers, "body": answer.body}


def _answered(event: Event, correlation: str) -> Answer:
    try:
        if event["httpMethod"] == "OPTIONS":
            return preflight(event)
        return ROUTES[event["resource"]](event)
    except Problem as problem:
        return _refused(problem, correlation)
    except ListingNotFound as missing:
        return _refused(Problem(HTTPStatus.NOT_FOUND, "listing-not-found", f"{missing}."), correlation)
    except StoreUnavailable as error:
        return _failed(error, correlation, HTTPStatus.SERVICE_UNAVAILABLE, "try-again-later", "The store is busy")
    except Exception as error:
        kind, what = "unexpected-error", "Something went wrong on our side"
        return _failed(error, correlation, HTTPStatus.INTERNAL_SERVER_ERROR, kind, what)


def _search(event: Event, *parts: str) -> Answer:
    query = SearchQuery.of(event, place(event, *parts))
    found = wiring.public_listings().cards(query.area, query.order, limit=query.limit, after=query.after)
    links = {"Link": query.next_link(found.following)} if found.following else {}
    return _fresh([card_view(card) for card in found.cards], event, links, read=found.read)


def _fresh(view: Any, event: Event, headers: dict[str, str], *, read: int) -> Answer:
    """Answer with a view, or tell the caller that it has it."""
    body = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    tag = f'"{sha256((body + headers.get("Link", "")).encode()).hexdigest()[:24]}"'
    fresh = {"Cache-Control": FRESH, "ETag": tag}
    if tag in _header(event, "if-none-match"):
        return Answer(HTTPStatus.NOT_MODIFIED, fresh, "", read)
    return Answer(HTTPStatus.OK, fresh | headers | {"Content-Type": "application/json"}, body, read)


def _refused(problem: Problem, correlation: str) -> Answer:
    headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
    return Answer(problem.status, headers, problem_body(problem, correlation_id=correlation))


def _failed(error: Exception, correlation: str, status: HTTPStatus, kind: str, what: str) -> Answer:
    print(json.dumps({"level": "ERROR", "service": "web", "message": kind, "error": repr(error)[:2000]}))
    return _refused(Problem(status, kind, f"{what}. Send the request again."), correlation)


def _correlation_id(event: Event) -> str:
    """The caller's own X-Correlation-Id if it is a plain one, else the id of this request."""
    given = _header(event, "x-correlation-id")
    return given if _CORRELATION_ID.fullmatch(given) else str(event["requestContext"]["requestId"])


def _header(event: Event, wanted: str) -> str:
    for name, value in (event.get("headers") or {}).items():
        if name.lower() == wanted:
            return str(value)
    return ""


def _tell(event: Event, answer: Answer, correlation: str, seconds: float) -> None:
    line = {
        "level": "INFO",
        "service": "web",
        "message": "answered",
        "route": event["resource"],
        "status": answer.status.value,
        "items_read": answer.read,
        "milliseconds": round(seconds * 1000, 1),
        "correlation_id": correlation,
    }
    print(json.dumps(line))
