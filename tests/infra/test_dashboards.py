"""The dashboards are valid JSON, name only what there is, and are made only for those who ask for them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.alarms import ON_AWS, Stage
from tests.infra.dashboards import FOLDERS, WORKFLOW, written
from tests.infra.deployed import deployed
from tests.infra.stacks import CONTEXTS, STACKS
from tests.templates import PROJECT, template

STAGE = Stage(ON_AWS[0])
FREE_METRICS = 50  # of a dashboard, for it to be one of the three that an account has free of charge
# What AWS publishes, by namespace and dimension: the metrics' pages of each service's guide.
PUBLISHED = {
    ("AWS/ApiGateway", "ApiName"): {"Count", "4XXError", "5XXError", "Latency", "IntegrationLatency"},
    ("AWS/DynamoDB", "TableName"): {"ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"},
    ("AWS/Lambda", "FunctionName"): {"Duration", "Errors", "Invocations", "IteratorAge", "Throttles"},
    ("AWS/Logs", ""): {"IncomingBytes", "IncomingLogEvents"},
    ("AWS/Rekognition", "Operation"): {"SuccessfulRequestCount", "ThrottledCount"},
    ("AWS/SQS", "QueueName"): {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
    ("AWS/States", "StateMachineArn"): {
        "ExecutionTime",
        "ExecutionsFailed",
        "ExecutionsStarted",
        "ExecutionsSucceeded",
        "ExecutionsTimedOut",
    },
}
TYPES = {
    "FunctionName": "AWS::Lambda::Function",
    "QueueName": "AWS::SQS::Queue",
    "TableName": "AWS::DynamoDB::Table",
}

every_folder = pytest.mark.parametrize("folder", FOLDERS)


def body(folder: str) -> str:
    [dashboard] = [
        resource
        for resource in template(folder)["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Dashboard"
    ]
    text: str = dashboard["Properties"]["DashboardBody"]["Fn::Sub"]
    return text


def widgets(folder: str, kind: str) -> Iterator[dict[str, Any]]:
    for widget in json.loads(body(folder))["widgets"]:
        if widget["type"] == kind:
            yield widget["properties"]


def metrics(folder: str) -> list[list[str]]:
    """Return the metrics of a dashboard, each without its look."""
    shown = (metric for widget in widgets(folder, "metric") for metric in widget["metrics"])
    return [[part for part in metric if isinstance(part, str)] for metric in shown]


def queries(folder: str) -> list[str]:
    return [widget["query"] for widget in widgets(folder, "log")]


@every_folder
def test_the_committed_dashboard_is_that_of_the_resources(folder: str) -> None:
    current = (PROJECT / folder / "template.yaml").read_text()
    assert current == written(folder), "a dashboard is stale: run `make dashboards`"


@every_folder
def test_a_dashboard_is_json_whose_widgets_do_not_overlap(folder: str) -> None:
    places: list[tuple[int, int]] = []
    for widget in json.loads(body(folder))["widgets"]:
        assert widget["x"] + widget["width"] <= 24
        places += [
            (x, y)
            for x in range(widget["x"], widget["x"] + widget["width"])
            for y in range(widget["y"], widget["y"] + widget["height"])
        ]
    assert len(places) == len(set(places)) > 0


@every_folder
def test_a_dashboard_has_no_more_metrics_than_a_free_one_may_have(folder: str) -> None:
    assert 0 < len(metrics(folder)) <= FREE_METRICS


@every_folder
def test_every_metric_is_one_that_aws_publishes_or_a_filter_counts(folder: str) -> None:
    counted = {
        (made["MetricNamespace"].replace("ana", "${Stage}"), made["MetricName"])
        for _, _, given in STAGE.all("AWS::Logs::MetricFilter")
        for made in given["MetricTransformations"]
    }
    for namespace, metric, *dimensions in metrics(folder):
        known = PUBLISHED.get((namespace, dimensions[0] if dimensions else ""), set())
        assert metric in known or (namespace, metric) in counted, (namespace, metric, dimensions)


@every_folder
def test_every_metric_is_one_of_the_stacks_own(folder: str) -> None:
    """By a reference to the resource; the root names what the contexts make, as they name it themselves."""
    resources = deployed(folder, STAGE.place)["Resources"]
    for _, _, *dimensions in metrics(folder):
        for name, value in zip(dimensions[::2], dimensions[1::2], strict=True):
            if placeholder := re.fullmatch(r"\$\{(\w+)(?:\.QueueName)?\}", value):
                assert resources[placeholder[1]]["Type"] == TYPES[name], value
            else:
                assert value in literal_names(name), value


def literal_names(dimension: str) -> set[str]:
    """Return the values of a dimension that are texts: names that templates give, and those of AWS's own."""
    functions = {
        given["FunctionName"].replace("ana", "${Stage}", 1) for _, _, given in STAGE.all("AWS::Lambda::Function")
    }
    machines = {
        WORKFLOW.rpartition("unicorn-")[0] + given["StateMachineName"].replace("ana", "${Stage}", 1)
        for _, _, given in STAGE.all("AWS::StepFunctions::StateMachine")
    }
    return {
        "ApiName": {"${AWS::StackName}"},
        "FunctionName": functions,
        "Operation": {"DetectModerationLabels"},
        "StateMachineArn": machines,
    }.get(dimension, set())


