"""Dead letters and their redrive, on moto's queues."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, cast

import boto3
import pytest
from moto import mock_aws

from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, dead_letter_queues, named
from unicorn_cli.bus.dead_letters import count, read, redrive
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

NAMES = (
    "ContractsUnpublishedQueueUrl",
    "PropertiesRequestDeadLetterQueueUrl",
    "PropertiesUnsyncedQueueUrl",
    "WebEvaluationDeadLetterQueueUrl",
    "WebEvaluationQueueUrl",
)


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        yield Cloud("local", boto3.Session(region_name="eu-west-1"))


@pytest.fixture
def outputs(cloud: Cloud) -> Iterator[dict[str, str]]:
    urls = {name: cloud.client("sqs").create_queue(QueueName=name)["QueueUrl"] for name in NAMES}
    yield urls | {"ApprovalStateMachineArn": "arn:aws:states:eu-west-1:000000000000:stateMachine:approval"}
    for url in urls.values():
        cloud.client("sqs").delete_queue(QueueUrl=url)


def queue(name: str, cloud: Cloud, outputs: dict[str, str]) -> DeadLetterQueue:
    return named(name, dead_letter_queues(cloud, outputs))


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


class Calls:
    """A fake client: records its calls, and returns the answer that it was made with."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer, self.asked = answer, list[dict[str, Any]]()

    def start_execution(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        return self.answer

    invoke = start_execution


def test_every_dead_letter_queue_has_a_destination(cloud: Cloud, outputs: dict[str, str]) -> None:
    destinations = {q.name: q.destination for q in dead_letter_queues(cloud, outputs)}
    assert destinations == {
        "ContractsUnpublished": "the publisher of Contracts",
        "PropertiesRequest": "the approval workflow",
        "PropertiesUnsynced": "nowhere: the schedule retries",
        "WebEvaluation": "WebEvaluationQueue",
    }


def test_an_unknown_queue_is_a_problem_that_names_all(cloud: Cloud, outputs: dict[str, str]) -> None:
    with pytest.raises(Problem, match="No dead-letter queue is named Nothing") as problem:
        queue("Nothing", cloud, outputs)
    assert "WebEvaluation" in problem.value.fix


def test_reading_removes_nothing_and_returns_the_reasons(cloud: Cloud, outputs: dict[str, str]) -> None:
    dead = queue("webevaluation", cloud, outputs)
    for number in range(12):
        attributes: Any = {"reason": {"DataType": "String", "StringValue": f"because of {number}"}}
        cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody=str(number), MessageAttributes=attributes)
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody="without a reason")
    found = read(dead, cloud, limit=20)
    assert {message.body: message.reason for message in found} == {
        **{str(number): f"because of {number}" for number in range(12)},
        "without a reason": None,
    }
    assert count(dead, cloud) == 13


def test_messages_are_redriven_unchanged_to_their_queue(cloud: Cloud, outputs: dict[str, str]) -> None:
    dead = queue("WebEvaluation", cloud, outputs)
    bodies = {json.dumps({"detail": {"property_id": str(number)}}) for number in range(25)}
    for body in bodies:
        cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody=body)
    assert len(redrive(dead, cloud, now=soon()).sent) == 25
    assert count(dead, cloud) == 0
    source = DeadLetterQueue(
        name="", url=outputs["WebEvaluationQueueUrl"], destination="", send=dead.send
    )  # fmt: skip
    assert {message.body for message in read(source, cloud, limit=50)} == bodies


def test_a_message_that_failed_again_meanwhile_stays(cloud: Cloud, outputs: dict[str, str]) -> None:
    dead = queue("WebEvaluation", cloud, outputs)
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody="{}")
    done = redrive(dead, cloud, now=datetime.now(UTC) - timedelta(minutes=1))
    assert (done.sent, list(done.kept.values())) == ([], ["it failed again"])


def test_a_request_starts_the_workflow_again(cloud: Cloud, outputs: dict[str, str]) -> None:
    dead = queue("PropertiesRequest", cloud, outputs)
    cloud._clients["stepfunctions"] = states = Calls({})
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody='{"detail": {}}')
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody="no JSON")
    done = redrive(dead, cloud, now=soon())
    assert [asked["input"] for asked in states.asked] == ['{"detail": {}}']
    assert (len(done.sent), list(done.kept.values())) == (1, ["it is not JSON"])


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        ({"Payload": b'{"batchItemFailures": []}'}, 1),
        ({"Payload": b'{"batchItemFailures": [{"itemIdentifier": "1"}]}'}, 0),
        ({"Payload": b'{"errorType": "KeyError"}', "FunctionError": "Unhandled"}, 0),
    ],
)
def test_a_record_is_redriven_to_its_publisher(
    answer: dict[str, Any], sent: int, cloud: Cloud, outputs: dict[str, str]
) -> None:
    dead = queue("ContractsUnpublished", cloud, outputs)
    cloud._clients["lambda"] = functions = Calls(answer | {"Payload": BytesIO(answer["Payload"])})
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody='{"reason": "r", "record": {"dynamodb": {}}}')
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody='{"DDBStreamBatchInfo": {}}')
    done = redrive(dead, cloud, now=soon())
    assert len(done.sent) == sent
    assert "it names a lost part of the stream, but contains no record" in done.kept.values()
    [asked] = functions.asked
    assert asked["FunctionName"] == "unicorn-local-contracts-publish-contract-changes"
    assert json.loads(cast(bytes, asked["Payload"])) == {"Records": [{"dynamodb": {}}]}


def test_a_message_that_only_the_schedule_can_retry_stays(cloud: Cloud, outputs: dict[str, str]) -> None:
    dead = queue("PropertiesUnsynced", cloud, outputs)
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody="{}")
    assert len(redrive(dead, cloud, now=soon()).kept) == 1
