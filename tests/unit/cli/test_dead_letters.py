"""Dead letters and their redrive, on moto's queues."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, cast

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, dead_letter_queues, named
from unicorn_cli.bus.dead_letters import count, delete_one, read, read_one, redrive
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
        "PropertiesUnsynced": "the sync of Properties",
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


@pytest.fixture
def many(cloud: Cloud, outputs: dict[str, str]) -> tuple[DeadLetterQueue, list[str]]:
    """A queue with more messages than one call receives, and their ids."""
    dead = queue("WebEvaluation", cloud, outputs)
    sqs = cloud.client("sqs")
    return dead, [sqs.send_message(QueueUrl=dead.url, MessageBody=str(n))["MessageId"] for n in range(12)]


def bodies(queue_url: str, cloud: Cloud) -> set[str]:
    """Return the bodies of the messages that can be received now."""
    source = DeadLetterQueue(name="", url=queue_url, destination="", send=lambda _: None)
    return {message.body for message in read(source, cloud, limit=50)}


def test_one_message_is_redriven_and_the_others_can_be_received_at_once(
    cloud: Cloud, outputs: dict[str, str], many: tuple[DeadLetterQueue, list[str]]
) -> None:
    dead, ids = many
    assert redrive(dead, cloud, now=soon(), message_id=ids[7]).sent == [ids[7]]
    assert bodies(dead.url, cloud) == {str(n) for n in range(12)} - {"7"}
    assert bodies(outputs["WebEvaluationQueueUrl"], cloud) == {"7"}


def test_one_message_is_read_and_stays_and_one_is_deleted(
    cloud: Cloud, many: tuple[DeadLetterQueue, list[str]]
) -> None:
    dead, ids = many
    assert read_one(dead, cloud, ids[11]).body == "11"
    assert bodies(dead.url, cloud) == {str(n) for n in range(12)}
    delete_one(dead, cloud, ids[11])
    assert bodies(dead.url, cloud) == {str(n) for n in range(11)}


def test_a_message_that_the_queue_does_not_have_is_a_problem_and_hides_no_other(
    cloud: Cloud, many: tuple[DeadLetterQueue, list[str]]
) -> None:
    dead, _ = many
    for act in (read_one, delete_one):
        with pytest.raises(Problem, match="WebEvaluation has no message of-another-queue"):
            act(dead, cloud, "of-another-queue")
    assert len(bodies(dead.url, cloud)) == 12


def test_a_redrive_that_is_interrupted_loses_no_message(cloud: Cloud, outputs: dict[str, str]) -> None:
    """It is deleted only after it was sent: at worst it is sent twice."""

    def lost(_: DeadLetter) -> None:
        raise ConnectionError

    dead = queue("WebEvaluation", cloud, outputs)
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody="{}")
    with pytest.raises(ConnectionError):
        redrive(replace(dead, send=lost), cloud, now=soon())
    assert count(dead, cloud) == 1


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
    done = redrive(dead, cloud, now=soon())
    assert (len(done.sent), len(done.kept)) == (sent, 1 - sent)
    [asked] = functions.asked
    assert asked["FunctionName"] == "unicorn-local-contracts-publish-contract-changes"
    assert json.loads(cast(bytes, asked["Payload"])) == {"Records": [{"dynamodb": {}}]}


@pytest.fixture
def functions(cloud: Cloud) -> Calls:
    cloud._clients["lambda"] = functions = Calls({"Payload": BytesIO(b"{}")})
    return functions


def redriven(body: dict[str, Any], name: str, cloud: Cloud, outputs: dict[str, str]) -> list[str]:
    """Redrive one letter; return why it stays, if it does."""
    dead = queue(name, cloud, outputs)
    cloud.client("sqs").send_message(QueueUrl=dead.url, MessageBody=json.dumps(body))
    return list(redrive(dead, cloud, now=soon()).kept.values())


def test_a_discarded_batch_is_read_from_its_bucket(cloud: Cloud, outputs: dict[str, str], functions: Calls) -> None:
    batch = {"Records": [{"eventID": "1"}, {"eventID": "2"}]}
    cloud.client("s3").create_bucket(Bucket="discarded", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    cloud.client("s3").put_object(Bucket="discarded", Key="a", Body=json.dumps({"payload": json.dumps(batch)}).encode())
    detail = {"bucket": {"name": "discarded"}, "object": {"key": "a"}}
    assert redriven({"source": "aws.s3", "detail": detail}, "PropertiesUnsynced", cloud, outputs) == []
    [asked] = functions.asked
    assert asked["FunctionName"] == "unicorn-local-properties-sync-property-approvals"
    assert json.loads(asked["Payload"]) == batch
    detail["object"]["key"] = "gone"
    [reason] = redriven({"source": "aws.s3", "detail": detail}, "PropertiesUnsynced", cloud, outputs)
    assert reason == "the batch is no longer in the bucket: discarded/gone"


@pytest.fixture
def position(cloud: Cloud) -> Iterator[dict[str, str]]:
    """The position of the second and third of four changes of a table."""
    table = cloud.client("dynamodb")
    made = table.create_table(
        TableName="table",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )["TableDescription"]
    for number in range(4):
        table.put_item(TableName="table", Item={"pk": {"S": str(number)}})
    streams = cloud.client("dynamodbstreams")
    stream = made["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
    first = streams.get_shard_iterator(StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    records = streams.get_records(ShardIterator=first["ShardIterator"])["Records"]
    yield {
        "streamArn": stream,
        "shardId": shard["ShardId"],
        "startSequenceNumber": records[1]["dynamodb"]["SequenceNumber"],
        "endSequenceNumber": records[2]["dynamodb"]["SequenceNumber"],
    }
    table.delete_table(TableName="table")


def test_records_at_a_position_are_read_from_the_stream_while_it_has_them(
    cloud: Cloud, outputs: dict[str, str], functions: Calls, position: dict[str, str]
) -> None:
    assert redriven({"DDBStreamBatchInfo": position}, "ContractsUnpublished", cloud, outputs) == []
    [asked] = functions.asked
    records = json.loads(asked["Payload"])["Records"]
    assert [record["dynamodb"]["NewImage"] for record in records] == [{"pk": {"S": "1"}}, {"pk": {"S": "2"}}]


def test_records_that_the_stream_has_dropped_are_reported_as_lost(
    cloud: Cloud, outputs: dict[str, str], functions: Calls, position: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def trimmed(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "TrimmedDataAccessException"}}, "GetShardIterator")

    monkeypatch.setattr(cloud.client("dynamodbstreams"), "get_shard_iterator", trimmed)
    [reason] = redriven({"DDBStreamBatchInfo": position}, "ContractsUnpublished", cloud, outputs)
    assert reason.startswith("it holds only a position in the stream, which drops records after 24 hours")
    assert functions.asked == []


def test_a_failed_run_of_a_schedule_is_started_again(cloud: Cloud, outputs: dict[str, str], functions: Calls) -> None:
    arn = "arn:aws:lambda:eu-west-1:000000000000:function:unicorn-local-contracts-expire-contracts:$LATEST"
    body = {"requestContext": {"functionArn": arn}, "requestPayload": {"time": "2026-03-02T09:00:00Z"}}
    assert redriven(body, "ContractsUnpublished", cloud, outputs) == []
    [asked] = functions.asked
    assert asked["FunctionName"] == "unicorn-local-contracts-expire-contracts"
    assert asked["InvocationType"] == "Event"
    assert json.loads(asked["Payload"]) == {"time": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(
    "body",
    [
        {"redrive": {"webhook_id": "w", "event_id": "e"}},
        {"source": "unicorn.web", "detail-type": "PublicationApprovalRequested", "detail": {}},
    ],
)
def test_what_was_not_sent_to_a_webhook_goes_back_to_the_sender(
    body: dict[str, Any], cloud: Cloud, outputs: dict[str, str], functions: Calls
) -> None:
    assert redriven(body, "PropertiesUnsynced", cloud, outputs) == []
    [asked] = functions.asked
    assert (asked["FunctionName"], asked["InvocationType"]) == ("unicorn-local-web-send-events", "Event")
    assert json.loads(asked["Payload"]) == body


@pytest.mark.parametrize("arn", ["", "arn:aws:lambda:eu-west-1:000000000000:function:unicorn-prod-other", "nonsense"])
def test_no_function_of_another_stage_is_invoked(
    arn: str, cloud: Cloud, outputs: dict[str, str], functions: Calls
) -> None:
    body = {"requestContext": {"functionArn": arn}, "requestPayload": {}}
    [reason] = redriven(body, "PropertiesUnsynced", cloud, outputs)
    assert reason == "it names no function of this stage; the next run of the schedule does the same"
    assert functions.asked == []


@pytest.mark.parametrize("body", [{}, {"detail": {}}, {"something": "new"}])
def test_a_letter_of_an_unknown_form_stays(
    body: dict[str, Any], cloud: Cloud, outputs: dict[str, str], functions: Calls
) -> None:
    [reason] = redriven(body, "PropertiesUnsynced", cloud, outputs)
    assert reason.startswith("its form is unknown")
    assert functions.asked == []


def test_an_event_that_no_context_reads_stays_with_its_reason(cloud: Cloud, outputs: dict[str, str]) -> None:
    unread = {"reason": "No context reads events of the source unicorn-web: …", "unread": {"source": "unicorn-web"}}
    unpublished = queue("ContractsUnpublished", cloud, outputs)
    cloud.client("sqs").send_message(QueueUrl=unpublished.url, MessageBody=json.dumps(unread))
    [letter] = read(unpublished, cloud, limit=5)
    assert letter.reason == unread["reason"]
    [kept] = redrive(unpublished, cloud, now=soon()).kept.values()
    assert kept.startswith("no context reads it")


@pytest.mark.parametrize(
    "body",
    [
        {"gzip": "no base64!"},
        {"source": "aws.s3"},
        {"source": "aws.s3", "detail": {"bucket": "name"}},
        {"DDBStreamBatchInfo": {}},
        {"DDBStreamBatchInfo": None, "payload": "no JSON"},
        {"requestPayload": {}},
    ],
)
def test_an_incomplete_letter_stays(
    body: dict[str, Any], cloud: Cloud, outputs: dict[str, str], functions: Calls
) -> None:
    [reason] = redriven(body, "PropertiesUnsynced", cloud, outputs)
    assert reason.startswith("it is incomplete")
    assert functions.asked == []


def test_the_reason_is_that_of_the_writer() -> None:
    def reason(body: str, **attributes: str) -> str | None:
        return DeadLetter(message_id="m", sent_at=soon(), body=body, attributes=attributes).reason

    assert reason("{}", ERROR_CODE="NO_PERMISSIONS", ERROR_MESSAGE="Lack of permissions") == "Lack of permissions"
    assert reason("{}", ERROR_CODE="NO_PERMISSIONS") == "NO_PERMISSIONS"
    assert reason('{"reason": "KeyError: sk", "record": {}}') == "KeyError: sk"
    assert reason('{"requestContext": {"condition": "RetriesExhausted"}}') == "RetriesExhausted"
    assert reason("no JSON") is reason("[]") is reason("{}") is None
