"""Customers' REST requests → approved listings. No Powertools, no pydantic: nobody should wait for a first page."""

import json
import traceback
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from web_service import wiring
from web_service.handlers.http import Answer, Refusal, Refusals, Request, json_answer, preflight, serve
from web_service.handlers.search_query import PlacesQuery, SearchQuery
from web_service.handlers.search_views import card_view, details_view, place_view
from web_service.ports import ListingNotFound
from web_service.use_cases import search as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

FRESH = "public, max-age=30"  # what was taken down is gone from every cache half a minute later
REFUSALS: Refusals = {ListingNotFound: Refusal(HTTPStatus.NOT_FOUND, "listing-not-found")}


class PlainLog:
    """JSON lines as Powertools writes them, without its import."""

    def info(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._print("INFO", message, extra)

    def exception(self, message: str) -> None:
        self._print("ERROR", message, {"exception": traceback.format_exc()})

    def _print(self, level: str, message: str, extra: Mapping[str, object]) -> None:
        print(json.dumps({"level": level, "message": message, "service": "web", **extra}))


log = PlainLog()


def list_countries(request: Request) -> Answer:
    return _places(request, None)


def list_cities(request: Request) -> Answer:
    return _places(request, request.place("country"))


def search_city(request: Request) -> Answer:
    return _search(request, request.place("country", "city"))


def search_street(request: Request) -> Answer:
    return _search(request, request.place("country", "city", "street"))


def get_listing(request: Request) -> Answer:
    property_id = request.property_id()
    found = use_cases.details(property_id, public=wiring.public_listings())
    return _fresh(json_answer(details_view(property_id, found)), request)


ROUTES = {
    "GET /search": list_countries,
    "GET /search/{country}": list_cities,
    "GET /search/{country}/{city}": search_city,
    "GET /search/{country}/{city}/{street}": search_street,
    "GET /properties/{country}/{city}/{street}/{number}": get_listing,
    "OPTIONS /properties": preflight,
    "OPTIONS /properties/{country}/{city}/{street}/{number}": preflight,
    "OPTIONS /properties/{country}/{city}/{street}/{number}/images": preflight,
    "OPTIONS /properties/{country}/{city}/{street}/{number}/images/{image_id}": preflight,
    "OPTIONS /properties/{country}/{city}/{street}/{number}/publication": preflight,
    "OPTIONS /request_approval": preflight,
    "OPTIONS /search": preflight,
    "OPTIONS /search/{country}": preflight,
    "OPTIONS /search/{country}/{city}": preflight,
    "OPTIONS /search/{country}/{city}/{street}": preflight,
}


def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, ROUTES, REFUSALS, log)


def _places(request: Request, country: str | None) -> Answer:
    query = PlacesQuery.of(request.query, country)
    found = wiring.public_listings().places(country, limit=query.limit, after=query.after)
    views = [place_view(place, country) for place in found.places]
    return _page(request, views, found.read, query.next_link(found.following) if found.following else None)


def _search(request: Request, place: str) -> Answer:
    query = SearchQuery.of(request.query, place)
    found = wiring.public_listings().cards(query.area, query.order, query.wishes, limit=query.limit, after=query.after)
    views = [card_view(card) for card in found.cards]
    return _page(request, views, found.read, query.next_link(found.following) if found.following else None)


def _page(request: Request, views: list[dict[str, Any]], read: int, link: str | None) -> Answer:
    told = {"items_read": read, "items_shown": len(views), "correlation_id": request.correlation_id}
    log.info("searched", extra=told)
    return _fresh(json_answer(views, headers={"Link": link} if link else {}), request)


def _fresh(answer: Answer, request: Request) -> Answer:
    """Let the answer be kept a while, and be told to be still the same."""
    tag = f'"{sha256((answer.body + answer.headers.get("Link", "")).encode()).hexdigest()[:24]}"'
    fresh = {"Cache-Control": FRESH, "ETag": tag}
    if tag in request.header("If-None-Match"):
        return Answer(HTTPStatus.NOT_MODIFIED, fresh, "")
    return answer._replace(headers=dict(answer.headers) | fresh)
