"""Responses of the Contracts API, in process."""

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import StringIO
from typing import Any

import pytest
import time_machine
from contracts_service.domain.change import Change
from contracts_service.domain.contract import ContractStatus
from contracts_service.handlers import expire_contracts
from contracts_service.ports import StoreUnavailable

from tests.apigateway import LambdaContext
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import HOUSE, MONDAY, FakeContracts

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {"property_id": HOUSE, "address": ADDRESS, "seller_name": "Ada"}

pytestmark = pytest.mark.usefixtures("contracts")


def test_a_draft_is_returned_whole_and_found_under_its_location() -> None:
    drafted = ask("POST", "/contracts", DRAFT | {"property_id": "USA/Anytown/Main Street/111"})
    assert drafted.status == 201
    assert drafted.body["property_id"] == HOUSE
    assert (drafted.body["contract_status"], drafted.body["version"]) == ("DRAFT", 1)
    read = ask("GET", drafted.headers["Location"])
    assert (read.status, read.body, read.headers["ETag"]) == (200, drafted.body, '"1"')


def test_no_answer_is_kept_by_a_cache_or_taken_for_another_type() -> None:
    answers = [ask("POST", "/contracts", DRAFT), ask("GET", "/contracts"), ask("GET", "/nowhere"), ask("GET", "/docs")]
    assert {answer.status for answer in answers} == {201, 200, 404}
    for answer in answers[:3]:
        assert answer.headers["Cache-Control"] == "no-store"
    assert {answer.headers["X-Content-Type-Options"] for answer in answers} == {"nosniff"}


def test_times_are_in_utc_with_milliseconds() -> None:
    body = ask("POST", "/contracts", DRAFT).body
    assert body["contract_created"] == body["contract_last_modified_on"]
    assert len(body["contract_created"]) == len("2026-03-02T09:00:00.000Z")
    assert body["contract_created"].endswith("Z")


def test_a_second_active_contract_is_a_conflict() -> None:
    ask("POST", "/contracts", DRAFT)
    second = ask("POST", "/contracts", DRAFT)
    assert second.status == 409
    assert second.body["type"].endswith("/property-has-active-contract")
    assert second.headers["Content-Type"] == "application/problem+json"


def test_put_approves_by_default() -> None:
    ask("POST", "/contracts", DRAFT)
    assert ask("PUT", "/contracts", {"property_id": HOUSE}).body["contract_status"] == "APPROVED"
    closed = ask("PUT", "/contracts", {"property_id": HOUSE, "contract_status": "CLOSED"})
    assert closed.body["contract_status"] == "CLOSED"


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"property_id": "usa/anytown/main-street/404"}, 404, "contract-not-found"),
        ({"property_id": "nowhere"}, 400, "invalid-property-id"),
        ({"property_id": HOUSE, "contract_status": "CLOSED"}, 409, "move-not-allowed"),
        ({"property_id": HOUSE, "contract_status": "BANANA"}, 400, "invalid-request"),
        ({}, 400, "invalid-request"),
    ],
)
def test_an_impossible_move_is_rejected(body: dict[str, str], status: int, kind: str) -> None:
    ask("POST", "/contracts", DRAFT)
    rejected = ask("PUT", "/contracts", body)
    assert (rejected.status, rejected.kind) == (status, kind)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (None, 401),
        ({"cognito:username": "mallory"}, 403),
        ({"cognito:username": "mallory", "cognito:groups": "agents-of-others"}, 403),
        ({"cognito:username": "a", "cognito:groups": "[agents]"}, 201),
        ({"cognito:username": "a", "cognito:groups": "admins,others"}, 201),
    ],
)
def test_only_agents_and_admins_may_draft(claims: dict[str, str] | None, status: int) -> None:
    assert ask("POST", "/contracts", DRAFT, claims=claims).status == status


@pytest.mark.parametrize(("number", "status"), [("111", 201), ("", 400)])
def test_every_answer_leaves_one_line_with_its_correlation_id_and_no_name(
    contracts: FakeContracts, log: StringIO, number: str, status: int
) -> None:
    body = DRAFT | {"address": DRAFT["address"] | {"number": number}, "seller_name": "Ada Lovelace"}
    assert ask("POST", "/contracts", body, headers={"X-Correlation-Id": "one-of-ours"}).status == status
    [line] = map(json.loads, log.getvalue().splitlines())
    assert (line["message"], line["status"]) == ("draft_contract", status)
    assert line["correlation_id"] == "one-of-ours"
    assert "Lovelace" not in log.getvalue()


