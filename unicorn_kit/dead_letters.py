"""A dead-letter queue: messages and stream records that no retry can help, stored whole, with the reason."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

REASON_MAX = 1000  # characters
PLAIN_MAX = 200_000  # bytes of a record; a queue takes 256 KiB at the least, and compressed JSON is a tenth of that


class DeadLetters:
    """An error of the queue is raised as it is, so that the message or record is delivered again."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def put_record(self, record: Mapping[str, Any], reason: str) -> None:
        """Keep a record of a table's stream: as it came, or compressed as `gzip` if it is large."""
        letter: dict[str, Any] = {"reason": reason[:REASON_MAX], "record": record}
        body = json.dumps(letter, default=str)
        if len(body) > PLAIN_MAX:
            body = json.dumps({"reason": letter["reason"], "gzip": _packed(record)})
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body)

    def put_message(self, body: str, reason: str) -> None:
        """Keep a message as it came, so that it can be sent to its queue again."""
        self._client.send_message(
            QueueUrl=self._queue_url,
            MessageBody=body,
            MessageAttributes={"reason": {"DataType": "String", "StringValue": reason[:REASON_MAX]}},
        )


def _packed(record: Mapping[str, Any]) -> str:
    import gzip  # noqa: PLC0415 - only for large records
    from base64 import b64encode  # noqa: PLC0415

    return b64encode(gzip.compress(json.dumps(record, default=str).encode())).decode()
