"""The queue watch, run with simulated services: it fails while a queue or stream is not in order, and says which."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import botocore.session
import jsonschema
import pytest
from botocore.validate import ParamValidator

from tests.infra.asl import Execution, TaskError
from tests.infra.deployed import Place, deployed
from tests.infra.stacks import CONTEXTS
from tests.templates import template

DEFINITION = template(".")["Resources"]["QueueWatch"]["Properties"]["Definition"]
URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/"


def watched(stage: str, kind: str) -> list[dict[str, Any]]:
    """Return the parameters in which the contexts name their queues, or their streams' functions."""
    return [
        given["Properties"]
        for folder in CONTEXTS
        for given in deployed(folder, Place(stage=stage))["Resources"].values()
        if given["Type"] == "AWS::SSM::Parameter" and given["Properties"]["Name"].split("/")[3] == kind
    ]


PUBLISHED = [given["Name"] for kind in ("queues", "streams") for given in watched("ana", kind)]
SAID = "A message waits for more than 15 minutes in the queue, or a change in the stream of the function"
MODELS = {"ssm": "ssm", "sqs": "sqs", "cloudwatch": "cloudwatch"}


@dataclass
class Stage:
    """The queues and streams of a stage; values of a metric are in the order of CloudWatch, the newest first."""

    messages: dict[str, int] = field(default_factory=dict)
    in_flight: dict[str, int] = field(default_factory=dict)
    ages: dict[str, list[float]] = field(default_factory=dict)  # seconds, of the queues that are read
    waits: dict[str, list[float]] = field(default_factory=dict)  # milliseconds, by the stream's function
    throttles: list[float] = field(default_factory=list)
    name: str = "ana"
    is_denied: bool = False
    calls: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, state: str, resource: str, arguments: Any) -> Any:
        del state
        *_, service, operation = resource.split(":")
        self.calls.append((f"{service}:{operation}", arguments))
        result: Any = getattr(self, operation)(arguments)
        return result

    def getParameters(self, _: Any) -> Any:
        names = sorted({*self.messages, *self.ages})
        lists = [names[::2], names[1::2]]
        queues = [self._parameter("queues", ",".join(URL + name for name in some)) for some in lists if some]
        return {"Parameters": [*(self._parameter("streams", function) for function in self.waits), *queues]}

    def _parameter(self, kind: str, value: str) -> dict[str, str]:
        return {"Name": f"/unicorn/{self.name}/{kind}/web", "Value": value}

    def getQueueAttributes(self, arguments: Any) -> Any:
        if self.is_denied:
            raise TaskError("Sqs.SqsException", "not allowed")
        name = arguments["QueueUrl"].removeprefix(URL)
        attributes = {
            "QueueArn": f"arn:aws:sqs:eu-west-1:111122223333:{name}",
            "ApproximateNumberOfMessages": str(self.messages.get(name, 1 if self.ages.get(name) else 0)),
            "ApproximateNumberOfMessagesNotVisible": str(self.in_flight.get(name, 0)),
        }
        return {"Attributes": attributes | ({"RedrivePolicy": "{}"} if name in self.ages else {})}

    def getMetricData(self, arguments: Any) -> Any:
        return {
            "MetricDataResults": [
                {"Id": query["Id"], "Label": query["Label"], "Values": self._values(query["MetricStat"]["Metric"])}
                for query in arguments["MetricDataQueries"]
            ]
        }

    def _values(self, metric: dict[str, Any]) -> list[float]:
        [name] = [given["Value"] for given in metric.get("Dimensions", [])] or [""]
        known = {
            "ApproximateAgeOfOldestMessage": self.ages.get(name, []),
            "IteratorAge": self.waits.get(name, []),
            "Throttles": self.throttles,
        }
        return known[metric["MetricName"]]


def run(stage: Stage) -> Execution:
    return Execution(definition=DEFINITION, call=stage, input={}).run()


def test_queues_in_order_are_a_success() -> None:
    stage = Stage(messages={"dead": 0, "unpublished": 0}, ages={"image": [3.0], "evaluation": []})
    assert run(stage).status == "SUCCEEDED"
    assert [name for name, _ in stage.calls].count("sqs:getQueueAttributes") == 4


def metrics_read(stage: Stage) -> int:
    run(stage)
    return sum(len(given["MetricDataQueries"]) for name, given in stage.calls if name == "cloudwatch:getMetricData")


def test_the_age_of_an_empty_queue_is_not_read() -> None:
    """AWS charges for each metric that is read."""
    waits = {"publisher": [5.0], "sync": []}
    idle = Stage(messages={"dead": 0, "image": 0}, ages={"image": [], "evaluation": []}, waits=waits)
    assert metrics_read(idle) == len(waits) + 1
    assert metrics_read(replace(idle, in_flight={"image": 1}, calls=[])) == len(waits) + 2


def test_many_messages_that_are_read_in_time_are_in_order() -> None:
    assert run(Stage(messages={"dead": 0, "image": 5000}, ages={"image": [900.0]})).status == "SUCCEEDED"


