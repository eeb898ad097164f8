"""The routes of agents' listings: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import IF_ANY, IF_NONE_MATCH, LINK, LOCATION, VERSION, if_match
from web_service.api.paths import PROPERTY

AGENTS_VERSION = "/agent/listings/{country}/{city}/{street}/{number}"

ROUTES = (
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
