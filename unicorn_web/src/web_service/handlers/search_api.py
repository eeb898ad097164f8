"""Customers' REST requests → approved listings. No Powertools, no pydantic: nobody should wait for a first page."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.conditions import cacheable
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.plain_log import PlainLog
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api import paths
from web_service.api.common import api_of
from web_service.api.images.urls import images_template
from web_service.api.search.names import known
from web_service.api.search.queries import (
    BOX_PARAMETERS,
    LOCALITY_PARAMETERS,
    MAP_PARAMETERS,
    PARAMETERS,
    LocalityQuery,
    MapQuery,
    SearchQuery,
    box_text,
)
from web_service.api.search.routes import ROUTES
from web_service.api.search.views import card_view, city_view, country_view, details_view, understood_view
from web_service.domain.search.cards import Order
from web_service.ports.search import ListingNotPublic, ListingWithdrawn, TooManyHomes
from web_service.use_cases import search as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.search.answers import Card, City, Country, Details, Understood
    from web_service.domain.search.cards import CardPage
    from web_service.domain.search.localities import LocalityPage

API = api_of(ROUTES)
FRESH = 30  # seconds; a listing that was taken down is gone from every cache half a minute later
CURRENCY = "Price-Currency"
ERROR_RESPONSES: ErrorResponses = {
    ListingNotPublic: ErrorResponse(HTTPStatus.NOT_FOUND, "listing-not-found"),
    ListingWithdrawn: ErrorResponse(
        HTTPStatus.NOT_FOUND, "listing-not-found", extensions=lambda _: {"was_public": True}
    ),
    TooManyHomes: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="sort"),
}
log = PlainLog()


def list_countries(request: Request) -> "Response[list[Country]]":
    query, found = _localities(request, None)
    views = [country_view(country) for country in found.localities]
    return _page(request, views, found.read, _next(query, found))


def list_cities(request: Request) -> "Response[list[City]]":
    country = paths.locality(request, "country")
    query, found = _localities(request, country)
    views = [city_view(city, country) for city in found.localities]
    return _page(request, views, found.read, _next(query, found))


def search_country(request: Request) -> "Response[list[Card]]":
    return _search(request, paths.locality(request, "country"))


def search_city(request: Request) -> "Response[list[Card]]":
    return _search(request, paths.locality(request, "country", "city"))


def search_street(request: Request) -> "Response[list[Card]]":
    return _search(request, paths.locality(request, "country", "city", "street"))


def search_map(request: Request) -> "Response[list[Card]]":
    key = wiring.cursor_key()
    query = MapQuery.of(known(request, MAP_PARAMETERS, PARAMETERS), key=key)
    found = wiring.public_listings().in_region(query.region, query.kind, limit=query.limit, after=query.after)
    headers = query.next_link(found.following, key=key) if found.following else {}
    headers |= images_template(wiring.images_url(request))
    return _page(request, [card_view(card, is_located=True) for card in found.cards], found.read, headers)


def suggest(request: Request) -> "Response[Understood]":
    from web_service.use_cases.search_box import understand  # noqa: PLC0415 - a first page needs none of its patterns

    found = understand(box_text(request.query_of(BOX_PARAMETERS)), known=wiring.known_localities())
    return cacheable(json_response(understood_view(found)), request, seconds=FRESH)


def read_listing(request: Request) -> "Response[Details]":
    property_id = paths.property_id(request)
    found = use_cases.details(property_id, public=wiring.public_listings())
    view = details_view(property_id, found, wiring.images_url(request))
    return cacheable(json_response(view), request, seconds=FRESH)


def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=log)


def _localities(request: Request, country: str | None) -> "tuple[LocalityQuery, LocalityPage]":
    query = LocalityQuery.of(known(request, LOCALITY_PARAMETERS, PARAMETERS), country, key=wiring.cursor_key())
    return query, wiring.public_listings().localities(country, limit=query.limit, after=query.after)


def _next(query: LocalityQuery, found: "LocalityPage") -> dict[str, str]:
    return query.next_link(found.following, key=wiring.cursor_key()) if found.following else {}


def _search(request: Request, locality: str) -> "Response[list[Card]]":
    key = wiring.cursor_key()
    query = SearchQuery.of(known(request, PARAMETERS, PARAMETERS), locality, key=key)
    headers: dict[str, str] = {}
    if query.compares_prices:
        query = _in_one_currency(query, locality)
        headers = {CURRENCY: query.criteria.currency} if query.criteria.currency else {}
    found = _found(query, locality)
    if found.following:
        headers |= query.next_link(found.following, key=key)
    headers |= images_template(wiring.images_url(request))
    shown = {"is_dated": query.order is Order.NEWEST, "is_located": query.wishes.within is not None}
    return _page(request, [card_view(card, **shown) for card in found.cards], found.read, headers)


def _found(query: SearchQuery, locality: str) -> "CardPage":
    """Search the areas of cards, or the roster for what no area is of: a country, other facts, words, a region."""
    if not query.wishes.are_in_areas or "/" not in locality:
        return wiring.roster().cards(locality, query.order, query.wishes, limit=query.limit, after=query.after)
    return wiring.public_listings().cards(
        query.area, query.order, query.criteria, limit=query.limit, after=query.after
    )  # fmt: skip


def _in_one_currency(query: SearchQuery, locality: str) -> SearchQuery:
    """Prices in two currencies are never compared."""
    if query.criteria.currency:
        return query
    return query.in_currency(use_cases.price_currency(locality, public=wiring.public_listings()))


def _page[View](request: Request, views: list[View], read: int, headers: dict[str, str]) -> Response[list[View]]:
    request.logged |= {"read": read, "shown": len(views)}  # items
    return cacheable(json_response(views, headers=headers), request, seconds=FRESH)
