"""Contracts on the deployed stack: the API, the publisher, and the clock."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.integration.aws import Aws
from unicorn_cli.stages.access import Access
from unicorn_cli.terminal.waiting import eventually

type BusEvents = Callable[[], list[dict[str, Any]]]

TOGETHER = 16  # concurrent requests


def a_draft() -> dict[str, Any]:
    number = uuid4().hex[:12]
    address = {"country": "USA", "city": "Anytown", "street": "Contract Street", "number": number}
    return {"property_id": f"usa/anytown/contract-street/{number}", "address": address, "seller_name": "Ada"}


@pytest.fixture(scope="module")
def api(access: Access) -> Iterator[httpx.Client]:
    """The Contracts API as agent1 calls it; error responses do not raise."""
    headers = {"Authorization": f"Bearer {access.token('agent1')}"}
    with httpx.Client(base_url=access.outputs["ContractsApiUrl"], headers=headers, timeout=60, trust_env=False) as api:
        yield api


def facts(events: list[dict[str, Any]], property_id: str) -> list[tuple[int, str]]:
    details = [event["detail"] for event in events if event["detail-type"] == "ContractStatusChanged"]
    mine = [detail for detail in details if detail["property_id"] == property_id]
    return sorted((detail["metadata"]["sequence"], detail["contract_status"]) for detail in mine)


def test_every_change_of_status_is_published_once_with_its_sequence(api: httpx.Client, bus_events: BusEvents) -> None:
    draft = a_draft()
    house = draft["property_id"]
    api.post("/contracts", json=draft, headers={"X-Correlation-Id": "a-story"}).raise_for_status()
    for status in ("APPROVED", "APPROVED", "CANCELLED"):
        api.put("/contracts", json={"property_id": house, "contract_status": status}).raise_for_status()
    api.post("/contracts", json=draft).raise_for_status()
    expected = [(1, "DRAFT"), (2, "APPROVED"), (3, "CANCELLED"), (4, "DRAFT")]
    assert eventually(lambda: facts(bus_events(), house) == expected), facts(bus_events(), house)
    first = next(e["detail"] for e in bus_events() if e["detail"]["property_id"] == house)
    assert first["metadata"]["correlation_id"] == "a-story"


@pytest.mark.parametrize(("method", "path"), [("GET", "/contracts"), ("POST", "/contracts"), ("PUT", "/contracts")])
def test_a_request_without_a_token_is_unauthorized(access: Access, method: str, path: str) -> None:
    url = access.outputs["ContractsApiUrl"] + path
    for headers in ({}, {"Authorization": "Bearer nonsense"}):
        assert httpx.request(method, url, headers=headers, json={}, trust_env=False).status_code == 401


def test_a_hostile_text_is_read_back_byte_for_byte(api: httpx.Client) -> None:
    draft = a_draft() | {"seller_name": "<b>&amp; a+b=c%20d ' \" 東京 🏠"}
    drafted = api.post("/contracts", json=draft)
    assert drafted.status_code == 201
    assert api.get(drafted.headers["Location"]).json()["seller_name"] == draft["seller_name"]


def test_the_same_idempotency_key_drafts_once(api: httpx.Client) -> None:
    draft, key = a_draft(), {"Idempotency-Key": uuid4().hex}
    first, second = (api.post("/contracts", json=draft, headers=key) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, first.json())
    assert api.post("/contracts", json=draft | {"seller_name": "Bea"}, headers=key).status_code == 422


def test_an_error_is_not_kept_for_its_idempotency_key(api: httpx.Client) -> None:
    draft = a_draft()
    assert api.post("/contracts", json=draft).status_code == 201
    key = {"Idempotency-Key": uuid4().hex}
    answers = [api.post("/contracts", json=draft, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [409, 409]
    own_ids = {answer.json()["correlation_id"] for answer in answers}
    assert len(own_ids) == 2


def test_a_thousand_drafts_at_once_make_one_contract(api: httpx.Client) -> None:
    draft = a_draft()

    def answer(_: int) -> int | None:
        """Send the request, and again while the gateway throttles it, as every client should."""
        return eventually(lambda: _unless_throttled(api.post("/contracts", json=draft).status_code))

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = Counter(pool.map(answer, range(1_000)))
    assert answers == {201: 1, 409: 999}
    assert len(api.get("/contracts", params={"property_id": draft["property_id"]}).json()) == 1


def test_the_openapi_document_and_its_page_are_served(api: httpx.Client) -> None:
    assert api.get("/openapi.json").json()["openapi"] == "3.1.0"
    assert api.get("/docs").text.lstrip().startswith("<!DOCTYPE html>")


def test_a_contract_expires_when_its_last_day_is_over(api: httpx.Client, aws: Aws, bus_events: BusEvents) -> None:
    draft = a_draft()
    today = datetime.now(UTC)
    contract = api.post("/contracts", json=draft | {"expires_on": today.date().isoformat()}).json()
    tomorrow = json.dumps({"time": (today + timedelta(days=1)).isoformat(timespec="seconds")})
    answer = aws.functions.invoke(FunctionName="unicorn-local-contracts-expire-contracts", Payload=tomorrow)
    assert json.loads(answer["Payload"].read()) == {"expired": 1}
    assert eventually(lambda: (2, "EXPIRED") in facts(bus_events(), draft["property_id"]))
    assert api.get(f"/contracts/{contract['contract_id']}").json()["contract_status"] == "EXPIRED"


def test_the_seed_data_has_a_contract_in_every_status(api: httpx.Client) -> None:
    for status in ("DRAFT", "APPROVED", "CLOSED", "CANCELLED", "EXPIRED"):
        assert api.get("/contracts", params={"status": status}).json(), status


def _unless_throttled(status: int) -> int | None:
    return None if status == HTTPStatus.TOO_MANY_REQUESTS else status
