"""What waits for a person, and admins' decisions."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.bodies import read_exact_body, read_query
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api.common import api_of
from web_service.api.error_responses import ERROR_RESPONSES as SHARED
from web_service.api.reviews.bodies import DecideReview
from web_service.api.reviews.paths import request_id
from web_service.api.reviews.queries import ReviewQuery
from web_service.api.reviews.routes import ROUTES
from web_service.api.reviews.views import decided_view, waiting_view
from web_service.domain.publication import reviewing
from web_service.ports.reviews import ReviewNotFound
from web_service.telemetry import logger
from web_service.use_cases import reviews as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.reviews.answers import DecidedReview, WaitingReview
    from web_service.domain.listings.listing import Listing

API = api_of(ROUTES)
COUNTED = 100  # open reviews at most
ERROR_RESPONSES: ErrorResponses = {
    **SHARED,
    ReviewNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "review-not-found"),
    reviewing.CommentMissing: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="comment"),
    reviewing.OwnListing: ErrorResponse(HTTPStatus.FORBIDDEN, "own-listing"),
    reviewing.ReviewDecided: ErrorResponse(
        HTTPStatus.CONFLICT, "review-decided", extensions=lambda error: {"verdict": error.verdict}
    ),
    reviewing.ReviewOver: ErrorResponse(HTTPStatus.CONFLICT, "review-over"),
}


def list_reviews(request: Request) -> "Response[list[WaitingReview]]":
    key, reviews = wiring.cursor_key(), wiring.reviews()
    query = read_query(ReviewQuery, request, request.query)
    page = use_cases.list_reviews(
        query.after(key=key),
        limit=query.limit,
        reviews=reviews,
        call=wiring.call(request),
        on_unreadable=_log_unreadable,
    )
    signed, counted = wiring.signed_photos().address, str(reviews.count_waiting(most=COUNTED))
    views = [waiting_view(listing, signed) for listing in page.listings]
    return json_response(views, headers={"Open-Reviews": counted} | query.next_link(page, key=key))


def decide_review(request: Request) -> "Response[DecidedReview]":
    return once(request, lambda keep: _decide(request, keep), receipts=wiring.receipts)


def _decide(request: Request, keep: Keep) -> "Response[DecidedReview]":
    def decided(listing: "Listing") -> "Response[DecidedReview]":
        return json_response(decided_view(listing))

    wanted = read_exact_body(DecideReview, request)
    listing = use_cases.decide_review(
        request_id(request),
        wanted.verdict,
        wanted.comment or "",
        reviews=wiring.reviews(),
        listings=wiring.listings(),
        call=wiring.call(request),
        receipt=lambda listing: keep(lambda: decided(listing)),
    )
    request.logged |= {"fact": "ReviewDecided", "property_id": listing.property_id, "verdict": wanted.verdict}
    return decided(listing)


def _log_unreadable(property_id: str) -> None:
    logger.error("unreadable_listing", extra={"fact": "ListingFactUnreadable", "property_id": property_id})


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)
