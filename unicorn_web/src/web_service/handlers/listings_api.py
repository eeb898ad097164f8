"""Agents' REST requests → listings, and tickets for their images."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.bodies import read_exact_body, read_query
from unicorn_kit.conditions import etag, required_version, unless_held, version_if_any
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import serve
from web_service import wiring
from web_service.api import paths
from web_service.api.common import api_of
from web_service.api.error_responses import ERROR_RESPONSES
from web_service.api.images.bodies import ImageUpload
from web_service.api.images.paths import image_id
from web_service.api.images.routes import ROUTES as IMAGES
from web_service.api.images.views import image_view, ticket_view
from web_service.api.listings.bodies import ChangeListing, DraftListing
from web_service.api.listings.queries import ListQuery
from web_service.api.listings.routes import ROUTES as LISTINGS
from web_service.api.listings.views import listing_view
from web_service.api.search.routes import ROUTES as SEARCH
from web_service.api.search.views import city_view, country_view
from web_service.telemetry import logger
from web_service.use_cases import images
from web_service.use_cases import listings as use_cases
from web_service.use_cases.changes import own_listing
from web_service.use_cases.localities import rename_locality

if TYPE_CHECKING:
    from uuid import UUID

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.images.answers import Image, Ticket
    from web_service.api.listings.answers import Listing
    from web_service.api.search.answers import City, Country
    from web_service.domain.images import image as domain_image
    from web_service.domain.images import upload
    from web_service.domain.listings import listing as domain
    from web_service.domain.search.localities import Locality

API = api_of(IMAGES, LISTINGS, SEARCH)


def draft_listing(request: Request) -> "Response[Listing]":
    return once(request, lambda keep: _draft(request, keep), receipts=wiring.receipts)


def _draft(request: Request, keep: Keep) -> "Response[Listing]":
    def drafted(listing: "domain.Listing") -> "Response[Listing]":
        return _shown(request, listing, HTTPStatus.CREATED, {"Location": f"properties/{listing.property_id}"})

    listing = use_cases.draft_listing(
        read_exact_body(DraftListing, request).to_domain(),
        listings=wiring.listings(),
        call=wiring.call(request),
        receipt=lambda listing: keep(lambda: drafted(listing)),
    )
    request.logged["fact"] = "ListingDrafted"
    return drafted(listing)


def list_listings(request: Request) -> "Response[list[Listing]]":
    agent, key = wiring.call(request).agent, wiring.cursor_key()
    query = read_query(ListQuery, request, request.query)
    page = use_cases.list_listings(query.to_filter(agent, key=key), limit=query.limit, listings=wiring.listings())
    signed, in_list = wiring.signed_photos().address, query.property_id is None
    views = [listing_view(listing, signed, in_list=in_list) for listing in page.listings]
    return json_response(views, headers=query.next_link(page, agent, key=key))


def read_own_listing(request: Request) -> "Response[Listing]":
    listing = own_listing(paths.property_id(request), listings=wiring.listings(), call=wiring.call(request))
    return unless_held(_shown(request, listing), request)


def change_listing(request: Request) -> "Response[Listing]":
    edit = read_exact_body(ChangeListing, request).to_domain()
    version = required_version(request, of="listing")
    listing = use_cases.edit_listing(
        paths.property_id(request), edit, if_version=version, listings=wiring.listings(), call=wiring.call(request)
    )
    return _shown(request, listing)


def withdraw_listing(request: Request) -> "Response[Listing]":
    property_id = paths.property_id(request)
    done = use_cases.withdraw_listing(
        property_id, if_version=version_if_any(request), listings=wiring.listings(), call=wiring.call(request)
    )
    if done.listing is None:
        request.logged |= {"fact": "ListingRemoved", "property_id": property_id}
        return Response(HTTPStatus.NO_CONTENT, {}, "")
    if done.is_new:
        request.logged["fact"] = "ListingWithdrawn"
    return _shown(request, done.listing)


def expect_image(request: Request) -> "Response[Ticket]":
    return once(request, lambda keep: _expect(request, keep), receipts=wiring.receipts)


def _expect(request: Request, keep: Keep) -> "Response[Ticket]":
    expected_id, ticket = images.expect_image(
        paths.property_id(request),
        read_exact_body(ImageUpload, request).to_domain(),
        listings=wiring.listings(),
        uploads=wiring.image_bucket(),
        call=wiring.call(request),
        receipt=lambda expected_id, ticket: keep(lambda: _expected(expected_id, ticket)),
    )
    return _expected(expected_id, ticket)


def _expected(expected_id: "UUID", ticket: "upload.Ticket") -> "Response[Ticket]":
    return json_response(ticket_view(expected_id, ticket), HTTPStatus.CREATED)


def arrange_images(request: Request) -> "Response[Listing]":
    from web_service.api.images.image_order import ImageOrder  # noqa: PLC0415 - only this route pays for it

    listing = images.arrange_images(
        paths.property_id(request),
        read_exact_body(ImageOrder, request).to_domain(),
        if_version=version_if_any(request),
        listings=wiring.listings(),
        call=wiring.call(request),
    )
    return _shown(request, listing)


def edit_image(request: Request) -> "Response[Image]":
    return once(request, lambda keep: _edit(request, keep), receipts=wiring.receipts)


def _edit(request: Request, keep: Keep) -> "Response[Image]":
    from web_service.api.images.edit_bodies import EditImage  # noqa: PLC0415 - only this route pays for it

    property_id, wanted = paths.property_id(request), read_exact_body(EditImage, request)

    def begun(image: "domain_image.Image") -> "Response[Image]":
        return json_response(image_view(property_id, image, None), HTTPStatus.ACCEPTED)

    image = images.edit_image(
        property_id,
        image_id(request),
        wanted.domain_turn(),
        wanted.domain_crop(),
        if_version=version_if_any(request),
        listings=wiring.listings(),
        call=wiring.call(request),
        receipt=lambda image: keep(lambda: begun(image)),
    )
    return begun(image)


def remove_image(request: Request) -> "Response[Listing]":
    listing = images.remove_image(
        paths.property_id(request),
        image_id(request),
        if_version=version_if_any(request),
        listings=wiring.listings(),
        call=wiring.call(request),
    )
    return _shown(request, listing)


def rename_country(request: Request) -> "Response[Country]":
    return json_response(country_view(_renamed(request, paths.locality(request, "country"))))


def rename_city(request: Request) -> "Response[City]":
    country, city = paths.locality(request, "country", "city").split("/")
    return json_response(city_view(_renamed(request, country, city), country))


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _renamed(request: Request, country: str, city: str | None = None) -> "Locality":
    from web_service.api.search.bodies import LocalityName  # noqa: PLC0415 - only these routes pay for it

    name, agent = read_exact_body(LocalityName, request).name, wiring.call(request).agent
    locality = rename_locality(country, city, name, localities=wiring.localities(), agent=agent)
    request.logged |= {"country": country, "city": city, "name_of_locality": locality.name}
    return locality


def _shown(
    request: Request,
    listing: "domain.Listing",
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> "Response[Listing]":
    request.logged |= {"property_id": listing.property_id, "version": listing.version, "listing_status": listing.status}
    view = listing_view(listing, wiring.signed_photos().address)
    return json_response(view, status, etag(listing.version) | dict(headers or {}))
