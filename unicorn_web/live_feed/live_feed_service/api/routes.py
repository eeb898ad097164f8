"""The live feed's row of the Web API; Web's description shows it beside its own (web_service/api/described.py)."""

from unicorn_kit.routes import Api, Route

ROUTES = (
    Route(
        "GET",
        "/live/events",
        handler="live_feed_service.handlers.live_events_api.watch_events",
        summary="Watch the events on the bus; without `after`, the newest. Not on stage prod",
        access="watcher",
        query="live_feed_service.api.queries.LiveQuery",
        answer="live_feed_service.api.answers.LiveEvents",
        problems=(400,),
    ),
)
API = Api(
    title="Unicorn live feed",
    package="live_feed_service",
    routes=ROUTES,
)
