"""Agents' slots and customers' bookings of them → viewings; the agenda of agents."""

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unicorn_kit.bodies import read_body, read_query
from unicorn_kit.conditions import required_version
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api import paths
from web_service.api.common import api_of
from web_service.api.viewings.bodies import BookViewing, MoveViewing, OfferSlots
from web_service.api.viewings.paths import secret, slot_id, viewing_id
from web_service.api.viewings.queries import AgendaQuery
from web_service.api.viewings.routes import ROUTES
from web_service.api.viewings.secrets import secret_of
from web_service.api.viewings.views import booked_view, called_off_view, entry_view, slot_view, viewing_view
from web_service.domain.limits import LimitReached
from web_service.domain.viewings import slot as slots
from web_service.domain.viewings import viewing as domain
from web_service.ports import viewings as ports
from web_service.ports.public_homes import HomeGone, HomeNotPublic
from web_service.telemetry import log_unreadable_viewing, logger
from web_service.use_cases import viewings as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.viewings.answers import AgendaEntry, BookedViewing, CalledOffViewing, Slot, Viewing

API = api_of(ROUTES)
ERROR_RESPONSES: ErrorResponses = {
    HomeNotPublic: ErrorResponse(HTTPStatus.NOT_FOUND, "listing-not-found"),
    HomeGone: ErrorResponse(HTTPStatus.GONE, "listing-gone"),
    LimitReached: ErrorResponse(
        HTTPStatus.TOO_MANY_REQUESTS, "too-many-bookings", retry_after=lambda error: str(error.seconds)
    ),
    slots.NotYourHome: ErrorResponse(HTTPStatus.FORBIDDEN, "not-your-listing"),
    slots.StartsAtAWrongTime: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="starts_at"),
    slots.SlotsOverlap: ErrorResponse(HTTPStatus.CONFLICT, "slots-overlap", field="starts_at"),
    slots.TooManySlots: ErrorResponse(HTTPStatus.CONFLICT, "too-many-slots"),
    slots.SlotTaken: ErrorResponse(HTTPStatus.CONFLICT, "slot-taken", field="slot_id"),
    slots.SlotIsOver: ErrorResponse(HTTPStatus.CONFLICT, "slot-over", field="slot_id"),
    domain.ViewingIsCancelled: ErrorResponse(HTTPStatus.CONFLICT, "viewing-cancelled"),
    domain.ViewingIsOver: ErrorResponse(HTTPStatus.CONFLICT, "viewing-over"),
    domain.MovedTooOften: ErrorResponse(HTTPStatus.CONFLICT, "moved-too-often"),
    domain.AnotherViewingVersion: ErrorResponse(HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"),
    ports.SlotNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "slot-not-found"),
    ports.SlotIsBooked: ErrorResponse(HTTPStatus.CONFLICT, "slot-booked"),
    ports.SlotsChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
    ports.ViewingNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "viewing-not-found"),
    ports.ViewingChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
}


def offer_slots(request: Request) -> "Response[list[Slot]]":
    return once(request, lambda keep: _offer(request, keep), receipts=wiring.receipts)


def _offer(request: Request, keep: Keep) -> "Response[list[Slot]]":
    property_id = paths.property_id(request)
    offered = use_cases.offer_slots(
        property_id,
        read_body(OfferSlots, request).to_domain(),
        viewings=wiring.viewings(),
        call=wiring.call(request),
        receipt=lambda slots: keep(lambda: _offered(slots)),
    )
    request.logged |= {"property_id": property_id, "slot_id": offered[0].slot_id, "slots": len(offered)}
    return _offered(offered)


def _offered(slots: list[slots.Slot]) -> "Response[list[Slot]]":
    return json_response(list(map(slot_view, slots)), HTTPStatus.CREATED)


