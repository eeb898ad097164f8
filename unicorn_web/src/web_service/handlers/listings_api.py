"""Agents' REST requests → listings, and tickets for their pictures."""

from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.typing import LambdaContext

from web_service import wiring
from web_service.domain.property_id import normalise
from web_service.handlers import requests
from web_service.handlers.api_models import DraftListing, ImageUpload
from web_service.handlers.app import json_answer, make_app
from web_service.handlers.list_query import list_query
from web_service.handlers.views import listing_view, ticket_view
from web_service.telemetry import count, logger
from web_service.use_cases import listings as use_cases
from web_service.use_cases.pictures import expect_picture

router = APIGatewayRouter()
IMAGES = "/properties/<country>/<city>/<street>/<number>/images"


@router.post("/properties")
def post_listing() -> Response[str]:
    call = requests.call(router.current_event)
    draft = requests.body(DraftListing, router.current_event)
    listing = use_cases.draft_listing(
        property_id=None if draft.property_id is None else normalise(draft.property_id),
        address=draft.address.to_domain(),
        description=draft.description,
        kind=draft.contract,
        price=draft.price(),
        listings=wiring.listings(),
        call=call,
    )
    count("ListingDrafted")
    logger.info("listing_drafted", extra={"property_id": listing.property_id})
    return json_answer(listing_view(listing), HTTPStatus.CREATED, {"Location": f"properties/{listing.property_id}"})


@router.get("/properties")
def get_listings() -> Response[str]:
    agent = requests.call(router.current_event).agent
    query = list_query(router.current_event)
    page = use_cases.list_listings(query.wanted(agent), limit=query.limit, listings=wiring.listings())
    link = query.next_link(page, agent)
    return json_answer([listing_view(listing) for listing in page.listings], headers={"Link": link} if link else {})


@router.post(IMAGES)
def post_image(country: str, city: str, street: str, number: str) -> Response[str]:
    call = requests.call(router.current_event)
    upload = requests.body(ImageUpload, router.current_event)
    property_id = requests.property_id(country, city, street, number)
    image_id, ticket = expect_picture(
        property_id, upload.to_domain(), listings=wiring.listings(), uploads=wiring.image_bucket(), call=call
    )
    return json_answer(ticket_view(image_id, ticket), HTTPStatus.CREATED)


@cache
def app() -> APIGatewayRestResolver:
    return make_app(router)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app().resolve(event, context)
