"""Agents' requests for publication → PENDING listings; where a request stands."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.property_id import normalise
from web_service.handlers import requests
from web_service.handlers.api_models import ApprovalRequest
from web_service.handlers.http import Answer, Request, json_answer, serve
from web_service.handlers.refusals import REFUSALS
from web_service.handlers.views import publication_view
from web_service.telemetry import count, logger
from web_service.use_cases import publication as use_cases


def post_request(request: Request) -> Answer:
    call = requests.call(request)
    wanted = requests.body(ApprovalRequest, request)
    listing = use_cases.request_approval(
        requests.domain(lambda: normalise(wanted.property_id)),
        listings=wiring.listings(),
        arrived=lambda property_id: wiring.image_bucket().arrived(property_id),
        call=call,
        pause=wiring.pause,
    )
    view = publication_view(listing)
    count("PublicationRequested")
    told = {"property_id": listing.property_id, "request_id": view["request_id"], "sequence": listing.sequence}
    logger.info("publication_requested", extra=told)
    return json_answer(view, HTTPStatus.ACCEPTED)


def get_publication(request: Request) -> Answer:
    call = requests.call(request)
    listing = use_cases.publication_of(request.property_id(), listings=wiring.listings(), call=call)
    return json_answer(publication_view(listing))


ROUTES = {
    "POST /request_approval": post_request,
    "GET /properties/{country}/{city}/{street}/{number}/publication": get_publication,
}


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(event, ROUTES, REFUSALS, logger)
