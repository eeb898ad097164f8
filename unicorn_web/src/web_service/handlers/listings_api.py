"""Agents' REST requests → listings, and tickets for their pictures."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.features import Features
from web_service.domain.listing import Listing
from web_service.domain.property_id import normalise
from web_service.handlers import requests
from web_service.handlers.api_models import ChangeListing, DraftListing, ImageUpload
from web_service.handlers.http import Answer, Request, json_answer, serve
from web_service.handlers.list_query import list_query
from web_service.handlers.refusals import REFUSALS
from web_service.handlers.views import listing_view, ticket_view
from web_service.telemetry import count, logger
from web_service.use_cases import listings as use_cases
from web_service.use_cases import pictures


def post_listing(request: Request) -> Answer:
    call = requests.call(request)
    draft = requests.body(DraftListing, request)
    listing = requests.domain(
        lambda: use_cases.draft_listing(
            property_id=None if draft.property_id is None else normalise(draft.property_id),
            address=draft.address.to_domain(),
            description=draft.description,
            kind=draft.contract,
            price=draft.price(),
            features=Features(**draft.features()),
            listings=wiring.listings(),
            call=call,
        )
    )
    count("ListingDrafted")
    logger.info("listing_drafted", extra={"property_id": listing.property_id})
    return _answer(listing, HTTPStatus.CREATED, {"Location": f"properties/{listing.property_id}"})


def get_listings(request: Request) -> Answer:
    agent = requests.call(request).agent
    query = list_query(request)
    page = use_cases.list_listings(query.wanted(agent), limit=query.limit, listings=wiring.listings())
    link = query.next_link(page, agent)
    return json_answer([listing_view(listing) for listing in page.listings], headers={"Link": link} if link else {})


def patch_listing(request: Request) -> Answer:
    call = requests.call(request)
    wanted = requests.body(ChangeListing, request).to_domain()
    version = requests.version_wanted(request)
    listing = requests.domain(
        lambda: use_cases.edit_listing(
            request.property_id(), wanted, if_version=version, listings=wiring.listings(), call=call
        )
    )
    _tell("listing_edited", listing)
    return _answer(listing)


def delete_listing(request: Request) -> Answer:
    call = requests.call(request)
    property_id = request.property_id()
    done = use_cases.withdraw_listing(
        property_id, if_version=requests.version_if_any(request), listings=wiring.listings(), call=call
    )
    if done.listing is None:
        count("ListingRemoved")
        logger.info("listing_removed", extra={"property_id": property_id})
        return Answer(HTTPStatus.NO_CONTENT, {}, "")
    if done.is_new:
        count("ListingWithdrawn")
        _tell("listing_withdrawn", done.listing)
    return _answer(done.listing)


def post_image(request: Request) -> Answer:
    call = requests.call(request)
    upload = requests.body(ImageUpload, request).to_domain()
    image_id, ticket = pictures.expect_picture(
        request.property_id(), upload, listings=wiring.listings(), uploads=wiring.image_bucket(), call=call
    )
    return json_answer(ticket_view(image_id, ticket), HTTPStatus.CREATED)


def put_images(request: Request) -> Answer:
    from web_service.handlers.image_order import ImageOrder  # noqa: PLC0415 - only this route pays for it

    call = requests.call(request)
    places = requests.body(ImageOrder, request).to_domain()
    listing = pictures.arrange_pictures(
        request.property_id(),
        places,
        if_version=requests.version_if_any(request),
        listings=wiring.listings(),
        call=call,
    )
    _tell("pictures_arranged", listing)
    return _answer(listing)


def delete_image(request: Request) -> Answer:
    call = requests.call(request)
    listing = pictures.remove_image(
        request.property_id(),
        requests.image_id(request),
        if_version=requests.version_if_any(request),
        listings=wiring.listings(),
        call=call,
    )
    _tell("image_removed", listing)
    return _answer(listing)


ROUTES = {
    "POST /properties": post_listing,
    "GET /properties": get_listings,
    "PATCH /properties/{country}/{city}/{street}/{number}": patch_listing,
    "DELETE /properties/{country}/{city}/{street}/{number}": delete_listing,
    "POST /properties/{country}/{city}/{street}/{number}/images": post_image,
    "PUT /properties/{country}/{city}/{street}/{number}/images": put_images,
    "DELETE /properties/{country}/{city}/{street}/{number}/images/{image_id}": delete_image,
}


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(event, ROUTES, REFUSALS, logger)


def _answer(
    listing: Listing, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Answer:  # fmt: skip
    return json_answer(listing_view(listing), status, {"ETag": f'"{listing.version}"'} | dict(headers or {}))


def _tell(fact: str, listing: Listing) -> None:
    told = {"property_id": listing.property_id, "version": listing.version, "listing_status": listing.status}
    logger.info(fact, extra=told)
