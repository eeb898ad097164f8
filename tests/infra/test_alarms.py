"""Whatever can fail on AWS is watched by an alarm that reaches the topic; and the alarms cost less than a dollar."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.infra.alarms import ON_AWS, Stage, metrics
from tests.templates import template
from unicorn_kit.plain_log import PlainLog
from unicorn_kit.telemetry import make_logger

STAGES = [pytest.param(Stage(place), id=place.stage) for place in ON_AWS]
PERIODS = {60, 300, 900, 1800, 3600}
MINUTES_OF_A_MONTH = 730 * 60
DOLLARS = {"alarm metric": 0.10, "metric read": 0.01 / 1000, "SQS request": 0.40e-6, "Express run": 1e-6}

# How Lambda and its Python runtime write a failure into a log of format Text.
OF_LAMBDA = [
    "[ERROR] KeyError: 'EVENT_BUS'",
    "[ERROR] Runtime.ImportModuleError: Unable to import module 'a.b': No module named 'c'",
    "2026-03-02T09:00:10.001Z 8b1c Task timed out after 10.01 seconds",
    "REPORT RequestId: 8b1c Duration: 10000.00 ms Billed Duration: 10000 ms Status: timeout",
    "REPORT RequestId: 8b1c Duration: 900.00 ms Status: error Error Type: Runtime.OutOfMemory",
]
NO_FAILURES = [
    "START RequestId: 8b1c Version: $LATEST",
    "REPORT RequestId: 8b1c Duration: 9.00 ms Billed Duration: 10 ms Memory Size: 512 MB",
    '{"level":"INFO","message":"read_listing","status":404,"correlation_id":"c"}',
    '{"level": "INFO", "message": "read_listing", "status": 200}',
    '{"level":"WARNING","message":"stray_upload"}',
]


def minutes_between_runs(stage: Stage) -> int:
    """Return how often the queue watch runs."""
    [every] = [given["ScheduleExpression"] for _, _, given in stage.all("AWS::Scheduler::Schedule")]
    rate = re.fullmatch(r"rate\((\d+) minutes\)", every)
    assert rate, every
    return int(rate[1])


def matches(pattern: str, line: str) -> bool:
    """Say whether a filter of the form `?"a" ?"b"` counts a line: it contains one of the terms."""
    terms = re.findall(r'\?("(?:[^"\\]|\\.)*")', pattern)
    assert re.sub(r'\?"(?:[^"\\]|\\.)*"', "", pattern).strip() == "", f"not of the form that this test reads: {pattern}"
    return any(json.loads(term) in line for term in terms)


@pytest.fixture
def of_our_own(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that the two loggers write of an error."""
    plain = PlainLog()
    powertools = make_logger(f"web-{uuid4()}")  # a logger that is known keeps an older test's output
    try:
        raise KeyError("a")  # noqa: TRY301
    except KeyError:
        plain.exception("unexpected_error", extra={"correlation_id": "c"})
        powertools.exception("message_failed")
    powertools.error("unreadable_event")
    powertools.critical("no_way_on")
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("stage", STAGES)
def test_every_functions_failures_are_watched(stage: Stage) -> None:
    unwatched = {
        name
        for _, name, given in stage.all("AWS::Lambda::Function")
        if not _failure_patterns(stage, given["LoggingConfig"]["LogGroup"])
    }
    assert not unwatched


@pytest.mark.parametrize("stage", STAGES)
def test_a_failure_in_any_form_is_counted_and_nothing_else(stage: Stage, of_our_own: list[str]) -> None:
    groups = [given["LoggingConfig"]["LogGroup"] for _, _, given in stage.all("AWS::Lambda::Function")]
    patterns = {pattern for group in groups for pattern in _failure_patterns(stage, group)}
    assert len(of_our_own) == 4
    for pattern in patterns:
        assert not [line for line in OF_LAMBDA + of_our_own if not matches(pattern, line)]
        assert not [line for line in NO_FAILURES if matches(pattern, line)]


@pytest.mark.parametrize("stage", STAGES)
def test_every_apis_server_errors_are_watched(stage: Stage) -> None:
    apis = list(stage.all("AWS::ApiGateway::Stage"))
    assert len(apis) == 2
    for folder, _, given in apis:
        group = given["AccessLogSetting"]["DestinationArn"].replace(".Arn", "")
        assert '{ $.status = "5*" }' in {pattern for pattern, _ in stage.alarms_of_log(group)}, folder
        assert '"status":"$context.status"' in given["AccessLogSetting"]["Format"]  # a text, so the pattern is one


@pytest.mark.parametrize("stage", STAGES)
def test_every_workflow_that_ends_without_success_is_watched(stage: Stage) -> None:
    machines = list(stage.all("AWS::StepFunctions::StateMachine"))
    assert len(machines) == 3
    unwatched = {
        name
        for folder, name, given in machines
        if not _counts_ends(stage, given)
        and not stage.alarms_on("AWS/States", "ExecutionsSucceeded", StateMachineArn=stage.reference(folder, name))
    }
    assert not unwatched


@pytest.mark.parametrize("stage", STAGES)
def test_the_age_of_every_stream_is_watched(stage: Stage) -> None:
    assert len(stage.stream_readers) >= 3
    assert stage.watched("streams") == stage.stream_readers


@pytest.mark.parametrize("stage", STAGES)
def test_every_queue_is_read_by_the_queue_watch(stage: Stage) -> None:
    queues = {stage.reference(folder, name) for folder, name, _ in stage.all("AWS::SQS::Queue")}
    assert stage.watched("queues") == queues


