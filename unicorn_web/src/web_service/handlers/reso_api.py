"""Requests of machines → the RESO feed of all public listings, and of those that have left."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.plain_log import PlainLog
from unicorn_kit.serving import ErrorResponse, ErrorResponses, serve
from web_service import wiring
from web_service.api.common import api_of
from web_service.api.reso.queries import FeedQuery
from web_service.api.reso.routes import ROUTES
from web_service.api.reso.views import feed_view
from web_service.ports.reso import NotSettled, PositionTooOld
from web_service.use_cases.reso import read_feed

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.reso.answers import ResoFeed

API = api_of(ROUTES)
ERROR_RESPONSES: ErrorResponses = {
    PositionTooOld: ErrorResponse(HTTPStatus.GONE, "position-too-old"),
    NotSettled: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="$filter"),
}
log = PlainLog()


def read_reso_properties(request: Request) -> "Response[ResoFeed]":
    key, now = wiring.cursor_key(), wiring.now()
    query = FeedQuery.of(request, key=key)
    found = read_feed(query.span, limit=query.limit, feed=wiring.reso_feed(), now=now)
    link = query.next_link(found.following, now=now, key=key) if found.following is not None else None
    request.logged |= {"read": found.read, "shown": len(found.entries)}  # items
    return json_response(feed_view(found.entries, link, wiring.pictures_url()))


def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=log)
