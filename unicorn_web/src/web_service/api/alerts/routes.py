"""The routes of saved searches: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.alerts.paths import IN_QUERY, SECRET
from web_service.api.parameters import TEXT

SAVED_SEARCH = "/saved-searches/{search_id}"
SEARCH_LOCATION = {"Location": {"description": "where the saved search is, for who has its secret", "schema": TEXT}}

ROUTES = (
    Route(
        "POST",
        "/saved-searches",
        handler=".handlers.alerts_api.save_search",
        summary="Save a search; its address is sent a mail, and new homes once it has opened the link in it",
        access="public",
        body=".api.alerts.bodies.SaveSearch",
        answer=".api.alerts.answers.SavedSearch",
        status=HTTPStatus.ACCEPTED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=SEARCH_LOCATION,
        problems=(400, 409, 413, 422),
    ),
    Route(
        "GET",
        SAVED_SEARCH,
        handler=".handlers.alerts_api.read_saved_search",
        summary="Read a saved search, as who has the link of its mails; not the address",
        access="public",
        answer=".api.alerts.answers.SavedSearch",
        parameters=(SECRET,),
        problems=(400, 404, 410),
    ),
    Route(
        "PUT",
        f"{SAVED_SEARCH}/confirmation",
        handler=".handlers.alerts_api.keep_saved_search",
        summary="Confirm a saved search, or keep a confirmed one for half a year from now on",
        access="public",
        answer=".api.alerts.answers.SavedSearch",
        parameters=(SECRET,),
        problems=(400, 404, 409, 410),
    ),
    Route(
        "DELETE",
        SAVED_SEARCH,
        handler=".handlers.alerts_api.remove_saved_search",
        summary="End the mails of a saved search, and delete it with its address; also if it is gone already",
        access="public",
        status=HTTPStatus.NO_CONTENT,
        empty=(HTTPStatus.NO_CONTENT,),
        parameters=(SECRET,),
        problems=(400, 404),
    ),
    Route(
        "POST",
        f"{SAVED_SEARCH}/unsubscribe",
        handler=".handlers.alerts_api.unsubscribe",
        summary="The same for mail programs, with one click (RFC 8058)",
        access="public",
        status=HTTPStatus.NO_CONTENT,
        empty=(HTTPStatus.NO_CONTENT,),
        parameters=(IN_QUERY, IDEMPOTENCY_KEY),  # with a key or without: what is ended stays so
        problems=(400, 404, 413),
    ),
)
