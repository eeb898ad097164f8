"""Polls of those who watch → the events that passed since their last one. Not on stage prod."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.live import LiveEvent, Stretch
from web_service.domain.moments import rfc3339
from web_service.handlers.http import Answer, Request, json_answer, preflight, serve
from web_service.handlers.live_query import cursor_of, live_query
from web_service.telemetry import logger
from web_service.use_cases.live import watch

SOON, LATER = 1000, 2000  # milliseconds until the next poll: while events come, and while none do


def get_events(request: Request) -> Answer:
    query = live_query(request)
    stretch = watch(query.focus, since=query.since, limit=query.limit, live_events=wiring.live_events())
    return json_answer(
        {
            "events": [event_view(event) for event in stretch.events],
            "cursor": cursor_of(stretch.mark),
            "poll_after_ms": _pause(stretch),
        }
    )


def event_view(event: LiveEvent) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "time": rfc3339(event.time),
        "source": event.source,
        "detail_type": event.detail_type,
        "property_id": event.property_id,
        "correlation_id": event.correlation_id,
        "detail": event.detail,
    }


def _pause(stretch: Stretch) -> int:
    if stretch.has_more:
        return 0
    return SOON if stretch.events else LATER


ROUTES = {"GET /live/events": get_events, "OPTIONS /live/events": preflight}


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(event, ROUTES, {}, logger)
