"""The Web API as it is described: its own routes, and that of the live feed, which is reached at the same address."""

from live_feed_service.api.routes import ROUTES as LIVE_FEED

from web_service.api.common import api_of
from web_service.api.routes import ROUTES

API = api_of(ROUTES, LIVE_FEED)