def remove_slot(request: Request) -> Response[None]:
    property_id, removed = paths.property_id(request), slot_id(request)
    use_cases.remove_slot(property_id, removed, viewings=wiring.viewings(), call=wiring.call(request))
    request.logged |= {"property_id": property_id, "slot_id": removed}
    return Response(HTTPStatus.NO_CONTENT, {}, "")


def list_free_slots(request: Request) -> "Response[list[Slot]]":
    free = use_cases.free_slots(paths.property_id(request), viewings=wiring.viewings(), now=wiring.now())
    return json_response(list(map(slot_view, free)))


def book_viewing(request: Request) -> "Response[BookedViewing]":
    """The receipt of a booking has no secret: it is made again for the answer."""
    booked = once(request, lambda keep: _book(request, keep), receipts=wiring.receipts, caller="")
    viewing: Viewing = json.loads(booked.body)
    secret = _secret(UUID(viewing["viewing_id"]))
    return json_response(booked_view(viewing, secret), booked.status, {"Location": booked.headers["Location"]})


def _book(request: Request, keep: Keep) -> "Response[Viewing]":
    body = read_body(BookViewing, request)
    viewing = use_cases.book(
        paths.property_id(request),
        body.slot_id,
        body.to_domain(),
        secret=_secret,
        viewings=wiring.viewings(),
        visit=wiring.visit(request),
        receipt=lambda viewing: keep(lambda: _booked(viewing)),
    )
    request.logged |= {"fact": "ViewingBooked"} | _subject(viewing)
    return _booked(viewing)


def _booked(viewing: domain.Viewing) -> "Response[Viewing]":
    location = {"Location": f"properties/{viewing.slot.property_id}/viewings/{viewing.viewing_id}"}
    return json_response(viewing_view(viewing), HTTPStatus.CREATED, location)


def read_viewing(request: Request) -> "Response[Viewing]":
    wanted = paths.property_id(request), viewing_id(request), secret(request)
    return json_response(viewing_view(use_cases.read_viewing(*wanted, viewings=wiring.viewings(), now=wiring.now())))


def move_viewing(request: Request) -> "Response[Viewing]":
    viewing = use_cases.move_viewing(
        paths.property_id(request),
        viewing_id(request),
        read_body(MoveViewing, request).slot_id,
        secret=secret(request),
        viewings=wiring.viewings(),
        visit=wiring.visit(request),
    )
    request.logged |= _subject(viewing)
    return json_response(viewing_view(viewing))


def cancel_viewing(request: Request) -> "Response[Viewing]":
    viewing = use_cases.cancel_booking(
        paths.property_id(request),
        viewing_id(request),
        secret=secret(request),
        viewings=wiring.viewings(),
        visit=wiring.visit(request),
    )
    request.logged |= _subject(viewing)
    return json_response(viewing_view(viewing))


def list_viewings(request: Request) -> "Response[list[AgendaEntry]]":
    agent, key = wiring.call(request).agent, wiring.cursor_key()
    query = read_query(AgendaQuery, request, request.query)
    wanted = query.to_filter(agent, key=key, now=wiring.now())
    viewings = wiring.viewings()
    page = use_cases.agenda(wanted, limit=query.limit, viewings=viewings, on_unreadable=log_unreadable_viewing)
    return json_response(list(map(entry_view, page.entries)), headers=query.next_link(page, agent, key=key))


def call_off_viewing(request: Request) -> "Response[CalledOffViewing]":
    viewing = use_cases.call_off(
        paths.property_id(request),
        viewing_id(request),
        if_version=required_version(request, of="viewing"),
        viewings=wiring.viewings(),
        call=wiring.call(request),
    )
    request.logged |= _subject(viewing)
    return json_response(called_off_view(viewing))


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _secret(viewing_id: UUID) -> str:
    return secret_of(viewing_id, wiring.cursor_key())


def _subject(viewing: domain.Viewing) -> dict[str, object]:
    return {
        "property_id": viewing.slot.property_id,
        "viewing_id": str(viewing.viewing_id),
        "viewing_state": viewing.state,
        "version": viewing.version,
    }
