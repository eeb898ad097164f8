"""A listing on the deployed stacks: drafted, requested, published, revoked."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from demo.listings import path_of, publication
from tests.integration.aws import Aws
from tests.integration.listings import a_draft, approve, drafted, publish, published, reaches, requested
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

type BusEvents = Callable[[], list[dict[str, Any]]]


def requests_published(events: list[dict[str, Any]], property_id: str) -> list[dict[str, Any]]:
    mine = [event["detail"] for event in events if event["detail-type"] == "PublicationApprovalRequested"]
    return [detail for detail in mine if detail["property_id"] == property_id]


def test_a_request_is_published_once_with_all_its_fields(web_api: Api, bus_events: BusEvents) -> None:
    property_id = drafted(web_api)
    request_id = requested(web_api, property_id)
    assert eventually(lambda: requests_published(bus_events(), property_id))
    (event,) = requests_published(bus_events(), property_id)
    assert event | {"metadata": None, "address": None} == {
        "metadata": None,
        "address": None,
        "property_id": property_id,
        "request_id": request_id,
        "status": "PENDING",
        "description": "A lovely house with a garden full of roses.",
        "headline": None,
        "captions": [],
        "contract": "sale",
        "listprice": 199.99,
        "currency": "USD",
        "price_on_request": False,
        "images": [],
        "appeal": None,
    }
    assert event["metadata"]["sequence"] == 1


def test_a_second_request_is_a_conflict_while_the_first_is_pending(web_api: Api) -> None:
    property_id = drafted(web_api)
    requested(web_api, property_id)
    refused = web_api.post("/request_approval", {"property_id": property_id}, expect=409)
    assert refused["type"].endswith("/approval-pending")


def test_an_approved_listing_is_found_and_a_revoked_one_is_not(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    city = f"City {uuid4().hex[:8]}"
    property_id, request_id = published(web_api, aws, outputs["EventBusName"], city)
    search = f"/search/USA/{city}"
    assert [found["property_id"] for found in customer.get(search)] == [property_id]
    assert customer.get(path_of(property_id))["listprice"] == 199.99
    revocation = {"property_id": property_id, "request_id": request_id, "reason": "CONTRACT_CANCELLED"}
    publish(aws, outputs["EventBusName"], "PublicationRevoked", revocation)
    withdrawn = reaches(web_api, property_id, "WITHDRAWN")
    assert withdrawn
    assert [reason["code"] for reason in withdrawn["reasons"]] == ["CONTRACT_CANCELLED"]
    assert customer.get(search) == []
    customer.get(path_of(property_id), expect=404)
    assert requested(web_api, property_id) != request_id


def test_only_its_agent_can_read_a_draft(web_api: Api, customer: Api, access: Access) -> None:
    property_id = drafted(web_api)
    customer.get(path_of(property_id), expect=404)
    with access.web("agent2") as other, access.web("admin1") as admin:
        other.get(f"{path_of(property_id)}/publication", expect=403)
        other.post("/request_approval", {"property_id": property_id}, expect=403)
        assert admin.get(f"{path_of(property_id)}/publication")["status"] == "DRAFT"


def test_an_evaluation_of_an_unknown_request_changes_nothing(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    ghost = f"usa/ghost-town/web-street/{uuid4().hex[:12]}"
    approve(aws, outputs["EventBusName"], ghost, str(uuid4()))
    property_id = drafted(web_api)
    request_id = requested(web_api, property_id)
    approve(aws, outputs["EventBusName"], property_id, str(uuid4()))
    banana = {"property_id": property_id, "request_id": request_id, "evaluation_result": "BANANA"}
    publish(aws, outputs["EventBusName"], "PublicationEvaluationCompleted", banana)
    letters = eventually(lambda: dead_letters(aws, outputs["WebEvaluationDeadLetterQueueUrl"], request_id))
    assert letters
    assert letters[0]["detail"] == banana
    assert publication(web_api, property_id)["status"] == "PENDING"
    customer.get(path_of(ghost), expect=404)
    assert customer.get("/search/usa/ghost-town") == []


def dead_letters(aws: Aws, queue: str, mark: str) -> list[dict[str, Any]]:
    """Receive and delete the dead letters that contain the mark; leave the others."""
    found = []
    for message in aws.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
        if mark in message["Body"]:
            found.append(json.loads(message["Body"]))
            aws.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return found


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/properties"),
        ("POST", "/properties"),
        ("POST", "/request_approval"),
        ("POST", "/properties/usa/a/b/1/images"),
        ("GET", "/properties/usa/a/b/1/publication"),
    ],
)
def test_a_request_without_a_token_is_unauthorized(access: Access, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        url = access.outputs["WebApiUrl"] + path
        assert httpx.request(method, url, headers=headers, json={}, trust_env=False).status_code == 401


def test_a_hostile_text_is_read_back_byte_for_byte(web_api: Api, bus_events: BusEvents) -> None:
    text = "<b>&amp; a+b=c%20d ' \" \n 東京 🏠"
    property_id = drafted(web_api, description=text)
    requested(web_api, property_id)
    assert eventually(lambda: requests_published(bus_events(), property_id))
    assert requests_published(bus_events(), property_id)[0]["description"] == text


def test_a_request_that_cannot_be_fulfilled_is_an_error(web_api: Api) -> None:
    web_api.post("/properties", a_draft() | {"listprice": "1"}, expect=400)
    web_api.post("/request_approval", {"property_id": "usa/no/such/house"}, expect=404)
    web_api.post("/properties/usa/no/such/house/images", {"filename": "x"}, expect=400)
