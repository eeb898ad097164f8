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
from web_service.handlers.api_models import DraftListing, ImageUpload, ListingAnswer, TicketAnswer
from web_service.handlers.app import make_app
from web_service.handlers.list_query import list_query
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
    body = ListingAnswer.of(listing).model_dump_json()
    return _json(body, HTTPStatus.CREATED, {"Location": f"properties/{listing.property_id}"})


@router.get("/properties")
def get_listings() -> Response[str]:
    agent = requests.call(router.current_event).agent
    query = list_query(router.current_event)
    page = use_cases.list_listings(query.wanted(agent), limit=query.limit, listings=wiring.listings())
    answers = ",".join(ListingAnswer.of(listing).model_dump_json() for listing in page.listings)
    link = query.next_link(page, agent)
    return _json(f"[{answers}]", HTTPStatus.OK, {"Link": link} if link else {})


@router.post(IMAGES)
def post_image(country: str, city: str, street: str, number: str) -> Response[str]:
    call = requests.call(router.current_event)
    upload = requests.body(ImageUpload, router.current_event)
    property_id = requests.property_id(country, city, street, number)
    image_id, ticket = expect_picture(
        property_id, upload.to_domain(), listings=wiring.listings(), uploads=wiring.image_bucket(), call=call
    )
    answer = TicketAnswer(image_id=image_id, url=ticket.url, fields=dict(ticket.fields))
    return _json(answer.model_dump_json(), HTTPStatus.CREATED)


@cache
def app() -> APIGatewayRestResolver:
    return make_app(router)


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app().resolve(event, context)


def _json(body: str, status: HTTPStatus, headers: dict[str, str] | None = None) -> Response[str]:
    return Response(status_code=status, content_type="application/json", headers=dict(headers or {}), body=body)