@pytest.mark.parametrize("folder", CONTEXTS)
def test_a_context_shows_each_of_its_functions_queues_streams_tables_and_its_alarm(folder: str) -> None:
    shown = body(folder)
    for stack, name, _ in STAGE.all("AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::DynamoDB::Table"):
        attribute = ".QueueName" if name.endswith("Queue") else ""
        if stack == folder:
            assert f'"${{{name}{attribute}}}"' in shown, name
    alarms = [name for stack, name, _ in STAGE.all("AWS::CloudWatch::Alarm") if stack == folder]
    assert [widget["alarms"] for widget in widgets(folder, "alarm")] == [[f"${{{name}.Arn}}" for name in alarms]]


def test_every_log_group_fact_and_field_that_a_query_asks_for_is_written() -> None:
    groups = {given["LogGroupName"].replace("ana", "${Stage}", 1) for _, _, given in STAGE.all("AWS::Logs::LogGroup")}
    code = "".join(file.read_text() for folder in CONTEXTS for file in (PROJECT / folder / "src").rglob("*.py"))
    found = [query for folder in FOLDERS for query in queries(folder)]
    assert len(found) > 4
    for query in found:
        sources = set(re.findall(r"SOURCE '([^']+)'", query))
        assert sources
        assert sources <= groups
        for fact in re.findall(r"\b(?:fact|message) (?:=|in) \[?('[^\]|]+')", query):
            for name in re.findall(r"'(\w+)'", fact):
                assert is_written(name, code), name
        for field in re.findall(
            r"\b([a-z]+_[a-z_]+)\b(?!['\w])", query.partition("|")[2].replace("'waiters_checked'", "")
        ):
            assert f'"{field}"' in code, field
        for field in re.findall(r"by (\w+)\.0", query):
            assert f'"{field}": [' in code, field


def is_written(name: str, code: str) -> bool:
    """Say whether the code logs a fact of this name; some are made of a status."""
    return f'"{name}"' in code or (name in {"ListingApproved", "ListingDeclined"} and 'f"Listing{' in code)


def test_dashboards_are_made_only_on_wish_and_never_locally() -> None:
    assert {name for folder in STACKS for name in dashboards(folder)} == set()
    for folder in FOLDERS:
        given = template(folder)
        [name] = [key for key, found in given["Resources"].items() if found["Type"] == "AWS::CloudWatch::Dashboard"]
        assert given["Resources"][name]["Condition"] == "WithDashboards"
        assert {"Condition": "IsCloud"} in given["Conditions"]["WithDashboards"]["Fn::And"]
        assert given["Parameters"]["Dashboards"]["Default"] == "none"


def dashboards(folder: str) -> list[str]:
    return [name for stack, name, _ in STAGE.all("AWS::CloudWatch::Dashboard") if stack == folder]


def test_the_root_passes_the_wish_on_to_every_context() -> None:
    for name in ("Contracts", "Properties", "Web"):
        parameters = template(".")["Resources"][name]["Properties"]["Parameters"]
        assert parameters["Dashboards"] == {"Ref": "Dashboards"}
