"""The routes of viewings, and of the times for them: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import ENTITY_TAGS, IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import LINK, TEXT
from web_service.api.paths import PROPERTY
from web_service.api.viewings.paths import SECRET

AGENTS_VIEWING = "/agent/viewings/{country}/{city}/{street}/{number}/{viewing_id}"
VIEWING_LOCATION = {"Location": {"description": "where the viewing is", "schema": TEXT}}
VIEWING_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the `version` of the viewing as the agent has read it, in quotes, as in "7"; or several, or *.'
    " 428 without it; 412 if its visitor has moved it meanwhile",
    "required": True,
    "schema": ENTITY_TAGS,
}

ROUTES = (
    Route(
        "POST",
        f"{PROPERTY}/slots",
        handler=".handlers.viewings_api.offer_slots",
        summary="Offer times at which an own public home can be seen, one after another",
        body=".api.viewings.bodies.OfferSlots",
        answer=".api.viewings.answers.Slot",
        many=True,
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 410, 413, 422),
    ),
    Route(
        "DELETE",
        f"{PROPERTY}/slots/{{slot_id}}",
        handler=".handlers.viewings_api.remove_slot",
        summary="Remove a time that nobody has booked",
        status=HTTPStatus.NO_CONTENT,
        empty=(HTTPStatus.NO_CONTENT,),
        problems=(400, 404, 409),
    ),
    Route(
        "GET",
        "/agent/viewings",
        handler=".handlers.viewings_api.list_viewings",
        summary="List own times, free and booked, the next one first; admins: those of any one agent",
        query=".api.viewings.queries.AgendaQuery",
        answer=".api.viewings.answers.AgendaEntry",
        many=True,
        headers=LINK,
        problems=(400,),
    ),
    Route(
        "DELETE",
        AGENTS_VIEWING,
        handler=".handlers.viewings_api.call_off_viewing",
        summary="Cancel a viewing of an own home, as its agent; its time is offered no longer",
        answer=".api.viewings.answers.CalledOffViewing",
        parameters=(VIEWING_IF_MATCH,),
        problems=(400, 404, 409, 412, 428),
    ),
    Route(
        "GET",
        f"{PROPERTY}/viewings",
        handler=".handlers.viewings_api.list_free_slots",
        summary="List the times at which a home can be seen, the next one first",
        access="public",
        answer=".api.viewings.answers.Slot",
        many=True,
        problems=(400, 404, 410),
    ),
    Route(
        "POST",
        f"{PROPERTY}/viewings",
        handler=".handlers.viewings_api.book_viewing",
        summary="Book one of these times; who books needs no account",
        access="public",
        body=".api.viewings.bodies.BookViewing",
        answer=".api.viewings.answers.BookedViewing",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=VIEWING_LOCATION,
        problems=(400, 404, 409, 410, 413, 422),
    ),
    Route(
        "GET",
        f"{PROPERTY}/viewings/{{viewing_id}}",
        handler=".handlers.viewings_api.read_viewing",
        summary="Read a viewing, as who has its secret",
        access="public",
        answer=".api.viewings.answers.Viewing",
        parameters=(SECRET,),
        problems=(400, 404),
    ),
    Route(
        "PATCH",
        f"{PROPERTY}/viewings/{{viewing_id}}",
        handler=".handlers.viewings_api.move_viewing",
        summary="Move a viewing to another free time of its home, as who has its secret",
        access="public",
        body=".api.viewings.bodies.MoveViewing",
        answer=".api.viewings.answers.Viewing",
        parameters=(SECRET,),
        problems=(400, 404, 409, 410, 413),
    ),
    Route(
        "DELETE",
        f"{PROPERTY}/viewings/{{viewing_id}}",
        handler=".handlers.viewings_api.cancel_viewing",
        summary="Cancel a viewing, as who has its secret; its time is free again",
        access="public",
        answer=".api.viewings.answers.Viewing",
        parameters=(SECRET,),
        problems=(400, 404, 409),
    ),
)
