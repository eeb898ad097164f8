"""Polls of watchers → the events that passed since their last one. Not on stage prod."""

from typing import TYPE_CHECKING, Any

from live_feed_service import wiring
from live_feed_service.api.queries import LiveQuery, cursor_of
from live_feed_service.api.routes import API
from live_feed_service.api.views import page_view
from live_feed_service.telemetry import logger
from live_feed_service.use_cases import watch
from unicorn_kit.bodies import read_query
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.serving import serve

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from live_feed_service.api.answers import LiveEvents


def watch_events(request: Request) -> "Response[LiveEvents]":
    key = wiring.cursor_key()
    query = read_query(LiveQuery, request, request.query)
    page = watch(query.to_filter(), since=query.since(key=key), limit=query.limit, live_events=wiring.live_events())
    return json_response(page_view(page, cursor_of(page.position, key=key)))


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses={}, log=logger)
