"""Agents' requests for publication → PENDING listings; the state of a publication."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kernel.property_id import normalise
from unicorn_kit.bodies import read_exact_body
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import serve
from web_service import wiring
from web_service.api import paths
from web_service.api.common import api_of
from web_service.api.error_responses import ERROR_RESPONSES
from web_service.api.publication.bodies import ApprovalRequest
from web_service.api.publication.routes import ROUTES
from web_service.api.publication.views import publication_view
from web_service.telemetry import logger
from web_service.use_cases import publication as use_cases
from web_service.use_cases.changes import own_listing

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.publication.answers import Publication
    from web_service.domain.listings.listing import Listing

API = api_of(ROUTES)


def request_approval(request: Request) -> "Response[Publication]":
    return once(request, lambda keep: _request_approval(request, keep), receipts=wiring.receipts)


def _request_approval(request: Request, keep: Keep) -> "Response[Publication]":
    call, wanted = wiring.call(request), read_exact_body(ApprovalRequest, request)
    listing = use_cases.request_approval(
        normalise(wanted.property_id),
        listings=wiring.listings(),
        arrived=lambda property_id: wiring.image_bucket().arrived(property_id),
        call=call,
        pause=wiring.pause,
        receipt=lambda listing: keep(lambda: _requested(listing)),
    )
    request_id = str(listing.request.request_id) if listing.request else None
    request.logged |= {"fact": "PublicationRequested", "property_id": listing.property_id}
    request.logged |= {"request_id": request_id, "sequence": listing.sequence}
    return _requested(listing)


def _requested(listing: "Listing") -> "Response[Publication]":
    return json_response(publication_view(listing), HTTPStatus.ACCEPTED)


def read_publication(request: Request) -> "Response[Publication]":
    call = wiring.call(request)
    listing = own_listing(paths.property_id(request), listings=wiring.listings(), call=call)
    return json_response(publication_view(listing))


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)
