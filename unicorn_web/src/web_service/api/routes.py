"""The rows of all subjects, each of which has its own in `api/<subject>/routes.py`.

From them come the OpenAPI document and the template's routes and models; a function routes by its own subjects' rows.
"""

from unicorn_kit.routes import Route
from web_service.api.alerts import routes as alerts
from web_service.api.enquiries import routes as enquiries
from web_service.api.images import routes as images
from web_service.api.listings import routes as listings
from web_service.api.publication import routes as publication
from web_service.api.reso import routes as reso
from web_service.api.reviews import routes as reviews
from web_service.api.search import routes as search
from web_service.api.viewings import routes as viewings
from web_service.api.webhooks import routes as webhooks

DESCRIPTION = (
    Route(
        "GET",
        "/openapi.json",
        handler=".handlers.description_api.read_description",
        summary="The OpenAPI document",
        access="public",
    ),
    Route(
        "GET",
        "/docs",
        handler=".handlers.description_api.read_docs",
        summary="The OpenAPI document as a page",
        access="public",
    ),
)
ROUTES = (
    *listings.ROUTES,
    *images.ROUTES,
    *publication.ROUTES,
    *reviews.ROUTES,
    *enquiries.ROUTES,
    *viewings.ROUTES,
    *alerts.ROUTES,
    *webhooks.ROUTES,
    *search.ROUTES,
    *reso.ROUTES,
    *DESCRIPTION,
)
