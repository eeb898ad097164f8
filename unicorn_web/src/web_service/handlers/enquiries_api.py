"""Customers' questions about homes → enquiries; the inbox of their agents."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.bodies import read_body, read_query
from unicorn_kit.conditions import etag, required_version
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api import paths
from web_service.api.common import api_of
from web_service.api.enquiries.bodies import AskAboutHome, MoveEnquiry
from web_service.api.enquiries.paths import enquiry_id
from web_service.api.enquiries.queries import InboxQuery
from web_service.api.enquiries.routes import ROUTES
from web_service.api.enquiries.views import enquiry_view, receipt_view
from web_service.domain.enquiries import enquiry as domain
from web_service.domain.limits import LimitReached
from web_service.ports import enquiries as ports
from web_service.ports.public_homes import HomeGone, HomeNotPublic
from web_service.telemetry import log_unreadable_enquiry, logger
from web_service.use_cases import enquiries as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.enquiries.answers import Enquiry, EnquiryReceipt

API = api_of(ROUTES)
COUNTED = 100  # new enquiries at most
ERROR_RESPONSES: ErrorResponses = {
    HomeNotPublic: ErrorResponse(HTTPStatus.NOT_FOUND, "listing-not-found"),
    HomeGone: ErrorResponse(HTTPStatus.GONE, "listing-gone"),
    ports.EnquiryNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "enquiry-not-found"),
    ports.EnquiryChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
    domain.NotYourEnquiry: ErrorResponse(HTTPStatus.FORBIDDEN, "not-your-enquiry"),
    domain.AnotherEnquiryVersion: ErrorResponse(HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"),
    domain.EnquiryIsClosed: ErrorResponse(HTTPStatus.CONFLICT, "enquiry-closed"),
    LimitReached: ErrorResponse(
        HTTPStatus.TOO_MANY_REQUESTS, "too-many-enquiries", retry_after=lambda error: str(error.seconds)
    ),
}


def ask_about_home(request: Request) -> "Response[EnquiryReceipt]":
    return once(request, lambda keep: _ask(request, keep), receipts=wiring.receipts, caller="")


def _ask(request: Request, keep: Keep) -> "Response[EnquiryReceipt]":
    enquiry = use_cases.ask(
        paths.property_id(request),
        read_body(AskAboutHome, request).to_domain(),
        enquiries=wiring.enquiries(),
        visit=wiring.visit(request),
        receipt=lambda enquiry: keep(lambda: _asked(enquiry)),
    )
    request.logged |= {"fact": "EnquiryReceived"} | _subject(enquiry)
    return _asked(enquiry)


def _asked(enquiry: domain.Enquiry) -> "Response[EnquiryReceipt]":
    location = {"Location": f"properties/{enquiry.property_id}/enquiries/{enquiry.enquiry_id}"}
    return json_response(receipt_view(enquiry), HTTPStatus.CREATED, location)


def read_enquiry(request: Request) -> "Response[EnquiryReceipt]":
    property_id, now = paths.property_id(request), wiring.now()
    return json_response(receipt_view(wiring.enquiries().get(property_id, enquiry_id(request), now=now)))


def list_enquiries(request: Request) -> "Response[list[Enquiry]]":
    agent, key, now = wiring.call(request).agent, wiring.cursor_key(), wiring.now()
    query = read_query(InboxQuery, request, request.query)
    wanted, enquiries = query.to_filter(agent, key=key), wiring.enquiries()
    page = use_cases.inbox(
        wanted, limit=query.limit, enquiries=enquiries, now=now, on_unreadable=log_unreadable_enquiry
    )
    counted = {"New-Enquiries": str(enquiries.count_new(wanted.agent, most=COUNTED, now=now))}
    return json_response(
        list(map(enquiry_view, page.enquiries)), headers=counted | query.next_link(page, agent, key=key)
    )


def move_enquiry(request: Request) -> "Response[Enquiry]":
    enquiry = use_cases.move_enquiry(
        paths.property_id(request),
        enquiry_id(request),
        read_body(MoveEnquiry, request).state,
        if_version=required_version(request, of="enquiry"),
        enquiries=wiring.enquiries(),
        call=wiring.call(request),
    )
    request.logged |= _subject(enquiry)
    return json_response(enquiry_view(enquiry), headers=etag(enquiry.version))


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _subject(enquiry: domain.Enquiry) -> dict[str, object]:
    return {
        "property_id": enquiry.property_id,
        "enquiry_id": str(enquiry.enquiry_id),
        "enquiry_state": enquiry.state,
        "version": enquiry.version,
    }
