"""The same Idempotency-Key on each route that makes something, with the tables as deployed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.adapters.alerts.alert_items import SEARCH
from web_service.adapters.alerts.alert_table import AlertTable
from web_service.adapters.enquiries.enquiry_table import EnquiryTable
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.publication.review_items import REVIEW, review_changes
from web_service.adapters.publication.review_table import ReviewTable
from web_service.adapters.viewings.viewing_items import SLOT
from web_service.adapters.viewings.viewing_table import ViewingTable
from web_service.adapters.webhooks.webhook_table import WebhookTable
from web_service.api.alerts.links import links_of
from web_service.api.routes import ROUTES
from web_service.domain.webhooks.webhook import EventType, Secrets, Webhook
from web_service.use_cases.alerts import Post
from web_service.use_cases.webhooks import Internet

from tests.adapters.web.conftest import TABLE
from tests.apigateway import CLAIMS
from tests.receipts import AtCommit, FunctionDied, die, lose_answer
from tests.templates import create_table
from tests.unit.web.alerts import Outbox
from tests.unit.web.api import Answer, ask
from tests.unit.web.enquiries import QUESTION
from tests.unit.web.fakes import ADMIN, HOUSE, MONDAY, a_listing, approved, declined, reviewed, with_picture
from tests.unit.web.memory import bucket_in_memory
from tests.unit.web.viewings import BOOKING, OFFER, a_slot
from unicorn_kit.idempotency import Receipts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

VIEWINGS, WEBHOOKS, ALERTS = "WebViewingsTable", "WebWebhooksTable", "WebAlertsTable"
WEBHOOK = Webhook(
    webhook_id=UUID(int=1),
    agent=a_listing().agent,
    url="https://agency.example/hooks",
    event_types=(EventType.PUBLICATION_REVOKED,),
    secrets=Secrets(current="whsec_AAAA"),
    created_at=MONDAY,
)
PUBLIC = "usa/anytown/main-street/113"
PICTURED = with_picture(a_listing())
DECLINED = declined(a_listing("114"))
WAITING = reviewed(a_listing("115"))
ADMINS = {"cognito:username": ADMIN.name, "cognito:groups": "[admins]"}
POSTS: dict[str, tuple[str, dict[str, Any]]] = {  # route → path and body
    "/properties": (
        "/properties",
        {
            "address": {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "112"},
            "description": "A house",
            "contract": "sale",
            "listprice": 100,
            "currency": "USD",
        },
    ),
    "/properties/{country}/{city}/{street}/{number}/images": (
        f"/properties/{HOUSE}/images",
        {"filename": "front.jpg", "content_type": "image/jpeg", "size": 1000},
    ),
    "/properties/{country}/{city}/{street}/{number}/images/{image_id}/edits": (
        f"/properties/{HOUSE}/images/{PICTURED.images[0].image_id}/edits",
        {"turn": 90, "crop": {"left": 0, "top": 0, "width": 800, "height": 600}},
    ),
    "/request_approval": ("/request_approval", {"property_id": HOUSE}),
    "/properties/{country}/{city}/{street}/{number}/publication/appeal": (
        f"/properties/{DECLINED.property_id}/publication/appeal",
        {"comment": "Look again."},
    ),
    "/reviews/{request_id}": (
        f"/reviews/{WAITING.request.request_id if WAITING.request else None}",
        {"verdict": "DECLINED", "comment": "Too dark."},
    ),
    "/webhooks": ("/webhooks", {"url": "https://agency.example/more", "event_types": ["PublicationRevoked"]}),
    "/webhooks/{webhook_id}/secret": (f"/webhooks/{WEBHOOK.webhook_id}/secret", {}),
    "/properties/{country}/{city}/{street}/{number}/enquiries": (
        f"/properties/{PUBLIC}/enquiries",
        QUESTION,
    ),
    "/properties/{country}/{city}/{street}/{number}/slots": (
        f"/properties/{PUBLIC}/slots",
        OFFER | {"starts_at": "2026-03-02T15:00+01:00"},
    ),
    "/properties/{country}/{city}/{street}/{number}/viewings": (f"/properties/{PUBLIC}/viewings", BOOKING),
    "/saved-searches": ("/saved-searches", {"email": "ada@example.com", "search": "/search/usa/anytown"}),
}
BY_ITSELF = {"/saved-searches/{search_id}/unsubscribe"}  # ends what is ended already, however often it is sent
EACH = pytest.mark.parametrize("route", POSTS)


@pytest.fixture(autouse=True)
def commit(dynamodb: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Iterator[AtCommit]:
    table = create_table(dynamodb, "unicorn_web", "WebIdempotencyTable")
    create_table(dynamodb, "unicorn_web", WEBHOOKS)
    client: Any = AtCommit(dynamodb)
    bucket_in_memory(monkeypatch)
    monkeypatch.setattr(wiring, "now", lambda: MONDAY)
    monkeypatch.setenv("PICTURES_URL", "https://pictures.example")
    monkeypatch.setenv("IMAGES_BUCKET", "images")
    monkeypatch.setattr(wiring, "listings", lambda: ListingTable(client, TABLE))
    monkeypatch.setattr(wiring, "receipts", lambda: Receipts(dynamodb, table, prefix="web"))
    monkeypatch.setattr(wiring, "webhooks", lambda: WebhookTable(client, WEBHOOKS))
    internet = Internet(addresses=lambda *_: ["93.184.216.34"])
    monkeypatch.setattr(wiring, "internet", lambda: internet)
    wiring.listings().add(PICTURED)
    for listing in (approved(a_listing("113")), DECLINED, WAITING):
        dynamodb.put_item(TableName=TABLE, Item=listing_item(replace(listing, version=1)))
    for change in review_changes(a_listing("115"), WAITING, TABLE):
        dynamodb.put_item(**change["Put"])
    monkeypatch.setattr(wiring, "reviews", lambda: ReviewTable(client, TABLE))
    wiring.webhooks().add(WEBHOOK)
    enquiries = create_table(dynamodb, "unicorn_web", "WebEnquiriesTable")
    monkeypatch.setenv("CURSOR_KEY", "a key of this test")
    monkeypatch.setenv("REQUESTS_PER_ADDRESS", "10")
    monkeypatch.setattr(wiring, "enquiries", lambda: EnquiryTable(client, enquiries, listings=TABLE))
    create_table(dynamodb, "unicorn_web", VIEWINGS)
    viewings = ViewingTable(client, VIEWINGS, listings=TABLE)
    monkeypatch.setattr(wiring, "viewings", lambda: viewings)
    viewings.offer([a_slot(property_id=PUBLIC)], viewings.slots(PUBLIC))
    create_table(dynamodb, "unicorn_web", ALERTS)
    monkeypatch.setattr(wiring, "saved_searches", lambda: AlertTable(client, ALERTS))
    post = Post(mailer=Outbox(), links=lambda search: links_of(search, site="", key=b""))
    monkeypatch.setattr(wiring, "post", lambda: post)
    yield client
    for name in (table, enquiries, VIEWINGS, WEBHOOKS, ALERTS):
        dynamodb.delete_table(TableName=name)


def caller(route: str) -> dict[str, str]:
    return ADMINS if route.startswith("/reviews") else CLAIMS


def post(route: str, *, body: object = None, key: str = "a-key-of-mine") -> Answer:
    path, usual = POSTS[route]
    return ask("POST", path, body or usual, headers={"Idempotency-Key": key}, claims=caller(route))


def the_one(dynamodb: "DynamoDBClient", *answers: Answer) -> None:
    """All answers are the first one, and one change was made to what there was, or beside it."""
    first, *others = ((answer.status, answer.body, answer.headers.get("Location")) for answer in answers)
    assert first[0] in {200, 201, 202}
    assert others == [first] * len(others)
    items = [item for table in (TABLE, WEBHOOKS) for item in dynamodb.scan(TableName=table)["Items"]]
    items = [item for item in items if item.get("sk", {}).get("S") != REVIEW]
    slots = [item for item in dynamodb.scan(TableName=VIEWINGS)["Items"] if item["sk"]["S"].startswith(SLOT)]
    searches = [item for item in dynamodb.scan(TableName=ALERTS)["Items"] if item["sk"]["S"] == SEARCH]
    # Four listings, a webhook, a slot, and a change.
    changes = sum(int(item.get("version", item.get("sequence", {}))["N"]) for item in items)
    assert changes + len(slots) + len(searches) == 7


def test_every_post_is_here() -> None:
    assert {route.path for route in ROUTES if route.method == "POST"} == set(POSTS) | BY_ITSELF


@EACH
def test_the_same_key_and_body_get_the_first_answer_again(route: str, dynamodb: "DynamoDBClient") -> None:
    the_one(dynamodb, post(route), post(route))


@EACH
def test_the_order_of_names_white_space_and_quotes_around_the_key_do_not_count(
    route: str, dynamodb: "DynamoDBClient"
) -> None:
    spaced = json.dumps(dict(reversed(POSTS[route][1].items())), indent=2)
    the_one(dynamodb, post(route), post(route, body=spaced, key='"a-key-of-mine"'))


@EACH
def test_an_answer_that_was_lost_on_its_way_is_answered_again(
    route: str, commit: AtCommit, dynamodb: "DynamoDBClient"
) -> None:
    commit.after.append(lose_answer)
    the_one(dynamodb, post(route), post(route))


@EACH
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_function_that_died_at_its_commit_is_asked_again(
    route: str, moment: str, commit: AtCommit, dynamodb: "DynamoDBClient"
) -> None:
    getattr(commit, moment).append(die)
    with pytest.raises(FunctionDied):
        post(route)
    the_one(dynamodb, post(route), post(route))


@EACH
def test_of_two_at_once_one_has_its_effect_and_both_get_its_answer(
    route: str, commit: AtCommit, dynamodb: "DynamoDBClient"
) -> None:
    meanwhile: list[Answer] = []
    commit.before.append(lambda: meanwhile.append(post(route)))
    the_one(dynamodb, post(route), *meanwhile)


@EACH
def test_the_same_key_with_another_body_or_path_is_rejected(route: str) -> None:
    post(route)
    access = {found.path: (found.access, caller(found.path)) for found in ROUTES if found.method == "POST"}
    for other in (found for found in POSTS if access[found] == access[route]):  # an agent's keys are the agent's own
        body = POSTS[other][1] | ({"extra": 1} if other == route else {})
        rejected = post(other, body=body)
        assert (rejected.status, rejected.kind, rejected.fields) == (422, "key-of-another-request", {"Idempotency-Key"})


@pytest.mark.parametrize("route", [route for route, (_, body) in POSTS.items() if body])
def test_an_error_is_not_kept(route: str) -> None:
    assert post(route, body={"extra": 1}).status == 400
    assert post(route).status in {200, 201, 202}
