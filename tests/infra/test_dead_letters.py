"""Every dead letter has a way back: all queues of the templates, all that write to them, each in its form.

The forms of AWS are those of its documentation: EventBridge User Guide, "Using dead-letter queues to process
undelivered events"; Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations" and "Retain
discarded records for a DynamoDB event source". SQS keeps a message as it is. The functions' own
code writes its own forms.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from tests.infra.dead_letter_writers import Writer, senders, writers
from tests.infra.stacks import STAGE, pattern, properties, resources, stack, target
from tests.infra.test_queues import DEAD_LETTER_QUEUES
from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.dead_letter_queues import STREAM_FUNCTIONS, dead_letter_queues, named
from unicorn_cli.bus.notification_line import notification
from unicorn_kit.dead_letters import PLAIN_MAX, DeadLetters

APPROVAL = {"version": "0", "id": "a", "detail-type": "PublicationEvaluationCompleted", "detail": {}}
EVENT = {"version": "0", "id": "e", "detail-type": "EnquiryReceived", "source": "unicorn.web", "detail": {}}
TICK = {"version": "0", "id": "t", "detail-type": "Scheduled Event", "source": "aws.events", "detail": {}}
RECORD = {"eventID": "r", "eventSource": "aws:dynamodb", "dynamodb": {"SequenceNumber": "1", "NewImage": {}}}
LARGE = RECORD | {"text": "long " * PLAIN_MAX}
ARN = "arn:aws:lambda:eu-west-1:000000000000:function:"


ALL = [
    (folder, queue, writer)
    for folder, queue in DEAD_LETTER_QUEUES
    for writer in sorted(set(writers(folder, queue)))
    if writer.name != "WebAlertsQueue"  # whose letters say no more than the event: a test of their own
]


class FakeCloud:
    """A stage's clients, which record what they are asked to send."""

    def __init__(self) -> None:
        self.stage, self.is_local = STAGE, False
        self.sent: list[tuple[str, str, Any]] = []  # service, destination, content
        self.objects: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        return {
            "sqs": SimpleNamespace(send_message=self._send),
            "sns": SimpleNamespace(publish=self._publish),
            "stepfunctions": SimpleNamespace(start_execution=self._start),
            "lambda": SimpleNamespace(invoke=self._invoke),
            "s3": SimpleNamespace(get_object=lambda Key, **_: {"Body": BytesIO(self.objects[Key].encode())}),
        }[service]

    def _send(self, *, QueueUrl: str, MessageBody: str) -> None:
        self.sent.append(("sqs", QueueUrl, json.loads(MessageBody)))

    def _publish(self, *, TopicArn: str, Message: str) -> None:
        self.sent.append(("sns", TopicArn, Message))

    def _start(self, *, stateMachineArn: str, input: str) -> None:
        self.sent.append(("stepfunctions", stateMachineArn, json.loads(input)))

    def _invoke(self, *, FunctionName: str, Payload: bytes, InvocationType: str = "RequestResponse") -> Any:
        self.sent.append((InvocationType, FunctionName, json.loads(Payload)))
        return {"Payload": BytesIO(b'{"batchItemFailures": []}')}


def own_letter(put: Callable[[DeadLetters], None]) -> tuple[str, dict[str, str]]:
    """Return body and attributes of the letter that the functions' own code writes."""
    sent: list[dict[str, Any]] = []
    client: Any = SimpleNamespace(send_message=lambda **message: sent.append(message))
    put(DeadLetters(client, "url"))
    [message] = sent
    attributes = message.get("MessageAttributes", {})
    return message["MessageBody"], {name: given["StringValue"] for name, given in attributes.items()}


type Letters = list[tuple[str, dict[str, str]]]  # body and attributes of each
UNDELIVERED = {"RULE_ARN": "arn", "ERROR_CODE": "THROTTLING", "ERROR_MESSAGE": "no", "RETRY_ATTEMPTS": "185"}


def _invocation(function: str, _: FakeCloud) -> Letters:
    context = {"functionArn": f"{ARN}{function}:$LATEST", "condition": "RetriesExhausted"}
    return [(json.dumps({"version": "1.0", "requestContext": context, "requestPayload": TICK}), {})]


def _object(_: str, cloud: FakeCloud) -> Letters:
    key = "aws/lambda/mapping/shard/2026/03/02/1"
    cloud.objects[key] = json.dumps({"DDBStreamBatchInfo": {}, "payload": json.dumps({"Records": [RECORD]})})
    detail = {"bucket": {"name": "bucket"}, "object": {"key": key}}
    return [(json.dumps({"source": "aws.s3", "detail-type": "Object Created", "detail": detail}), {})]


FORMS: dict[str, Callable[[str, FakeCloud], Letters]] = {  # by the writer's form: its letters
    "message of a queue": lambda *_: [(json.dumps(EVENT), {})],
    "message of a function": lambda *_: [own_letter(lambda own: own.put_message(json.dumps(EVENT), "unreadable"))],
    "input of the workflow": lambda *_: [(json.dumps(EVENT), {"reason": "unreadable"})],
    "event of a rule": lambda function, _: [(json.dumps(EVENT), UNDELIVERED | {"TARGET_ARN": ARN + function})],
    "schedule": lambda function, _: [(json.dumps(TICK), UNDELIVERED | {"TARGET_ARN": ARN + function})],
    "invocation": _invocation,
    "record": lambda *_: [
        own_letter(lambda own: own.put_record(RECORD, "unreadable")),
        own_letter(lambda own: own.put_record(LARGE, "unreadable")),
    ],
    "object in a bucket": _object,
}


