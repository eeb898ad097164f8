"""Every route of the API, as its callers see it: what it takes, answers and refuses."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel

from web_service.handlers import answers
from web_service.handlers.api_models import ApprovalRequest, ChangeListing, DraftListing, ImageUpload
from web_service.handlers.image_order import ImageOrder
from web_service.handlers.list_query import ListQuery
from web_service.handlers.live_query import LiveQuery
from web_service.handlers.parameters import IF_NONE_MATCH, IMAGE_ID, PLACES, SEARCH, if_match, place

COUNTRY, CITY, STREET = place("country"), place("country", "city"), place("country", "city", "street")
PROPERTY = place()
LISTING = "/properties/{country}/{city}/{street}/{number}"

TEXT = {"type": "string"}
ETAG = {"ETag": {"description": "tells one version from another", "schema": TEXT}}
LOCATION = {"Location": {"description": "where the listing is", "schema": TEXT}}
LINK = {"Link": {"description": 'the next page, `rel="next"` (RFC 8288); absent on the last one', "schema": TEXT}}
CACHE = {"Cache-Control": {"description": "how long an answer may be kept", "schema": TEXT}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route; `problems` are the refusals of its own, beside those that any route may answer."""

    name: str
    method: Literal["get", "post", "put", "patch", "delete"]
    path: str
    summary: str
    answer: type[BaseModel]
    many: bool = False  # an array of them
    is_public: bool = False
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    parameters: tuple[dict[str, Any], ...] = ()
    headers: dict[str, Any] | None = None
    status: HTTPStatus = HTTPStatus.OK
    empty: tuple[HTTPStatus, ...] = ()  # statuses that are answered without a body
    problems: tuple[int, ...] = ()


AGENTS = (
    Operation(
        name="draft_listing",
        method="post",
        path="/properties",
        summary="Draft a listing of a property that has none",
        body=DraftListing,
        answer=answers.Listing,
        status=HTTPStatus.CREATED,
        headers=LOCATION | ETAG,
        problems=(400, 409, 413),
    ),
    Operation(
        name="list_listings",
        method="get",
        path="/properties",
        summary="List own listings, newest first; admins: everybody's",
        query=ListQuery,
        answer=answers.Listing,
        many=True,
        headers=LINK,
        problems=(400,),
    ),
    Operation(
        name="change_listing",
        method="patch",
        path=LISTING,
        summary="Change a listing, if it still is the version that was read; what was approved is then a draft",
        body=ChangeListing,
        answer=answers.Listing,
        parameters=(*PROPERTY, if_match(needed=True)),
        headers=ETAG,
        problems=(400, 404, 409, 412, 413, 428),
    ),
    Operation(
        name="withdraw_listing",
        method="delete",
        path=LISTING,
        summary="Withdraw a listing; one that was never to be published is removed",
        answer=answers.Listing,
        parameters=(*PROPERTY, if_match(needed=False)),
        headers=ETAG,
        empty=(HTTPStatus.NO_CONTENT,),
        problems=(400, 404, 409, 412),
    ),
    Operation(
        name="arrange_images",
        method="put",
        path=f"{LISTING}/images",
        summary="Put the pictures in order, and say what they show",
        body=ImageOrder,
        answer=answers.Listing,
        parameters=(*PROPERTY, if_match(needed=False)),
        headers=ETAG,
        problems=(400, 404, 409, 412, 413),
    ),
    Operation(
        name="remove_image",
        method="delete",
        path=f"{LISTING}/images/{{image_id}}",
        summary="Remove an image; where it is public, it stays so until another version is approved",
        answer=answers.Listing,
        parameters=(*PROPERTY, IMAGE_ID, if_match(needed=False)),
        headers=ETAG,
        problems=(400, 404, 409, 412),
    ),
    Operation(
        name="expect_image",
        method="post",
        path=f"{LISTING}/images",
        summary="Ask for a ticket to upload one picture",
        body=ImageUpload,
        answer=answers.Ticket,
        status=HTTPStatus.CREATED,
        parameters=PROPERTY,
        problems=(400, 404, 409, 413),
    ),
    Operation(
        name="request_approval",
        method="post",
        path="/request_approval",
        summary="Ask for a listing to be published as it is now",
        body=ApprovalRequest,
        answer=answers.Publication,
        status=HTTPStatus.ACCEPTED,
        problems=(400, 404, 409, 413),
    ),
    Operation(
        name="read_publication",
        method="get",
        path=f"{LISTING}/publication",
        summary="Read where the last request for publication stands",
        answer=answers.Publication,
        parameters=PROPERTY,
        problems=(400, 404),
    ),
)
CUSTOMERS = (
    Operation(
        name="list_countries",
        method="get",
        path="/search",
        summary="List the countries that have approved listings",
        is_public=True,
        answer=answers.Country,
        many=True,
        parameters=(*PLACES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Operation(
        name="list_cities",
        method="get",
        path="/search/{country}",
        summary="List the cities of a country that have approved listings",
        is_public=True,
        answer=answers.City,
        many=True,
        parameters=(*COUNTRY, *PLACES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Operation(
        name="search_city",
        method="get",
        path="/search/{country}/{city}",
        summary="Find the approved listings of a city",
        is_public=True,
        answer=answers.Card,
        many=True,
        parameters=(*CITY, *SEARCH, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Operation(
        name="search_street",
        method="get",
        path="/search/{country}/{city}/{street}",
        summary="Find the approved listings of a street",
        is_public=True,
        answer=answers.Card,
        many=True,
        parameters=(*STREET, *SEARCH, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Operation(
        name="read_listing",
        method="get",
        path=LISTING,
        summary="Read one approved listing",
        is_public=True,
        answer=answers.Details,
        parameters=(*PROPERTY, IF_NONE_MATCH),
        headers=ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400, 404),
    ),
)
WATCHERS = (
    Operation(
        name="watch_events",
        method="get",
        path="/live/events",
        summary="Watch what passes on the bus; without `after`, the newest. Not on stage prod",
        is_public=True,
        query=LiveQuery,
        answer=answers.LiveEvents,
        problems=(400,),
    ),
)
OPERATIONS = (*AGENTS, *CUSTOMERS, *WATCHERS)
