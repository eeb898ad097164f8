"""The dead letters of a function that reads a table's stream, in every form in which they are written.

| form       | written by                                                    | contains                          |
|------------|---------------------------------------------------------------|-----------------------------------|
| RECORD     | the function, for a record that no retry can help             | the record, plain or compressed   |
| OBJECT     | S3, for a batch that the stream's mapping discarded           | the name of the object that is it |
| POSITION   | the stream's mapping, before its batches went to a bucket     | a position in the stream          |
| INVOCATION | Lambda, for a scheduled invocation that failed three times    | the invocation's event            |
| SCHEDULE   | EventBridge, for a schedule that could not invoke a function  | the schedule's event or input     |
| WEBHOOK    | the sender of webhooks, for what nobody took for a day        | which event and webhook it is     |
| EVENT      | EventBridge or a queue, for an event that was never sent      | the event                         |
| UNREAD     | EventBridge, for an event whose source no context reads       | the event and the reason          |
"""

import gzip
import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from botocore.exceptions import ClientError

from unicorn_cli.bus.dead_letter import CannotRedrive, DeadLetter
from unicorn_cli.bus.stream_records import records_at
from unicorn_cli.stages.cloud import Cloud

type Json = dict[str, Any]

RUNS = {"reconcile", "round"}  # members of schedules' inputs
WEBHOOKS, ALERTS = "web-send-events", "web-send-alerts"  # read the events themselves

MATCHED = "PublicationEvaluationCompleted"  # homes of these events are matched with saved searches


class Form(StrEnum):
    RECORD = "RECORD"
    OBJECT = "OBJECT"
    POSITION = "POSITION"
    INVOCATION = "INVOCATION"
    SCHEDULE = "SCHEDULE"
    UNREAD = "UNREAD"
    WEBHOOK = "WEBHOOK"
    EVENT = "EVENT"


OF_EVENTS = {Form.WEBHOOK, Form.EVENT}
_IS: Mapping[Form, Callable[[Json], bool]] = {
    Form.RECORD: lambda found: "record" in found or "gzip" in found,
    Form.OBJECT: lambda found: found.get("source") == "aws.s3",
    Form.POSITION: lambda found: "DDBStreamBatchInfo" in found,
    Form.INVOCATION: lambda found: "requestPayload" in found,
    Form.UNREAD: lambda found: "unread" in found,
    Form.SCHEDULE: lambda found: found.get("detail-type") == "Scheduled Event" or bool(RUNS & found.keys()),
    Form.WEBHOOK: lambda found: "redrive" in found,
    Form.EVENT: lambda found: "detail-type" in found,
}


def form_of(letter: DeadLetter) -> Form:
    """Return the form of a dead letter. Raises CannotRedrive."""
    content = letter.content()
    for form, is_it in _IS.items():
        if is_it(content):
            return form
    raise CannotRedrive("its form is unknown: it has no record, batch, invocation or schedule")


@dataclass(frozen=True, slots=True)
class StreamDeadLetters:
    """Sends the dead letters of one queue to the function that could not handle them."""

    cloud: Cloud
    function: str  # that reads the stream

    def send(self, letter: DeadLetter) -> None:
        """Invoke the function with what the dead letter contains. Raises CannotRedrive."""
        form, content = form_of(letter), letter.content()
        if form is Form.UNREAD:
            raise CannotRedrive("no context reads it; publish it again under the name of a context")
        try:
            if form in OF_EVENTS:
                for name in self._readers(letter):
                    self._begin(name, content)
            else:
                self._send(form, content, letter)
        except (KeyError, TypeError, ValueError, EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CannotRedrive(f"it is incomplete: {type(error).__name__}: {error}") from error

    def _send(self, form: Form, content: Json, letter: DeadLetter) -> None:
        match form:
            case Form.RECORD:
                self._handle([_record(content)], self.function)
            case Form.OBJECT:
                batch = self._object(content["detail"])
                self._handle(self._batch(batch), self._reader_of(batch))
            case Form.POSITION:
                self._handle(self._batch(content), self.function)
            case Form.INVOCATION:
                self._start(content["requestContext"]["functionArn"], content["requestPayload"])
            case Form.SCHEDULE:
                self._start(letter.attributes.get("TARGET_ARN", ""), content)

    def _handle(self, records: list[Json], function: str) -> None:
        payload = json.dumps({"Records": records}, default=str).encode()
        answer = self.cloud.client("lambda").invoke(FunctionName=function, Payload=payload)
        result = answer["Payload"].read().decode()
        if "FunctionError" in answer or json.loads(result).get("batchItemFailures"):
            raise CannotRedrive(f"the function failed again: {result[:200]}")

    def _reader_of(self, batch: Json) -> str:
        """Return the function that a discarded batch was for: two may read one stream, and share the queue."""
        name = _function(batch.get("requestContext", {}).get("functionArn", ""))
        return name if name.startswith(f"unicorn-{self.cloud.stage}-") else self.function

    def _start(self, arn: str, event: Json) -> None:
        """Invoke a function of this stage with the event of a schedule."""
        name = _function(arn)
        if not name.startswith(f"unicorn-{self.cloud.stage}-"):
            raise CannotRedrive("it names no function of this stage; the next run of the schedule does the same")
        self._begin(name, event)

    def _readers(self, letter: DeadLetter) -> list[str]:
        """Return the functions that a letter is for; a queue's does not say it, and each of them knows what it had."""
        start = f"unicorn-{self.cloud.stage}-"
        if (named := _function(letter.attributes.get("TARGET_ARN", ""))).startswith(start):
            return [named]
        names = [WEBHOOKS, ALERTS] if letter.content().get("detail-type") == MATCHED else [WEBHOOKS]
        return [start + name for name in names]

    def _begin(self, name: str, event: Json) -> None:
        payload = json.dumps(event).encode()
        self.cloud.client("lambda").invoke(FunctionName=name, InvocationType="Event", Payload=payload)

    def _object(self, detail: Json) -> Json:
        """Return what Lambda wrote to a bucket."""
        bucket, key = detail["bucket"]["name"], detail["object"]["key"]
        try:
            body = self.cloud.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchBucket"}:
                raise CannotRedrive(f"the batch is no longer in the bucket: {bucket}/{key}") from error
            raise
        found: Json = json.loads(body)
        return found

    def _batch(self, letter: Json) -> list[Json]:
        """Return the records of a discarded batch: those that it contains, else those at its position in the stream."""
        if "payload" not in letter:
            return records_at(letter["DDBStreamBatchInfo"], self.cloud)
        payload = letter["payload"]  # the event, as a text
        event = json.loads(payload) if isinstance(payload, str) else payload
        found: list[Json] = event["Records"]
        return found


def _function(arn: str) -> str:
    """Return the name of the function that an ARN names, with or without a version."""
    return arn.partition(":function:")[2].partition(":")[0]


def _record(content: Json) -> Json:
    if "gzip" in content:
        found: Json = json.loads(gzip.decompress(b64decode(content["gzip"])))
        return found
    plain: Json = content["record"]
    return plain