def test_a_failing_store_answers_503_with_retry_after(
    contracts: FakeContracts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("throttled: table arn:aws:secret")

    monkeypatch.setattr(contracts, "add", fail)
    rejected = ask("POST", "/contracts", DRAFT)
    assert (rejected.status, rejected.headers["Retry-After"]) == (503, "2")
    assert "secret" not in json.dumps(rejected.body)


def test_nothing_internal_leaks_from_a_bug(contracts: FakeContracts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("table ContractsTable-1X")

    monkeypatch.setattr(contracts, "add", fail)
    rejected = ask("POST", "/contracts", DRAFT)
    assert rejected.status == 500
    assert "ContractsTable" not in json.dumps(rejected.body)
    assert rejected.body["correlation_id"] == rejected.headers["X-Correlation-Id"]


def test_a_change_needs_the_version_it_was_made_from() -> None:
    path = ask("POST", "/contracts", DRAFT).headers["Location"]
    approve = {"contract_status": "APPROVED"}
    assert ask("PATCH", path, approve).status == 428
    assert ask("PATCH", path, approve, headers={"If-Match": '"2"'}).status == 412
    changed = ask("PATCH", path, approve | {"seller_name": "Bea"}, headers={"If-Match": '"1"'})
    assert (changed.status, changed.headers["ETag"], changed.body["seller_name"]) == (200, '"2"', "Bea")
    assert ask("PATCH", path, {"seller_name": "Cleo"}, headers={"If-Match": '"1"'}).status == 412


def test_unknown_ids_and_routes_are_not_found() -> None:
    for path in ("/contracts/0192f0c1-0000-7000-8000-000000000000", "/contracts/not-an-id", "/elsewhere"):
        assert ask("GET", path).status == 404


def test_the_pages_of_a_list_are_linked() -> None:
    for number in range(5):
        address = ADDRESS | {"number": str(number)}
        ask(
            "POST",
            "/contracts",
            {"property_id": f"usa/anytown/main-street/{number}", "address": address, "seller_name": "A"},
        )
    seen: list[str] = []
    query: dict[str, str] | None = {"limit": "2"}
    while query is not None:
        page = ask("GET", "/contracts", query=query)
        seen += [contract["property_id"].rpartition("/")[2] for contract in page.body]
        link = page.headers.get("Link")
        query = {"limit": "2", "cursor": page.body[-1]["contract_id"]} if link else None
        assert link is None or page.body[-1]["contract_id"] in link
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"limit": "1_0"}, "limit"),
        ({"limit": " 1"}, "limit"),
        ({"limit": "1.0"}, "limit"),
        ({"limit": "\uff11"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"status": "BANANA"}, "status"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_query_that_cannot_be_answered_names_its_field(query: dict[str, str], field: str) -> None:
    rejected = ask("GET", "/contracts", query=query)
    assert (rejected.status, rejected.fields) == (400, {field})


def test_a_parameter_that_is_given_twice_is_refused_and_named() -> None:
    for query in ("limit=1&limit=2", "status=DRAFT&status=DRAFT"):
        rejected = ask("GET", f"/contracts?{query}")
        assert (rejected.status, rejected.fields) == (400, {query.partition("=")[0]})


@pytest.mark.parametrize(
    ("given", "status"), [('"1"', 304), ('"9", W/"1",', 304), ("*", 304), ('"2"', 200), ("1", 400)]
)
def test_a_contract_that_the_caller_has_is_not_sent_again(given: str, status: int) -> None:
    contract_id = ask("POST", "/contracts", DRAFT).body["contract_id"]
    read = ask("GET", f"/contracts/{contract_id}", headers={"If-None-Match": given})
    assert (read.status, read.body == "") == (status, status == HTTPStatus.NOT_MODIFIED)


def test_the_clock_expires_by_the_moment_its_schedule_means_and_never_turns_back(contracts: FakeContracts) -> None:
    today = datetime.now(UTC)
    ask("POST", "/contracts", DRAFT | {"expires_on": today.date().isoformat()})
    for days, expired in ((-400, 0), (0, 0), (1, 1), (1, 0)):
        moment = (today + timedelta(days=days)).isoformat(timespec="seconds")
        assert expire_contracts.handler({"time": moment}, LambdaContext()) == {"expired": expired}  # type: ignore[arg-type]
    assert all(contract.modified_at >= contract.created_at for contract in contracts.stored.values())


def test_a_schedule_that_is_delivered_late_never_turns_a_contract_back(contracts: FakeContracts) -> None:
    """Its agent has changed it since the moment that the schedule means."""
    with time_machine.travel(MONDAY):
        path = "/" + ask("POST", "/contracts", DRAFT | {"expires_on": MONDAY.date().isoformat()}).headers["Location"]
    later = MONDAY + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        assert ask("PATCH", path, {"seller_name": "Grace"}, headers={"If-Match": "*"}).status == 200
        due = (MONDAY + timedelta(days=1)).isoformat()
        assert expire_contracts.handler({"time": due}, LambdaContext()) == {"expired": 1}  # type: ignore[arg-type]
    [expired] = contracts.stored.values()
    assert (expired.status, expired.modified_at) == (ContractStatus.EXPIRED, later)


def test_a_run_of_the_clock_in_which_a_contract_failed_is_repeated(
    contracts: FakeContracts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Change) -> None:
        raise ValueError

    ask("POST", "/contracts", DRAFT | {"expires_on": datetime.now(UTC).date().isoformat()})
    monkeypatch.setattr(contracts, "save", broken)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    with pytest.raises(expire_contracts.NotAllExpired, match="ValueError"):
        expire_contracts.handler({"time": tomorrow}, LambdaContext())  # type: ignore[arg-type]
