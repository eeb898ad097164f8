"""The live feed on the deployed stack."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.integration.aws import Aws
from tests.integration.listings import drafted, own, publish, published, requested
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

Event = dict[str, Any]


def feed(customer: Api, count: int, **query: str) -> list[Event] | None:
    """Return the events of a query once there are at least `count` of them."""

    def look() -> list[Event] | None:
        found: list[Event] = customer.get(f"/live/events?{urlencode(query)}")["events"]
        return found if len(found) >= count else None

    return eventually(look)


@pytest.fixture(scope="module")
def history(web_api: Api, contracts_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]) -> list[Event]:
    """Return all events about a property: its contract, its request, its approval."""
    property_id, _ = published(web_api, aws, outputs["EventBusName"])
    listing = own(web_api, property_id)
    address = {part: listing[part] for part in ("country", "city", "street", "number")}
    contracts_api.post("/contracts", {"property_id": property_id, "address": address, "seller_name": "Ada Seller"})
    found = feed(customer, 3, property_id=property_id, limit="100")
    assert found
    return found


def test_a_property_is_followed_through_all_contexts(history: list[Event]) -> None:
    assert {event["source"] for event in history} == {"unicorn.contracts", "unicorn.properties", "unicorn.web"}
    kinds = {"ContractStatusChanged", "PublicationApprovalRequested", "PublicationEvaluationCompleted"}
    assert kinds <= {event["detail_type"] for event in history}
    assert len({event["property_id"] for event in history}) == 1


def test_a_request_is_followed_by_its_correlation_id(history: list[Event], customer: Api) -> None:
    [asked] = [event for event in history if event["detail_type"] == "PublicationApprovalRequested"]
    found = feed(customer, 1, correlation_id=asked["correlation_id"]) or []
    assert asked in found  # the workflow's own answer may be there, too
    assert {event["correlation_id"] for event in found} == {asked["correlation_id"]}
    assert asked["detail"]["description"]  # whole


def test_neither_a_task_token_nor_a_sellers_name_is_in_the_feed(history: list[Event]) -> None:
    text = json.dumps(history).lower()
    assert "ada seller" not in text
    assert "token" not in text


def test_a_poll_returns_only_the_events_after_its_cursor(web_api: Api, customer: Api) -> None:
    property_id = drafted(web_api)
    before = customer.get("/live/events", property_id=property_id)
    assert before["events"] == []
    requested(web_api, property_id)
    after = {"property_id": property_id, "after": before["cursor"]}
    assert feed(customer, 1, **after)
    cursor = customer.get(f"/live/events?{urlencode(after)}")["cursor"]
    assert customer.get("/live/events", after=cursor, property_id=property_id)["events"] == []


def test_an_event_that_is_delivered_twice_is_in_the_feed_once(customer: Api, aws: Aws, outputs: dict[str, str]) -> None:
    correlation_id = str(uuid4())
    metadata = {"event_id": str(uuid4()), "correlation_id": correlation_id}
    for order in ("first", "again", "last"):
        known = metadata | ({"event_id": str(uuid4())} if order == "last" else {})
        detail = {"metadata": known, "order": order}
        publish(aws, outputs["EventBusName"], "SomethingNew", detail, source="unicorn.contracts")

    found = feed(customer, 2, correlation_id=correlation_id) or []
    orders = {event["detail"]["order"] for event in found}
    assert len(found) == len({event["id"] for event in found}) == 2
    assert "last" in orders


def test_an_invalid_property_id_is_an_error_that_names_the_field(customer: Api) -> None:
    answer = customer.call("GET", "/live/events", expect=400, property_id="usa/anytown")
    assert [error["field"] for error in answer.json()["errors"]] == ["property_id"]
