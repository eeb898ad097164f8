"""Agents' REST requests → listings, and tickets for their pictures."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.property_id import normalise
from web_service.handlers import requests
from web_service.handlers.api_models import DraftListing, ImageUpload
from web_service.handlers.http import Answer, Request, json_answer, serve
from web_service.handlers.list_query import list_query
from web_service.handlers.refusals import REFUSALS
from web_service.handlers.views import listing_view, ticket_view
from web_service.telemetry import count, logger
from web_service.use_cases import listings as use_cases
from web_service.use_cases.pictures import expect_picture


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
            listings=wiring.listings(),
            call=call,
        )
    )
    count("ListingDrafted")
    logger.info("listing_drafted", extra={"property_id": listing.property_id})
    return json_answer(
        listing_view(listing), HTTPStatus.CREATED, {"Location": f"properties/{listing.property_id}"}
    )  # fmt: skip


def get_listings(request: Request) -> Answer:
    agent = requests.call(request).agent
    query = list_query(request)
    page = use_cases.list_listings(query.wanted(agent), limit=query.limit, listings=wiring.listings())
    link = query.next_link(page, agent)
    return json_answer([listing_view(listing) for listing in page.listings], headers={"Link": link} if link else {})


def post_image(request: Request) -> Answer:
    call = requests.call(request)
    upload = requests.body(ImageUpload, request).to_domain()
    image_id, ticket = expect_picture(
        request.property_id(), upload, listings=wiring.listings(), uploads=wiring.image_bucket(), call=call
    )
    return json_answer(ticket_view(image_id, ticket), HTTPStatus.CREATED)


ROUTES = {
    "POST /properties": post_listing,
    "GET /properties": get_listings,
    "POST /properties/{country}/{city}/{street}/{number}/images": post_image,
}


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return serve(event, ROUTES, REFUSALS, logger)