def named_function(folder: str, name: str) -> str:
    return pattern(properties(folder, name)["FunctionName"]).replace("${Stage}", STAGE)


def output_of(folder: str, queue: str) -> str:
    [found] = [name for name, given in stack(folder)["Outputs"].items() if target(given["Value"]) == queue]
    return str(found)


# They share a queue with the publisher; the sender of webhooks reads the events themselves.
OF_WEBHOOKS = {"WebWebhooksRule", "WebWebhooksQueueRule", "WebWebhooksQueue", "WebSendEvents"}
OF_ALERTS = {"WebAlertsRule", "WebAlertsQueueRule", "WebAlertsQueue", "WebSendAlerts"}  # gets approvals alone
NAMED_IN_ITS_LETTERS = {"WebSyncPhotos"}  # it shares a queue with the publisher: the next test


def wanted(folder: str, queue: str, writer: Writer) -> tuple[str, str]:
    """Return the service and the destination to which the letters of a writer are to go back."""
    if writer.form in {"schedule", "invocation"}:
        return "Event", named_function(folder, writer.name)
    if writer.name in OF_WEBHOOKS:
        return "Event", named_function(folder, "WebSendEvents")
    if writer.name in OF_ALERTS:
        return "Event", named_function(folder, "WebSendAlerts")
    if writer.form in {"record", "object in a bucket"}:
        readers = [
            target(mapping["Properties"]["FunctionName"])
            for mapping in resources(folder, "AWS::Lambda::EventSourceMapping").values()
            if "StartingPosition" in mapping["Properties"]
        ]
        [reader] = [name for name in readers if name not in NAMED_IN_ITS_LETTERS]
        return "RequestResponse", named_function(folder, str(reader))
    fed = [
        name
        for name, given in resources(folder, "AWS::SQS::Queue").items()
        if target(given["Properties"].get("RedrivePolicy", {}).get("deadLetterTargetArn")) == queue
    ]
    if writer.form == "event of a rule" and not fed and resources(folder, "AWS::SNS::Topic"):
        return "sns", "WebInboxTopicArn"
    return ("sqs", output_of(folder, fed[0])) if fed else ("stepfunctions", "ApprovalStateMachineArn")


@pytest.mark.parametrize(("folder", "queue", "writer"), ALL)
def test_every_form_of_a_letter_goes_back(folder: str, queue: str, writer: Writer) -> None:
    cloud: Any = FakeCloud()
    outputs = {name: name for name in stack(folder)["Outputs"]}  # each output's value is its name
    dead = named(
        output_of(folder, queue).removesuffix("QueueUrl").removesuffix("DeadLetter"), dead_letter_queues(cloud, outputs)
    )
    service, destination = wanted(folder, queue, writer)
    for body, attributes in FORMS[writer.form](destination, cloud):
        dead.send(DeadLetter(message_id="m", sent_at=datetime.now(UTC), body=body, attributes=attributes))
    records = [RECORD, LARGE] if writer.form == "record" else [RECORD]
    event = TICK if writer.form in {"schedule", "invocation"} else EVENT
    contents: dict[str, list[Any]] = {"Event": [event], "RequestResponse": [{"Records": [found]} for found in records]}
    contents["sns"] = [notification(EVENT)]
    assert cloud.sent == [(service, destination, content) for content in contents.get(service, [EVENT])]


def test_an_approval_that_does_not_say_whom_it_was_for_goes_back_to_both_that_read_it() -> None:
    cloud: Any = FakeCloud()
    [queue] = dead_letter_queues(cloud, {"WebUnpublishedQueueUrl": "url"})
    queue.send(DeadLetter(message_id="m", sent_at=datetime.now(UTC), body=json.dumps(APPROVAL), attributes={}))
    names = [named_function("unicorn_web", name) for name in ("WebSendEvents", "WebSendAlerts")]
    assert cloud.sent == [("Event", name, APPROVAL) for name in names]


@pytest.mark.parametrize("function", ["WebPublishListingChanges", *NAMED_IN_ITS_LETTERS])
def test_a_discarded_batch_goes_back_to_the_function_that_it_was_for(function: str) -> None:
    cloud, name = FakeCloud(), named_function("unicorn_web", function)
    [(body, attributes)] = _object("", cloud)
    key, batch = cloud.objects.popitem()
    cloud.objects[key] = json.dumps(json.loads(batch) | {"requestContext": {"functionArn": f"{ARN}{name}:$LATEST"}})
    letter = DeadLetter(message_id="m", sent_at=datetime.now(UTC), body=body, attributes=attributes)
    outputs = {"WebUnpublishedQueueUrl": "url"}
    [queue] = dead_letter_queues(cloud, outputs)  # type: ignore[arg-type]
    queue.send(letter)
    assert cloud.sent == [("RequestResponse", name, {"Records": [RECORD]})]


@pytest.mark.parametrize(("folder", "queue"), DEAD_LETTER_QUEUES)
def test_every_dead_letter_queue_has_known_writers_and_no_others_may_write(folder: str, queue: str) -> None:
    known = writers(folder, queue)
    assert known
    assert not {writer for writer in known if writer.form == "position"}, "a queue gets no records from a mapping"
    assert senders(folder, queue) <= {writer.name for writer in known}


def test_every_stream_function_has_its_own_queue() -> None:
    outputs = {output_of(folder, queue) for folder, queue in DEAD_LETTER_QUEUES}
    assert set(STREAM_FUNCTIONS) <= outputs


def test_all_forms_have_writers() -> None:
    assert {writer.form for _, _, writer in ALL} == set(FORMS)
