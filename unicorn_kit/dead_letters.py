"""A dead-letter queue: messages and stream records that no retry can help, stored whole, with the reason."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

REASON_MAX = 1000  # characters


class DeadLetters:
    """An error of the queue is raised as it is, so that the message or record is delivered again."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def put_record(self, record: Mapping[str, Any], reason: str) -> None:
        """Keep a record of a table's stream."""
        body = json.dumps({"reason": reason, "record": record}, default=str)
        self._client.send_message(QueueUrl=self._queue_url, MessageBody=body)

    def put_message(self, body: str, reason: str) -> None:
        """Keep a message as it came, so that it can be sent to its queue again."""
        self._client.send_message(
            QueueUrl=self._queue_url,
            MessageBody=body,
            MessageAttributes={"reason": {"DataType": "String", "StringValue": reason[:REASON_MAX]}},
        )