@pytest.mark.parametrize("where", ["messages", "in_flight"])
def test_a_dead_letter_is_a_failure_that_names_its_queue(where: str) -> None:
    """In flight too: somebody has just looked at it."""
    stage = Stage(messages={"dead": 0, "unpublished": 0}, ages={"image": [3.0]})
    getattr(stage, where)["unpublished"] = 2
    failed = run(stage)
    assert (failed.status, failed.error) == ("FAILED", "DeadLetters")
    assert failed.cause == "Read them by `unicorn dlq`: unpublished 2"


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_message_that_waits_is_a_failure_that_names_its_queue(count: int) -> None:
    ages = {f"queue-{number}": [901.0, 0.0] for number in range(count)} | {"in-time": [0.0, 5000.0]}
    failed = run(Stage(messages={"dead": 0}, ages=ages))
    assert (failed.status, failed.error) == ("FAILED", "MessagesWait")
    said, _, named = failed.cause.partition(": ")
    assert said == SAID
    assert sorted(named.split(", ")) == [f"queue-{number}" for number in range(count)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_stream_whose_changes_wait_is_a_failure_that_names_its_function(count: int) -> None:
    waits = {f"late-{number}": [900_001.0, 0.0] for number in range(count)} | {"in-time": [900_000.0, 5e6], "idle": []}
    failed = run(Stage(messages={"dead": 0}, ages={"image": [3.0]}, waits=waits))
    assert (failed.status, failed.error) == ("FAILED", "MessagesWait")
    said, _, named = failed.cause.partition(": ")
    assert said == SAID
    assert named.split(", ") == [f"late-{number}" for number in range(count)]


@pytest.mark.parametrize(
    ("throttles", "status"),
    [
        ([], "SUCCEEDED"),
        ([4.0, 1.0], "SUCCEEDED"),
        ([4.0, 0.0, 1.0, 0.0], "SUCCEEDED"),
        ([4.0, 1.0, 2.0], "FAILED"),
        ([0.0, 1.0, 1.0, 9.0], "FAILED"),
    ],
)
def test_functions_that_are_throttled_for_a_quarter_of_an_hour_are_a_failure(
    throttles: list[float], status: str
) -> None:
    ended = run(Stage(messages={"dead": 0}, waits={"sync": [3.0]}, throttles=throttles))
    assert (ended.status, ended.error) == (status, "Throttled" if status == "FAILED" else "")


@pytest.mark.parametrize("name", ["queues", "streams"])
def test_a_stage_may_be_named_as_a_part_of_a_parameters_name(name: str) -> None:
    waits = {"publisher": [901_000.0]}
    late = Stage(name=name, messages={"dead": 0}, ages={"image": [3.0]}, waits=waits)
    assert run(late).cause == f"{SAID}: publisher"
    assert [call for call, _ in late.calls].count("sqs:getQueueAttributes") == 2


def test_a_watch_that_cannot_read_is_a_failure() -> None:
    assert run(Stage(messages={"dead": 0}, ages={"image": []}, is_denied=True)).status == "FAILED"


def test_a_stage_whose_contexts_are_not_there_yet_is_in_order() -> None:
    assert run(Stage()).status == "SUCCEEDED"


def test_a_context_without_subscriptions_is_in_order() -> None:
    assert run(Stage(messages={"unpublished": 0})).status == "SUCCEEDED"


def test_aws_accepts_every_call() -> None:
    stage = Stage(messages={"dead": 0}, ages={"image": [1.0], "evaluation": [1.0]}, waits={"sync": [1.0]})
    run(stage)
    session = botocore.session.get_session()
    for name, arguments in stage.calls:
        service, operation = name.split(":")
        model = session.get_service_model(MODELS[service]).operation_model(operation[0].upper() + operation[1:])
        given = {"Names": PUBLISHED} if service == "ssm" else arguments
        assert not ParamValidator().validate(given, model.input_shape or pytest.fail(name)).generate_report(), name


def test_the_definition_is_json_after_the_transform() -> None:
    """SAM writes it line by line, with placeholders for what CloudFormation fills in."""
    found = deployed(".", Place(stage="ana"))["Resources"]["QueueWatch"]["Properties"]
    definition = found["DefinitionString"]
    for name, value in found.get("DefinitionSubstitutions", {}).items():
        definition = definition.replace(f"${{{name}}}", value)
    parsed = json.loads(definition)
    assert parsed["States"]["ListWatched"]["Arguments"] == {"Names": PUBLISHED}
    jsonschema.validate(parsed, {"required": ["StartAt", "States", "QueryLanguage", "TimeoutSeconds"]})
    assert found["StateMachineType"] == "EXPRESS"


def test_a_run_ends_before_an_express_execution_must() -> None:
    assert DEFINITION["TimeoutSeconds"] < 5 * 60


def test_the_watch_may_read_the_names_of_every_context_and_no_other_parameter() -> None:
    [role] = [
        given["Properties"]
        for name, given in deployed(".", Place(stage="ana"))["Resources"].items()
        if name == "QueueWatchRole"
    ]
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    [allowed] = [given["Resource"] for given in statements if given["Action"] == "ssm:GetParameters"]
    assert [arn.partition(":parameter")[2] for arn in allowed] == PUBLISHED


def test_a_parameter_holds_the_queues_of_its_context() -> None:
    """A value has at most 4,096 characters; GetParameters takes ten names."""
    lists = [given["Value"] for given in watched("a234567890123456", "queues")]
    assert len(lists) == 3
    assert len(PUBLISHED) == 2 * 3  # ten at most
    longest_url = len("https://sqs.ap-southeast-4.amazonaws.com.cn/111122223333/") + 80 + 1
    assert not [value for value in lists if (value.count(",") + 1) * longest_url > 4096]
