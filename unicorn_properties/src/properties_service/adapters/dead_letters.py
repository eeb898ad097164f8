"""Where a message goes that no retry can mend: kept whole, with the reason."""

from typing import TYPE_CHECKING

from properties_service.adapters.store_errors import store_errors

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

REASON_MAX = 1000  # characters


class DeadLetters:
    """A dead-letter queue. Raises StoreUnavailable, so that what was to be put there is read again."""

    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    @store_errors
    def put(self, body: str, reason: str) -> None:
        """Keep a message as it came, so that it can be sent to its queue again."""
        self._client.send_message(
            QueueUrl=self._queue_url,
            MessageBody=body,
            MessageAttributes={"reason": {"DataType": "String", "StringValue": reason[:REASON_MAX]}},
        )