@pytest.mark.parametrize("stage", STAGES)
def test_the_queue_watch_runs_and_its_alarm_rings_within_an_hour_without_success(stage: Stage) -> None:
    [schedule] = [given for _, name, given in stage.all("AWS::Scheduler::Schedule") if name == "QueueWatchSchedule"]
    watch = stage.reference(".", "QueueWatch")
    assert schedule["Target"]["Arn"] == watch
    [alarm] = stage.alarms_on("AWS/States", "ExecutionsSucceeded", StateMachineArn=watch)
    period = stage.alarms[alarm]["Period"] * stage.alarms[alarm]["EvaluationPeriods"]
    assert minutes_between_runs(stage) * 60 < period <= 3600 - minutes_between_runs(stage) * 60


@pytest.mark.parametrize("stage", STAGES)
def test_throttled_functions_are_watched(stage: Stage) -> None:
    """Concurrency is a quota of account and region, so the metric has no dimension; none reserves a part of it."""
    [watch] = [given for _, name, given in stage.all("AWS::StepFunctions::StateMachine") if name == "QueueWatch"]
    assert "{'Namespace': 'AWS/Lambda', 'MetricName': 'Throttles'}" in watch["DefinitionString"]
    functions = [given for _, _, given in stage.all("AWS::Lambda::Function")]
    assert not [given for given in functions if "ReservedConcurrentExecutions" in given]


@pytest.mark.parametrize("stage", STAGES)
def test_every_alarm_reaches_the_topic_and_decides_what_missing_data_mean(stage: Stage) -> None:
    for name, alarm in stage.alarms.items():
        assert stage.rings(alarm), name
        waits_for_success = alarm["ComparisonOperator"].startswith("LessThan")
        assert alarm["TreatMissingData"] == ("breaching" if waits_for_success else "notBreaching"), name
        assert alarm["Period"] in PERIODS, name
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= 3600, name
        assert len(alarm["AlarmDescription"]) > 40, name


@pytest.mark.parametrize("stage", STAGES)
def test_alarms_and_the_queue_watch_cost_at_most_a_dollar_a_month(stage: Stage) -> None:
    """Without the ten alarm metrics that an account has for nothing: a second stage has none of them left."""
    billed = sum(len(metrics(alarm)) for alarm in stage.alarms.values())
    runs = MINUTES_OF_A_MONTH / minutes_between_runs(stage)
    queues = [given for _, _, given in stage.all("AWS::SQS::Queue")]
    read = len(stage.stream_readers) + 1
    month = billed * DOLLARS["alarm metric"] + runs * (
        DOLLARS["Express run"] + len(queues) * DOLLARS["SQS request"] + read * DOLLARS["metric read"]
    )
    assert month <= 1
    said = re.search(r"\$(\d\.\d\d) a month on a stage of kind " + stage.place.kind, ADR.read_text())
    assert said
    assert float(said[1]) == round(month, 2)


ADR = Path(__file__).parents[2] / "docs" / "adr" / "0035-what-waits-is-read-by-one-watch.md"


@pytest.mark.parametrize("stage", STAGES)
def test_cloudwatch_may_publish_to_the_topic(stage: Stage) -> None:
    [(_, name, topic)] = [found for found in stage.all("AWS::SNS::Topic") if found[1] == "AlarmTopic"]
    assert "KmsMasterKeyId" not in topic  # CloudWatch cannot use AWS's own key; a key of ours costs a dollar a month
    [policy] = [given for _, found, given in stage.all("AWS::SNS::TopicPolicy") if found == "AlarmTopicPolicy"]
    [statement] = policy["PolicyDocument"]["Statement"]
    assert policy["Topics"] == [statement["Resource"]] == [stage.reference(".", name)]
    assert (statement["Effect"], statement["Action"]) == ("Allow", "sns:Publish")
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    source = f"arn:aws:cloudwatch:{stage.place.region}:{stage.place.account}:alarm:*"
    assert statement["Condition"] == {"ArnLike": {"aws:SourceArn": source}}


def test_an_address_for_alarms_is_subscribed_if_it_is_given() -> None:
    root = template(".")
    address = root["Parameters"]["AlarmEmail"]
    given = root["Resources"]["AlarmSubscription"]
    assert given["Condition"] == "HasAlarmEmail"
    assert given["Properties"] == {
        "TopicArn": {"Ref": "AlarmTopic"},
        "Protocol": "email",
        "Endpoint": {"Ref": "AlarmEmail"},
    }
    without = {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmEmail"}, address["Default"]]}]}
    assert without in root["Conditions"]["HasAlarmEmail"]["Fn::And"]
    accepted = re.compile(address["AllowedPattern"])
    assert [bool(accepted.match(text)) for text in (address["Default"], "a@b.example", "a b", "@b.example")] == [
        True,
        True,
        False,
        False,
    ]


def _failure_patterns(stage: Stage, group: str) -> set[str]:
    return {pattern for pattern, _ in stage.alarms_of_log(group)}


def _counts_ends(stage: Stage, machine: dict[str, Any]) -> bool:
    """Say whether the machine logs its ends to a group whose filter counts all that are no success."""
    [destination] = machine["LoggingConfiguration"]["Destinations"]
    group = destination["CloudWatchLogsLogGroup"]["LogGroupArn"].replace(".Arn", "")
    ends = ("ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted")
    logs_them = machine["LoggingConfiguration"]["Level"] in {"ALL", "ERROR", "FATAL"}
    return logs_them and any(all(end in pattern for end in ends) for pattern, _ in stage.alarms_of_log(group))
