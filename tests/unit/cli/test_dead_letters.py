"""Dead letters and their way back, on moto's queues."""

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
    urls = {name: cloud.sqs.create_queue(QueueName=name)["QueueUrl"] for name in NAMES}
    yield urls | {"ApprovalStateMachineArn": "arn:aws:states:eu-west-1:000000000000:stateMachine:approval"}
    for url in urls.values():
        cloud.sqs.delete_queue(QueueUrl=url)


def queue(name: str, cloud: Cloud, outputs: dict[str, str]) -> DeadLetterQueue:
    return named(name, dead_letter_queues(cloud, outputs))


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


class Calls:
    """Stands in for a client: keeps what it is asked, and answers with what it was made with."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer, self.asked = answer, list[dict[str, Any]]()

    def start_execution(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        return self.answer

    invoke = start_execution


def test_every_dead_letter_queue_has_a_way_back(cloud: Cloud, outputs: dict[str, str]) -> None:
    ways = {q.name: q.goes_back_to for q in dead_letter_queues(cloud, outputs)}
    assert ways == {
        "ContractsUnpublished": "the publisher of Contracts",
        "PropertiesRequest": "the approval workflow",
        "PropertiesUnsynced": "nowhere: the schedule looks again",
        "WebEvaluation": "WebEvaluationQueue",
    }


def test_an_unknown_queue_is_a_problem_that_names_all(cloud: Cloud, outputs: dict[str, str]) -> None:
    with pytest.raises(Problem, match="No dead-letter queue is named Nothing") as problem:
        queue("Nothing", cloud, outputs)
    assert "WebEvaluation" in problem.value.mend


def test_reading_takes_nothing_away_and_tells_the_reason(cloud: Cloud, outputs: dict[str, str]) -> None:
    letters = queue("webevaluation", cloud, outputs)
    for number in range(12):
        attributes: Any = {"reason": {"DataType": "String", "StringValue": f"because of {number}"}}
        cloud.sqs.send_message(QueueUrl=letters.url, MessageBody=str(number), MessageAttributes=attributes)
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody="without a reason")
    found = read(letters, cloud, limit=20)
    assert {letter.body: letter.reason for letter in found} == {
        **{str(number): f"because of {number}" for number in range(12)},
        "without a reason": None,
    }
    assert count(letters, cloud) == 13


def test_letters_go_back_whole_to_their_queue(cloud: Cloud, outputs: dict[str, str]) -> None:
    letters = queue("WebEvaluation", cloud, outputs)
    bodies = {json.dumps({"detail": {"property_id": str(number)}}) for number in range(25)}
    for body in bodies:
        cloud.sqs.send_message(QueueUrl=letters.url, MessageBody=body)
    assert len(redrive(letters, cloud, now=soon()).sent) == 25
    assert count(letters, cloud) == 0
    source = DeadLetterQueue(
        name="", url=outputs["WebEvaluationQueueUrl"], goes_back_to="", send_back=letters.send_back
    )  # fmt: skip
    assert {letter.body for letter in read(source, cloud, limit=50)} == bodies


def test_what_has_come_back_meanwhile_stays(cloud: Cloud, outputs: dict[str, str]) -> None:
    letters = queue("WebEvaluation", cloud, outputs)
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody="{}")
    done = redrive(letters, cloud, now=datetime.now(UTC) - timedelta(minutes=1))
    assert (done.sent, list(done.kept.values())) == ([], ["it came back"])


def test_a_request_starts_the_workflow_again(cloud: Cloud, outputs: dict[str, str]) -> None:
    letters = queue("PropertiesRequest", cloud, outputs)
    cloud.__dict__["states"] = states = Calls({})
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody='{"detail": {}}')
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody="no JSON")
    done = redrive(letters, cloud, now=soon())
    assert [asked["input"] for asked in states.asked] == ['{"detail": {}}']
    assert (len(done.sent), list(done.kept.values())) == (1, ["it is no JSON"])


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        ({"Payload": b'{"batchItemFailures": []}'}, 1),
        ({"Payload": b'{"batchItemFailures": [{"itemIdentifier": "1"}]}'}, 0),
        ({"Payload": b'{"errorType": "KeyError"}', "FunctionError": "Unhandled"}, 0),
    ],
)
def test_a_record_goes_back_to_its_publisher(
    answer: dict[str, Any], sent: int, cloud: Cloud, outputs: dict[str, str]
) -> None:
    letters = queue("ContractsUnpublished", cloud, outputs)
    cloud.__dict__["functions"] = functions = Calls(answer | {"Payload": BytesIO(answer["Payload"])})
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody='{"reason": "r", "record": {"dynamodb": {}}}')
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody='{"DDBStreamBatchInfo": {}}')
    done = redrive(letters, cloud, now=soon())
    assert len(done.sent) == sent
    assert "it says which part of the stream was lost, and holds no record of it" in done.kept.values()
    [asked] = functions.asked
    assert asked["FunctionName"] == "unicorn-local-contracts-publish-contract-changes"
    assert json.loads(cast(bytes, asked["Payload"])) == {"Records": [{"dynamodb": {}}]}


def test_what_only_the_schedule_can_mend_stays(cloud: Cloud, outputs: dict[str, str]) -> None:
    letters = queue("PropertiesUnsynced", cloud, outputs)
    cloud.sqs.send_message(QueueUrl=letters.url, MessageBody="{}")
    assert len(redrive(letters, cloud, now=soon()).kept) == 1
