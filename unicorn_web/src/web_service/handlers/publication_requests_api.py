"""Agents' requests for publication → PENDING listings; where a request stands."""

from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.property_id import normalise
from web_service.handlers import requests
from web_service.handlers.api_models import ApprovalRequest
from web_service.handlers.app import json_answer, make_app
from web_service.handlers.views import publication_view
from web_service.telemetry import count, logger
from web_service.use_cases import publication as use_cases

router = APIGatewayRouter()


@router.post("/request_approval")
def post_request_approval() -> Response[str]:
    call = requests.call(router.current_event)
    wanted = requests.body(ApprovalRequest, router.current_event)
    listing = use_cases.request_approval(
        normalise(wanted.property_id),
        listings=wiring.listings(),
        arrived=lambda property_id: wiring.image_bucket().arrived(property_id),
        call=call,
        pause=wiring.pause,
    )
    count("PublicationRequested")
    view = publication_view(listing)
    logger.info(
        "publication_requested",
        extra={"property_id": listing.property_id, "request_id": view["request_id"], "sequence": listing.sequence},
    )
    return json_answer(view, HTTPStatus.ACCEPTED)


@router.get("/properties/<country>/<city>/<street>/<number>/publication")
def get_publication(country: str, city: str, street: str, number: str) -> Response[str]:
    call = requests.call(router.current_event)
    property_id = requests.property_id(country, city, street, number)
    listing = use_cases.publication_of(property_id, listings=wiring.listings(), call=call)
    return json_answer(publication_view(listing))


@cache
def app() -> APIGatewayRestResolver:
    return make_app(router)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app().resolve(event, context)
