"""Agents register, read, change, pause and delete webhooks, and change their secrets."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.domain.webhooks.delivery import Failure
from web_service.domain.webhooks.webhook import WEBHOOKS_MAX

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import MONDAY
from tests.unit.web.memory import webhooks_in_memory

URL = "https://agency.example/hooks"
WANTED = {"url": URL, "event_types": ["ContractStatusChanged", "PublicationRevoked"]}
OTHER, ADMIN = CLAIMS | {"cognito:username": "agent2"}, CLAIMS | {"cognito:username": "a", "cognito:groups": "admins"}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    return webhooks_in_memory(monkeypatch)


def register(body: Any = WANTED, **given: Any) -> Answer:
    return ask("POST", "/webhooks", body, **given)


def test_a_registered_webhook_is_shown_with_its_secret_once() -> None:
    registered = register()
    assert registered.status == 201
    assert registered.body["secret"].startswith("whsec_")
    path = f"/{registered.headers['Location']}"
    read = ask("GET", path)
    assert read.headers["ETag"] == registered.headers["ETag"] == '"1"'
    assert read.body == {name: value for name, value in registered.body.items() if name != "secret"}
    assert read.body["url"] == URL
    assert "whsec_" not in json.dumps([read.body, ask("GET", "/webhooks").body, ask("PATCH", path, {}).body])


def test_an_agent_lists_own_webhooks_alone() -> None:
    ours = register().body["webhook_id"]
    register(claims=OTHER)
    assert [webhook["webhook_id"] for webhook in ask("GET", "/webhooks").body] == [ours]


def test_another_agent_may_not_use_it_and_an_admin_may() -> None:
    path = f"/webhooks/{register().body['webhook_id']}"
    calls: list[tuple[str, str, Any]] = [("GET", "", None), ("PATCH", "", {}), ("DELETE", "", None)]
    for method, end, body in [*calls, ("POST", "/secret", None)]:
        assert ask(method, path + end, body, claims=OTHER).kind == "not-your-webhook"
    assert ask("GET", path, claims=ADMIN).status == 200


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("private.example", ["10.0.0.1"]),
        ("metadata.example", ["169.254.169.254"]),
        ("mixed.example", ["93.184.215.14", "127.0.0.1"]),
        ("mapped.example", ["::ffff:127.0.0.1"]),
        ("unknown.example", []),
    ],
)
def test_a_name_that_leads_to_no_public_machine_is_refused(
    names: dict[str, list[str]], host: str, found: list[str]
) -> None:
    names[host] = found
    refused = register(WANTED | {"url": f"https://{host}/"})
    assert (refused.status, refused.kind, refused.fields) == (400, "invalid-webhook-address", {"url"})
    path = f"/webhooks/{register().body['webhook_id']}"
    assert ask("PATCH", path, {"url": f"https://{host}/"}).kind == "invalid-webhook-address"


@pytest.mark.parametrize(
    "url", ["http://agency.example/", "https://a:b@agency.example/", "https://agency.example/#a", "https://x y/"]
)
def test_an_address_with_what_is_not_sent_is_refused(url: str) -> None:
    assert register(WANTED | {"url": url}).kind == "invalid-webhook-address"


@pytest.mark.parametrize(
    "body",
    [
        {"url": URL},
        WANTED | {"event_types": []},
        WANTED | {"event_types": ["Unknown"]},
        WANTED | {"event_types": ["PublicationRevoked", "PublicationRevoked"]},
        WANTED | {"secret": "whsec_mine"},
        WANTED | {"url": 7},
        WANTED | {"url": None},
    ],
)
def test_a_body_that_says_something_else_is_refused(body: Any) -> None:
    assert register(body).kind == "invalid-request"


def test_a_webhook_is_paused_changed_and_let_go_on() -> None:
    path = f"/webhooks/{register().body['webhook_id']}"
    assert ask("PATCH", path, {"paused": True}).body["paused"] is True
    changed = ask("PATCH", path, {"paused": False, "event_types": ["PublicationRevoked"]}, headers={"If-Match": '"2"'})
    assert changed.status == 200
    assert (changed.body["paused"], changed.body["event_types"]) == (False, ["PublicationRevoked"])
    assert changed.body["next_attempt_at"]  # the next round looks at it
    assert ask("PATCH", path, {"paused": True}, headers={"If-Match": '"2"'}).status == 412
    assert ask("PATCH", path, {"paused": None}).kind == "invalid-request"


def test_a_secret_is_replaced_and_the_one_before_signs_for_a_day() -> None:
    registered = register().body
    path = f"/webhooks/{registered['webhook_id']}"
    first = ask("POST", f"{path}/secret")
    assert first.status == 201
    second = ask("POST", f"{path}/secret").body
    secrets = [registered["secret"], first.body["secret"], second["secret"]]
    assert len(set(secrets)) == 3
    kept = wiring.webhooks().get(UUID(registered["webhook_id"])).secrets
    assert (kept.current, kept.previous) == (secrets[2], secrets[1])  # the oldest signs no longer
    assert kept.previous_until is not None
    assert kept.at(kept.previous_until - timedelta(seconds=1)) == [secrets[2], secrets[1]]
    assert kept.at(kept.previous_until) == [secrets[2]]
    assert secrets[0] not in repr(kept)


@pytest.mark.parametrize("body", [{"secret": "whsec_mine"}, {"overlap": 0}, [], "text", 7])
def test_a_new_secret_takes_no_body(body: Any) -> None:
    path = f"/webhooks/{register().body['webhook_id']}"
    refused = ask("POST", f"{path}/secret", body)
    assert (refused.status, refused.kind) == (400, "invalid-request")
    assert ask("GET", path).headers["ETag"] == '"1"'
    assert ask("POST", f"{path}/secret", {}).status == 201


def test_the_last_failures_are_shown() -> None:
    registered = register().body
    webhook_id = UUID(registered["webhook_id"])
    run = wiring.deliveries().begin(webhook_id, "run", now=MONDAY, until=MONDAY)
    assert run
    run.failures.append(Failure(at=MONDAY, event_id="e", event_type="PublicationRevoked", reason="answered 500"))
    assert wiring.deliveries().end(run, due_at=MONDAY)
    read = ask("GET", f"/webhooks/{webhook_id}").body
    moment = "2026-03-02T09:00:00.000Z"
    assert read["next_attempt_at"] == moment
    assert read["failures"] == [
        {"at": moment, "event_id": "e", "event_type": "PublicationRevoked", "reason": "answered 500"}
    ]


def test_a_deleted_webhook_is_gone() -> None:
    path = f"/webhooks/{register().body['webhook_id']}"
    assert ask("DELETE", path, headers={"If-Match": '"9"'}).status == 412
    assert ask("DELETE", path).status == 204
    assert ask("GET", path).kind == "webhook-not-found"
    assert ask("DELETE", path).kind == "webhook-not-found"
    assert ask("GET", "/webhooks/no-id").kind == "webhook-not-found"


def test_an_agent_has_ten_at_most() -> None:
    for _ in range(WEBHOOKS_MAX):
        assert register().status == 201
    assert register().kind == "too-many-webhooks"
    assert register(claims=OTHER).status == 201


def test_no_secret_and_no_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    registered = register(WANTED | {"url": f"{URL}?token=zqtoken"}).body
    ask("POST", f"/webhooks/{registered['webhook_id']}/secret")
    logged = str([record.__dict__ for record in caplog.records])
    assert registered["webhook_id"] in logged
    assert "zqtoken" not in logged
    assert "whsec_" not in logged
