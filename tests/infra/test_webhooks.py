"""The webhooks' resources: receivers on this machine on stage local alone, and no secret in an index."""

import json

import pytest

from tests.infra.stacks import as_list, stack
from tests.infra.stages import KINDS, at_stage
from tests.unit.web.webhooks.memory import SCHEMA, TABLE

WEB = "unicorn_web"
SENDER, API = "WebSendEvents", "WebWebhooksApi"
RESERVE = 20 + 10  # seconds: no attempt begins later, and one takes ten


@pytest.mark.parametrize("kind", KINDS)
def test_only_stage_local_takes_receivers_on_this_machine(kind: str) -> None:
    for function in (SENDER, API):
        variables = at_stage(WEB, kind)["Resources"][function]["Properties"]["Environment"]["Variables"]
        assert ("LOOPBACK_WEBHOOKS" in variables) == (kind == "local")
    assert not [name for name in stack(WEB)["Parameters"] if "LOOPBACK" in name.upper()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_event_reaches_the_sender_by_one_way(kind: str) -> None:
    resources = at_stage(WEB, kind)["Resources"]
    ways = [name for name in ("WebWebhooksRule", "WebWebhooksQueueRule") if name in resources]
    assert ways == ["WebWebhooksQueueRule" if kind == "local" else "WebWebhooksRule"]
    [rule] = [resources[way]["Properties"] for way in ways]
    assert rule["EventPattern"] == {"source": ["unicorn.contracts", "unicorn.properties", "unicorn.web"]}
    assert "RetryPolicy" not in rule["Targets"][0]  # EventBridge's own: for 24 hours


def test_no_index_contains_a_secret() -> None:
    for index in at_stage(WEB, "prod")["Resources"][TABLE]["Properties"]["GlobalSecondaryIndexes"]:
        assert index["Projection"].get("NonKeyAttributes", ["event_types"]) == ["event_types"]
        assert index["Projection"]["ProjectionType"] in {"INCLUDE", "KEYS_ONLY"}


def test_the_tests_have_the_table_of_the_template() -> None:
    given = at_stage(WEB, "prod")["Resources"][TABLE]["Properties"]
    assert json.dumps({name: given[name] for name in SCHEMA}) == json.dumps(SCHEMA)


def test_an_attempt_that_begins_in_time_ends_in_time() -> None:
    assert at_stage(WEB, "prod")["Resources"][SENDER]["Properties"]["Timeout"] > RESERVE


def test_the_sender_reads_of_listings_one_at_a_time_and_changes_none() -> None:
    role = at_stage(WEB, "prod")["Resources"][f"{SENDER}Role"]["Properties"]
    statements = [s for policy in role["Policies"] for s in policy["PolicyDocument"]["Statement"]]
    allowed = {a for s in statements if "WebListingsTable" in json.dumps(s["Resource"]) for a in as_list(s["Action"])}
    assert allowed == {"dynamodb:GetItem"}
