"""Customers' searches → saved, confirmed by a link, kept, ended."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.bodies import read_body
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api.alerts import searches
from web_service.api.alerts.bodies import SaveSearch
from web_service.api.alerts.paths import search_id, secret, secret_in_query
from web_service.api.alerts.routes import ROUTES
from web_service.api.alerts.views import search_view
from web_service.api.common import api_of
from web_service.domain.alerts import saved_search as domain
from web_service.domain.limits import LimitReached
from web_service.ports import alerts as ports
from web_service.telemetry import logger
from web_service.use_cases import alerts as use_cases
from web_service.use_cases.search import price_currency

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.alerts.answers import SavedSearch

API = api_of(ROUTES)
ERROR_RESPONSES: ErrorResponses = {
    ports.SearchNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "saved-search-not-found"),
    ports.SearchIsGone: ErrorResponse(HTTPStatus.GONE, "saved-search-gone"),
    ports.SearchChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
    ports.MailsAreOff: ErrorResponse(HTTPStatus.SERVICE_UNAVAILABLE, "no-mails-here"),
    domain.AddressIsBusy: ErrorResponse(
        HTTPStatus.CONFLICT, "address-is-busy", retry_after=lambda error: str(error.seconds), field="email"
    ),
    LimitReached: ErrorResponse(
        HTTPStatus.TOO_MANY_REQUESTS, "too-many-saved-searches", retry_after=lambda error: str(error.seconds)
    ),
}


def save_search(request: Request) -> "Response[SavedSearch]":
    return once(request, lambda keep: _save(request, keep), receipts=wiring.receipts, caller="")


def _save(request: Request, keep: Keep) -> "Response[SavedSearch]":
    body = read_body(SaveSearch, request)
    post = wiring.post()
    saved = use_cases.save(
        body.email,
        _in_one_currency(body.search),
        searches=wiring.saved_searches(),
        keys=wiring.alert_keys(),
        visit=wiring.visit(request),
        receipt=lambda search: keep(lambda: _saved(search)),
    )
    refusal = use_cases.ask(saved, searches=wiring.saved_searches(), post=post)
    request.logged |= {"fact": "SearchSaved"} | _subject(saved) | ({"mail_refused": refusal} if refusal else {})
    return _saved(saved)


def _in_one_currency(given: str) -> str:
    """Prices in two currencies are never compared: a saved search keeps the one that its page shows."""
    search, query = searches.canonical(given)
    if not query.compares_prices or query.criteria.currency:
        return search
    locality = query.area.partition("#")[0]
    currency = price_currency(locality, public=wiring.public_listings())
    return searches.in_currency(search, currency) if currency else search


def _saved(search: domain.SavedSearch) -> "Response[SavedSearch]":
    location = {"Location": f"saved-searches/{search.search_id}"}
    return json_response(search_view(search), HTTPStatus.ACCEPTED, location)


def read_saved_search(request: Request) -> "Response[SavedSearch]":
    found = use_cases.read(
        search_id(request),
        secret(request),
        searches=wiring.saved_searches(),
        keys=wiring.alert_keys(),
        now=wiring.now(),
    )
    return json_response(search_view(found))


def keep_saved_search(request: Request) -> "Response[SavedSearch]":
    kept = use_cases.keep(
        search_id(request),
        secret(request),
        searches=wiring.saved_searches(),
        keys=wiring.alert_keys(),
        now=wiring.now(),
    )
    request.logged |= {"fact": "SearchConfirmed"} | _subject(kept)
    return json_response(search_view(kept))


def remove_saved_search(request: Request) -> Response[None]:
    return _end(request, secret(request))


def unsubscribe(request: Request) -> Response[None]:
    """End the mails; what a mail program sends in the body says nothing more."""
    return _end(request, secret_in_query(request))


def _end(request: Request, given: str) -> Response[None]:
    wanted = search_id(request)
    use_cases.end(
        wanted, given, searches=wiring.saved_searches(), keys=wiring.alert_keys(), now=wiring.now()
    )  # fmt: skip
    request.logged |= {"fact": "SearchEnded", "search_id": str(wanted)}
    return Response(HTTPStatus.NO_CONTENT, {}, "")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _subject(search: domain.SavedSearch) -> dict[str, object]:
    return {"search_id": str(search.search_id), "search_state": search.state}
