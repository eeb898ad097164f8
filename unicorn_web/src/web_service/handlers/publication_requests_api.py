"""Agents' requests for publication, and their appeals → PENDING listings; the state of a publication."""

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
from web_service.api.publication.bodies import AppealDecline, ApprovalRequest
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
    def asked(keep: Keep) -> "Response[Publication]":
        return _request(request, normalise(read_exact_body(ApprovalRequest, request).property_id), keep)

    return once(request, asked, receipts=wiring.receipts)


def appeal_decline(request: Request) -> "Response[Publication]":
    def appealed(keep: Keep) -> "Response[Publication]":
        comment = read_exact_body(AppealDecline, request).comment
        return _request(request, paths.property_id(request), keep, appeal=comment)

    return once(request, appealed, receipts=wiring.receipts)


def _request(
    request: Request, property_id: str, keep: Keep, *, appeal: str | None = None
) -> "Response[Publication]":  # fmt: skip
    call = wiring.call(request)
    listing = use_cases.request_approval(
        property_id,
        appeal=appeal,
        listings=wiring.listings(),
        arrived=lambda property_id: wiring.image_bucket().arrived(property_id),
        call=call,
        pause=wiring.pause,
        receipt=lambda listing: keep(lambda: _requested(listing)),
    )
    request_id = str(listing.request.request_id) if listing.request else None
    fact = "PublicationRequested" if appeal is None else "DeclineAppealed"
    request.logged |= {"fact": fact, "property_id": listing.property_id}
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
