"""No metric, trace or log line is paid for that nobody reads: docs/adr/0028."""

import json
import re
from uuid import uuid4

import pytest

from tests.infra.stacks import every, properties, resources, target
from tests.templates import PROJECT
from unicorn_kit.telemetry import make_logger

STAGES = every("AWS::ApiGateway::Stage")
TRACED = {  # property that switches X-Ray on, by type of the resource
    "AWS::ApiGateway::Stage": "TracingEnabled",
    "AWS::Lambda::Function": "TracingConfig",
    "AWS::StepFunctions::StateMachine": "TracingConfiguration",
}


@pytest.mark.parametrize(("folder", "name"), STAGES)
def test_no_api_has_metrics_of_each_method(folder: str, name: str) -> None:
    """`MetricsEnabled`, also for `/*`, makes custom metrics of every method; a stage's own metrics are free."""
    settings = properties(folder, name)["MethodSettings"]
    assert not [given for given in settings if given.get("MetricsEnabled", False) is not False]


@pytest.mark.parametrize(("folder", "name"), STAGES)
def test_no_api_writes_execution_logs(folder: str, name: str) -> None:
    """They contain tokens, are paid for by the byte, and go to a group that nobody deletes."""
    for given in properties(folder, name)["MethodSettings"]:
        assert given.get("LoggingLevel", "OFF") == "OFF"
        assert given.get("DataTraceEnabled", False) is False


@pytest.mark.parametrize(("folder", "name"), every(*TRACED))
def test_nothing_is_traced_without_a_tracer(folder: str, name: str) -> None:
    assert TRACED[resources(folder)[name]["Type"]] not in properties(folder, name)


@pytest.mark.parametrize(("folder", "name"), STAGES)
def test_an_access_log_goes_to_a_group_with_a_retention(folder: str, name: str) -> None:
    group = target(properties(folder, name)["AccessLogSetting"]["DestinationArn"])
    assert resources(folder)[str(group)]["Type"] == "AWS::Logs::LogGroup"
    assert properties(folder, str(group))["RetentionInDays"] <= 30


def test_a_business_fact_is_a_line_and_no_metric(capsys: pytest.CaptureFixture[str]) -> None:
    """CloudWatch makes a custom metric of each name in a line with `_aws`: $0.30 a month, and one for all stages."""
    logger = make_logger(f"facts-{uuid4()}")  # a logger that is known keeps an older test's output
    logger.info("property_synced", extra={"fact": "WaiterResumed", "times": 2})
    line = json.loads(capsys.readouterr().out)
    assert line == {"level": "INFO", "message": "property_synced", "fact": "WaiterResumed", "times": 2}


def test_no_shipped_code_makes_metrics() -> None:
    folders = ("unicorn_*/src", "unicorn_web/live_feed", "unicorn_kit")
    sources = [source for folder in folders for path in PROJECT.glob(folder) for source in path.rglob("*.py")]
    assert sources
    assert not [source for source in sources if re.search(r"powertools\.metrics|_aws\b|put_metric", source.read_text())]


def test_apis_and_functions_are_among_the_resources() -> None:
    assert len(STAGES) == 2
    assert len(every("AWS::Lambda::Function")) > 10
