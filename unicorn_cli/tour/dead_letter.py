"""Let the consumer of contract statuses fail on one message until it is a dead letter."""

import json
from typing import TYPE_CHECKING, Any

from demo.listings import NotReached
from unicorn_cli.stages.access import Access
from unicorn_cli.terminal.waiting import eventually
from unicorn_cli.tour.house import House
from unicorn_cli.tour.pause import CONSUMER, paused

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

HIDDEN = 20  # seconds: until then it has to be dead; a message about another house is hidden so long


def fail_until_dead(house: House, access: Access) -> int:
    """Approve the contract while its consumer fails, and return how often the message was received.

    The consumer is paused, and this command takes its place: it receives the message and gives it back unhandled, at
    once, where a real one would take some minutes. Moving it to the dead-letter queue is left to SQS.
    """
    sqs = house.cloud.client("sqs")
    queue, letters = (access.outputs[f"PropertiesContractStatus{kind}Url"] for kind in ("Queue", "DeadLetterQueue"))
    before, received = _depth(sqs, letters), 0

    def is_dead() -> bool:
        nonlocal received
        received += _receive_and_fail(sqs, queue, house.property_id)
        return _depth(sqs, letters) > before

    with paused(CONSUMER, house.cloud):
        house.move_contract("APPROVED")
        if not eventually(is_dead, seconds=HIDDEN, every=0.05):
            raise NotReached(f"no dead letter after {received} attempts")
    return received


def _receive_and_fail(sqs: "SQSClient", queue: str, property_id: str) -> int:
    """Receive a message; if it is about the house, make it visible again and return 1. Others stay hidden a while."""
    answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=1, VisibilityTimeout=HIDDEN)
    for message in answer.get("Messages", []):
        if json.loads(message["Body"])["detail"].get("property_id") == property_id:
            handle = message["ReceiptHandle"]
            sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=0)
            return 1
    return 0


def _depth(sqs: "SQSClient", queue: str) -> int:
    found: Any = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(found["Attributes"]["ApproximateNumberOfMessages"])
