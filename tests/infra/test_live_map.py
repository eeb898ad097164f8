"""The live feed and its map exist on stage local alone: it shows whole events to anyone."""

import json
import re

import pytest

from events.tools.live_topology import DEFINITION, EVALUATION, TOPOLOGY, steps
from tests.infra.stacks import CONTEXTS, as_list, resources, target
from tests.infra.stages import KINDS, at_stage
from tests.templates import template

WEB = "unicorn_web"
LIVE = re.compile(r"live|record-?events", re.IGNORECASE)
ON_AWS = ("dev", "prod")


def paths(stage: str) -> set[str]:
    return set(at_stage(WEB, stage)["Resources"]["WebApi"]["Properties"]["Body"]["paths"])


@pytest.mark.parametrize("stage", ON_AWS)
def test_no_stage_on_aws_has_a_live_feed(stage: str) -> None:
    found = at_stage(WEB, stage)
    assert not [name for part in found.values() for name in part if LIVE.search(name)]
    assert not [path for path in paths(stage) if LIVE.search(path)]


def test_stage_local_has_its_table_functions_and_route() -> None:
    assert {"WebLiveEventsTable", "WebRecordEvents", "WebLiveEventsApi"} <= set(at_stage(WEB, "local")["Resources"])
    assert paths("local") - paths("prod") == {"/live/events"}


@pytest.mark.parametrize("stage", KINDS)
def test_no_resource_refers_to_one_that_the_stage_does_not_have(stage: str) -> None:
    deployed = at_stage(WEB, stage)
    known = set(template(WEB)["Resources"])
    missing = known - set(deployed["Resources"])
    assert not _named(deployed) & missing


def test_its_rule_matches_every_context() -> None:
    rule = at_stage(WEB, "local")["Resources"]["WebLiveEventsRule"]["Properties"]
    contexts = ("contracts", "properties", "web")
    assert rule["EventPattern"] == {"source": [f"unicorn.{context}" for context in contexts]}


def test_the_function_that_answers_polls_cannot_write() -> None:
    role = at_stage(WEB, "local")["Resources"]["WebLiveEventsApiRole"]["Properties"]
    statements = [s for policy in role["Policies"] for s in policy["PolicyDocument"]["Statement"]]
    assert [(sorted(s["Action"]), [target(r) for r in as_list(s["Resource"])]) for s in statements] == [
        (["dynamodb:GetItem", "dynamodb:Query"], ["WebLiveEventsTable"])
    ]


def test_the_map_shows_every_rule_between_contexts_but_its_own() -> None:
    rules = {name for folder in CONTEXTS for name in resources(folder, "AWS::Events::Rule") if _is_ours(folder, name)}
    drawn = {one["rule"] for one in json.loads(TOPOLOGY.read_text())["subscriptions"]}
    beside = {"WebLiveEventsRule", "ContractsUnknownSourceRule", "PropertiesDecisionRule"}  # the last: replays alone
    beside |= {"WebWebhooksRule", "WebWebhooksQueueRule"}  # to receivers outside
    beside |= {"WebAlertsRule", "WebAlertsQueueRule"}  # to the mails of who saved a search
    beside |= {"WebEnquiriesRule", "WebViewingsRule"}  # to a topic that is on AWS alone
    assert rules - drawn == beside


def test_the_map_shows_the_steps_from_the_workflows_start_to_an_approval() -> None:
    machine, evaluation = (json.loads(file.read_text()) for file in (DEFINITION, EVALUATION))
    shown = json.loads(TOPOLOGY.read_text())["workflow"]["steps"]
    assert shown == list(steps(machine))
    assert (shown[0], shown[-1]) == (evaluation["StartAt"], "PublishApproved")


def test_every_event_has_a_colour_on_the_map() -> None:
    style = (TOPOLOGY.parent / "style.css").read_text()
    events = {one["event"] for one in json.loads(TOPOLOGY.read_text())["publications"]}
    assert {found for found in re.findall(r"\.tone-(\w+) {", style) if found != "other"} == events


def _is_ours(folder: str, rule: str) -> bool:
    return "EventBusName" in resources(folder)[rule]["Properties"]


def _named(value: object) -> set[str]:
    """Yield every resource that a value refers to."""
    if isinstance(value, list):
        return {name for entry in value for name in _named(entry)}
    if not isinstance(value, dict):
        return set()
    own = {name} if (name := target(value)) else set()
    patterns = [text for text in as_list(value.get("Fn::Sub")) if isinstance(text, str)]
    subs = {found for text in patterns for found in re.findall(r"\$\{(\w+)", text)}
    return own | subs | {name for entry in value.values() for name in _named(entry)}
