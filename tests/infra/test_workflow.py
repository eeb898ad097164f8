"""The shape of the approval workflow: rules for every state."""

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from tests.infra.approval import DEFINITION, EVALUATION, all_states, definition, states
from tests.infra.stacks import properties
from tests.templates import PROJECT, template

FILES = {"PropertiesPublicationApproval": DEFINITION, "PropertiesPublicationEvaluation": EVALUATION}
EVERY = list(all_states())
TASKS = [(name, state) for name, state in EVERY if state["Type"] == "Task"]
TOP = [
    (name, state)
    for file in FILES.values()
    for name, state in definition(file)["States"].items()
    if state["Type"] in {"Task", "Map"}
]
PUBLISHING_STATES = {"PublishApproved", "PublishDeclined", "PublishEvaluationFailed"}
LONGEST_DELAYS = {  # seconds; an evaluation that waits longer is over: it is called again
    **dict.fromkeys(definition()["States"], 900),
    **{name: 8 for name, _ in states(definition(EVALUATION))},
}


def by_name(cases: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    return [pytest.param(name, state, id=name) for name, state in cases]


def next_of(state: dict[str, Any]) -> set[str]:
    """Return every state that can come after this one."""
    ways = [state.get("Next"), state.get("Default")]
    ways += [way["Next"] for way in [*state.get("Choices", []), *state.get("Catch", [])]]
    return {way for way in ways if way}


@pytest.mark.parametrize(("name", "state"), by_name(TASKS))
def test_every_task_has_a_time_limit_and_retries(name: str, state: dict[str, Any]) -> None:
    assert isinstance(state["TimeoutSeconds"], int)
    assert 0 < state["TimeoutSeconds"] <= 30 * 24 * 60 * 60
    retriers = [retrier for retrier in state["Retry"] if retrier["MaxAttempts"] > 0]
    assert retriers
    for retrier in retriers:
        assert retrier["JitterStrategy"] == "FULL"
        assert retrier["MaxAttempts"] >= 3
        assert retrier["BackoffRate"] > 1
        longest = LONGEST_DELAYS[name]
        assert retrier["MaxDelaySeconds"] <= (min(60, longest) if retrier["ErrorEquals"] == ["States.ALL"] else longest)


@pytest.mark.parametrize(("name", "state"), by_name([case for case in TOP if case[0] != "CheckContract"]))
def test_every_task_catches_all_errors(name: str, state: dict[str, Any]) -> None:
    """Except the first one of the evaluation: until it has read the request, its error is that of the execution."""
    assert state["Catch"][-1]["ErrorEquals"] == ["States.ALL"], name


@pytest.mark.parametrize(("name", "state"), by_name(TASKS))
def test_a_catch_all_comes_last_and_alone(name: str, state: dict[str, Any]) -> None:
    for rules in (state["Retry"], state.get("Catch", [])):
        assert all("States.ALL" not in rule["ErrorEquals"] for rule in rules[:-1])
        assert rules == [] or "States.ALL" not in rules[-1]["ErrorEquals"] or len(rules[-1]["ErrorEquals"]) == 1, name


@pytest.mark.parametrize("machine", FILES)
def test_every_state_can_be_reached_and_leads_to_an_end(machine: str) -> None:
    top = definition(FILES[machine])["States"]
    reached, found = set(), {definition(FILES[machine])["StartAt"]}
    while found:
        reached |= found
        found = {way for name in found for way in next_of(top[name])} - reached
    assert reached == set(top)
    for name, state in top.items():
        assert next_of(state) or state.get("End") or state["Type"] in {"Succeed", "Fail"}, name


def test_only_a_duplicate_or_an_unreadable_request_ends_without_an_evaluation() -> None:
    top = definition()["States"]
    ends = {name for name, state in top.items() if state.get("End") or state["Type"] in {"Succeed", "Fail"}}
    assert ends == {
        "PublishApproved",
        "PublishDeclined",
        "Duplicate",
        "EvaluationFailed",
        "EvaluationNotTold",
        "RequestUnreadable",
    }
    before = {end: {name for name, state in top.items() if end in next_of(state)} for end in ends}
    assert before["EvaluationFailed"] == {"PublishEvaluationFailed"}
    assert before["EvaluationNotTold"] == {"PublishEvaluationFailed"}
    assert before["RequestUnreadable"] == {"CanBeAnswered"}
    assert before["Duplicate"] == {"MayBeShown"}


def test_an_approval_needs_accepted_content_and_the_wait_for_the_contract() -> None:
    top = definition()["States"]
    way = ["PublishApproved", "RecordPublication", "WaitForContractApproval"]
    for after, before in [*pairwise(way), ("WaitForReview", "MayBeShown"), ("MayBeShown", "Evaluate")]:
        assert {name for name, state in top.items() if after in next_of(state)} == {before}
    waits = {name for name, state in top.items() if "WaitForContractApproval" in next_of(state)}
    assert waits == {"MayBeShown", "WaitForReview"}
    accepted = [
        choice["Condition"] for choice in top["MayBeShown"]["Choices"] if choice["Next"] == "WaitForContractApproval"
    ]
    assert accepted == ["{% $states.input.outcome = 'ACCEPTED' and $count($reasons) = 0 %}"]
    assert [rule["Next"] for rule in top["WaitForReview"]["Catch"]] == [
        *["PublishDeclined"] * 2,
        "PublishEvaluationFailed",
    ]


def test_an_evaluation_has_one_end_and_accepts_only_validated_content() -> None:
    top = definition(EVALUATION)["States"]
    assert [name for name, state in top.items() if state.get("End") or not next_of(state)] == ["Evaluated"]
    assert [name for name, state in top.items() if "ACCEPTED" in json.dumps(state)] == ["ValidateContent"]


def test_all_events_have_the_same_metadata() -> None:
    published = [definition()["States"][name]["Arguments"]["Entries"] for name in sorted(PUBLISHING_STATES)]
    assert all(len(entries) == 1 for entries in published)
    details = [entries[0]["Detail"] for entries in published]
    same = ("metadata", "property_id", "request_id")
    texts = {json.dumps([detail[name] for name in same]) for detail in details}
    assert len({text.replace("$published_at", "$states.context.State.EnteredTime") for text in texts}) == 1


def test_the_event_of_an_approval_has_the_time_of_its_record() -> None:
    top = definition()["States"]
    record, detail = top["RecordPublication"], top["PublishApproved"]["Arguments"]["Entries"][0]["Detail"]
    recorded = record["Arguments"]["Item"]["published_at"]["S"]
    overtaken = next(catch for catch in record["Catch"] if catch["Next"] == "PublishApproved")
    assert record["Assign"]["published_at"] == overtaken["Assign"]["published_at"] == recorded
    assert "'occurred_at': $fromMillis($at)" in detail["metadata"]
    assert "$at := $toMillis($published_at)" in detail["metadata"]


def test_the_task_token_is_passed_only_to_the_waiting_tasks() -> None:
    names = [name for name, state in EVERY if "Task.Token" in json.dumps(state)]
    assert names == ["WaitForReview", "WaitForContractApproval"]


@pytest.mark.parametrize("machine", FILES)
def test_no_log_has_the_data_of_an_execution(machine: str) -> None:
    logging = properties("unicorn_properties", machine)["LoggingConfiguration"]
    assert logging["Fn::If"][1]["IncludeExecutionData"] is False


def test_no_function_logs_the_event_that_contains_the_token() -> None:
    """Powertools does, if an argument or a variable says so."""
    deployed = [path for folder in ("unicorn_properties", "unicorn_kit") for path in (PROJECT / folder).rglob("*.py")]
    sources = [*deployed, *PROJECT.glob("*/template.yaml"), PROJECT / "template.yaml"]
    words = ("log_event", "POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_DEV")
    assert [path for path in sources if any(word in path.read_text() for word in words)] == []
    assert len(deployed) > 20


def test_the_longest_wait_is_what_the_template_allows() -> None:
    wait = definition()["States"]["WaitForContractApproval"]["TimeoutSeconds"]
    parameter = template("unicorn_properties")["Parameters"]["ApprovalWaitSeconds"]
    assert wait == parameter["MaxValue"] == parameter["Default"] == 30 * 24 * 60 * 60
    assert definition()["TimeoutSeconds"] > wait


def test_the_longest_wait_for_a_person_is_longer_than_the_template_allows() -> None:
    """The sync function ends the wait, some time after the limit: docs/adr/0061."""
    wait = definition()["States"]["WaitForReview"]["TimeoutSeconds"]
    parameter = template("unicorn_properties")["Parameters"]["ReviewWaitSeconds"]
    assert parameter["Default"] == 7 * 24 * 60 * 60
    grace = template("unicorn_properties")["Parameters"]["ContractGraceSeconds"]["MaxValue"]
    assert wait >= parameter["MaxValue"] + grace + 12 * 60 * 60


@pytest.mark.parametrize("machine", FILES)
def test_every_placeholder_has_a_substitution_and_every_substitution_a_placeholder(machine: str) -> None:
    placeholders = set(re.findall(r"\$\{(\w+)\}", FILES[machine].read_text()))
    assert placeholders == set(properties("unicorn_properties", machine)["DefinitionSubstitutions"])


def test_moderation_and_sentiment_are_services_on_aws_and_stand_ins_locally() -> None:
    filled = properties("unicorn_properties", "PropertiesPublicationEvaluation")["DefinitionSubstitutions"]
    for name, service in (
        ("DetectDominantLanguage", "comprehend:detectDominantLanguage"),
        ("DetectSentiment", "comprehend:batchDetectSentiment"),
        ("DetectModerationLabels", "rekognition:detectModerationLabels"),
    ):
        condition, stand_in, cloud = filled[name]["Fn::If"]
        assert condition == "IsLocal"
        assert stand_in == {"Fn::GetAtt": [f"Properties{name}", "Arn"]}
        assert cloud["Fn::Sub"].endswith(f":states:::aws-sdk:{service}")


def test_the_errors_that_are_caught_by_name_are_those_that_are_raised() -> None:
    source = PROJECT / "unicorn_properties" / "src" / "properties_service"
    caught = {error for _, state in EVERY for rule in state.get("Catch", []) for error in rule["ErrorEquals"]}
    ours = {error for error in caught if "." not in error}
    adapter = (source / "adapters" / "waiting_workflows.py").read_text()
    assert ours == set(re.findall(r'^\w+ = "(\w+)"$', adapter, re.MULTILINE))
    executions = (source / "adapters" / "ended_executions.py").read_text()
    failed = {state["Error"] for _, state in EVERY if state["Type"] == "Fail"}
    assert set(re.findall(r'"(\w+)"', re.findall(r"ANSWERED = frozenset\(\{(.*)\}\)", executions)[0])) < failed
