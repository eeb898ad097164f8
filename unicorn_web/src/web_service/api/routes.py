"""The Web API: one row for each route. From it come routing, OpenAPI document and the template's routes and models."""

from http import HTTPStatus

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Api, Route
from web_service.api.parameters import (
    CACHE,
    CURRENCY,
    ETAG,
    IF_NONE_MATCH,
    IMAGE_FILES,
    LINK,
    LOCATION,
    TEXT,
    VERSION,
    WEBHOOK_IF_MATCH,
    WEBHOOK_LOCATION,
    WEBHOOK_VERSION,
    if_match,
)
from web_service.api.reso.queries import FEED
from web_service.api.search.queries import BOX, LOCALITIES, SEARCH

PROPERTY = "/properties/{country}/{city}/{street}/{number}"
AGENTS_VERSION = "/agent/listings/{country}/{city}/{street}/{number}"
IF_ANY = if_match(without="any version will do")

LISTINGS = (
    Route(
        "POST",
        "/properties",
        handler=".handlers.listings_api.draft_listing",
        summary="Draft a listing of a property that has none",
        body=".api.listings.bodies.DraftListing",
        answer=".api.listings.answers.Listing",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=LOCATION | VERSION,
        problems=(400, 409, 413, 422),
    ),
    Route(
        "GET",
        "/properties",
        handler=".handlers.listings_api.list_listings",
        summary="List own listings, newest first; admins: everybody's",
        query=".api.listings.queries.ListQuery",
        answer=".api.listings.answers.Listing",
        many=True,
        headers=LINK,
        problems=(400,),
    ),
    Route(
        "GET",
        AGENTS_VERSION,
        handler=".handlers.listings_api.read_own_listing",
        summary="Read an own listing as it is now, which may differ from what customers see",
        answer=".api.listings.answers.Listing",
        parameters=(IF_NONE_MATCH,),
        headers=VERSION,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400, 404),
    ),
    Route(
        "PATCH",
        PROPERTY,
        handler=".handlers.listings_api.change_listing",
        summary="Change a listing, if it still is the version that was read; an approved one is then a draft",
        body=".api.listings.bodies.ChangeListing",
        answer=".api.listings.answers.Listing",
        parameters=(if_match(without="428", is_required=True),),
        headers=VERSION,
        problems=(400, 404, 409, 412, 413, 428),
    ),
    Route(
        "DELETE",
        PROPERTY,
        handler=".handlers.listings_api.withdraw_listing",
        summary="Withdraw a listing; a draft that never asked for publication is removed",
        answer=".api.listings.answers.Listing",
        parameters=(IF_ANY,),
        headers=VERSION,
        empty=(HTTPStatus.NO_CONTENT,),
        problems=(400, 404, 409, 412),
    ),
)
IMAGES = (
    Route(
        "PUT",
        f"{PROPERTY}/images",
        handler=".handlers.listings_api.arrange_images",
        summary="Put the images in order, and describe them",
        body=".api.images.image_order.ImageOrder",
        answer=".api.listings.answers.Listing",
        parameters=(IF_ANY,),
        headers=VERSION,
        problems=(400, 404, 409, 412, 413),
    ),
    Route(
        "DELETE",
        f"{PROPERTY}/images/{{image_id}}",
        handler=".handlers.listings_api.remove_image",
        summary="Remove an image; where it is public, it stays so until another version is approved",
        answer=".api.listings.answers.Listing",
        parameters=(IF_ANY,),
        headers=VERSION,
        problems=(400, 404, 409, 412),
    ),
    Route(
        "POST",
        f"{PROPERTY}/images",
        handler=".handlers.listings_api.expect_image",
        summary="Get a ticket to upload one image",
        body=".api.images.bodies.ImageUpload",
        answer=".api.images.answers.Ticket",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
)
PUBLICATION = (
    Route(
        "POST",
        "/request_approval",
        handler=".handlers.publication_requests_api.request_approval",
        summary="Request the publication of a listing as it is now",
        body=".api.publication.bodies.ApprovalRequest",
        answer=".api.publication.answers.Publication",
        status=HTTPStatus.ACCEPTED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
    Route(
        "GET",
        f"{PROPERTY}/publication",
        handler=".handlers.publication_requests_api.read_publication",
        summary="Read the state of the last request for publication",
        answer=".api.publication.answers.Publication",
        problems=(400, 404),
    ),
)
LOCALITY_NAMES = (
    Route(
        "PUT",
        "/localities/{country}",
        handler=".handlers.listings_api.rename_country",
        summary="Change the name of a country, as customers see it; admins only",
        body=".api.search.bodies.LocalityName",
        answer=".api.search.answers.Country",
        problems=(400, 404, 413),
    ),
    Route(
        "PUT",
        "/localities/{country}/{city}",
        handler=".handlers.listings_api.rename_city",
        summary="Change the name of a city, as customers see it; admins only",
        body=".api.search.bodies.LocalityName",
        answer=".api.search.answers.City",
        problems=(400, 404, 413),
    ),
)
WEBHOOK = "/webhooks/{webhook_id}"
WEBHOOKS = (
    Route(
        "POST",
        "/webhooks",
        handler=".handlers.webhooks_api.register_webhook",
        summary="Have the events of own properties sent to an address; the answer alone has the secret",
        body=".api.webhooks.bodies.RegisterWebhook",
        answer=".api.webhooks.answers.NewWebhook",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=WEBHOOK_LOCATION | WEBHOOK_VERSION,
        problems=(400, 409, 413, 422),
    ),
    Route(
        "GET",
        "/webhooks",
        handler=".handlers.webhooks_api.list_webhooks",
        summary="List own webhooks, oldest first; there are ten at most",
        answer=".api.webhooks.answers.WebhookState",
        many=True,
    ),
    Route(
        "GET",
        WEBHOOK,
        handler=".handlers.webhooks_api.read_webhook",
        summary="Read a webhook, with its last failures",
        answer=".api.webhooks.answers.Webhook",
        headers=WEBHOOK_VERSION,
        problems=(404,),
    ),
    Route(
        "PATCH",
        WEBHOOK,
        handler=".handlers.webhooks_api.change_webhook",
        summary="Change a webhook's address or types of events, pause it, or let it go on",
        body=".api.webhooks.bodies.ChangeWebhook",
        answer=".api.webhooks.answers.Webhook",
        parameters=(WEBHOOK_IF_MATCH,),
        headers=WEBHOOK_VERSION,
        problems=(400, 404, 409, 412, 413),
    ),
    Route(
        "DELETE",
        WEBHOOK,
        handler=".handlers.webhooks_api.remove_webhook",
        summary="Delete a webhook, and what waits for it",
        status=HTTPStatus.NO_CONTENT,
        parameters=(WEBHOOK_IF_MATCH,),
        empty=(HTTPStatus.NO_CONTENT,),
        problems=(400, 404, 409, 412),
    ),
    Route(
        "POST",
        f"{WEBHOOK}/secret",
        handler=".handlers.webhooks_api.rotate_webhook_secret",
        summary="Get a new secret; the one before signs as well for 24 hours",
        answer=".api.webhooks.answers.WebhookSecret",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=WEBHOOK_VERSION,
        problems=(400, 404, 409, 422),
    ),
)
SEARCHES = (
    Route(
        "GET",
        "/search",
        handler=".handlers.search_api.list_countries",
        summary="List the countries that have approved listings",
        access="public",
        answer=".api.search.answers.Country",
        many=True,
        parameters=(*LOCALITIES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}",
        handler=".handlers.search_api.list_cities",
        summary="List the cities of a country that have approved listings",
        access="public",
        answer=".api.search.answers.City",
        many=True,
        parameters=(*LOCALITIES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}/{city}",
        handler=".handlers.search_api.search_city",
        summary="Find the approved listings of a city",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*SEARCH, IF_NONE_MATCH),
        headers=LINK | CURRENCY | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}/{city}/{street}",
        handler=".handlers.search_api.search_street",
        summary="Find the approved listings of a street",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*SEARCH, IF_NONE_MATCH),
        headers=LINK | CURRENCY | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search-suggestions",
        handler=".handlers.search_api.suggest",
        summary="Read what somebody typed: the place and the filters that are meant, and places to choose from",
        access="public",
        answer=".api.search.answers.Understood",
        parameters=(*BOX, IF_NONE_MATCH),
        headers=ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        PROPERTY,
        handler=".handlers.search_api.read_listing",
        summary="Read one approved listing",
        access="public",
        answer=".api.search.answers.Details",
        parameters=(IF_NONE_MATCH,),
        headers=ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400, 404),
    ),
)
FEEDS = (
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
ROUTES = (*LISTINGS, *IMAGES, *PUBLICATION, *WEBHOOKS, *LOCALITY_NAMES, *SEARCHES, *FEEDS, *DESCRIPTION)


def api_of(routes: tuple[Route, ...]) -> Api:
    """Return an API of these routes, with what all routes of the Web API have in common."""
    return Api(
        title="Unicorn Web",
        description="Homes for sale and rent: agents draft, describe and publish them, and customers search them.",
        package="web_service",
        routes=routes,
        problem_members=".api.listings.answers.ProblemMembers",
        path_schemas=dict.fromkeys(("image_id", "webhook_id"), TEXT | {"format": "uuid"}),
        tags={"agent": "agents", "public": "customers", "watcher": "watchers"},
    )


API = api_of(ROUTES)
