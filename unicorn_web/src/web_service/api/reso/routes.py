"""The routes of the RESO feed: one row for each."""

from unicorn_kit.routes import Route
from web_service.api.reso.queries import FEED

ROUTES = (
    Route(
        "GET",
        "/reso/property",
        handler=".handlers.reso_api.read_reso_properties",
        summary="Follow all approved listings, and those that have left, in the RESO Common Format",
        access="public",
        answer=".api.reso.answers.ResoFeed",
        parameters=FEED,
        problems=(400, 410),
    ),
)
