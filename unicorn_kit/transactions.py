"""DynamoDB transactions with retries, and its errors as those that ports promise."""

import random
import time
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING

from unicorn_kit.aws.errors import aws_errors
from unicorn_kit.errors import AnsweredMeanwhile, StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from unicorn_kit.receipts import Receipt

TRIES = 10
PAUSE, PAUSE_MAX = 0.02, 1.0  # seconds before the second try at most, and before any
# Two transactions on one item at the same moment: DynamoDB rejects one of them.
PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class ConditionFailed(Exception):
    """Raised when items were not in the state that a transaction asked for; nothing was written."""

    def __init__(self, failed: set[int]) -> None:
        super().__init__(failed)
        self.failed = failed  # the numbers of those items in the transaction


def store_errors[**P, R](call: Callable[P, R]) -> Callable[P, R]:
    """Turn errors that remain after the SDK's own retries into StoreUnavailable."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except aws_errors() as error:
            raise StoreUnavailable(str(error)) from error

    return wrapped


def transact(
    client: "DynamoDBClient",
    items: Sequence["TransactWriteItemTypeDef"],
    receipt: "Receipt | None" = None,
    *,
    tries: int = TRIES,
) -> None:
    """Write all items, and the receipt of the request that they answer, or none.

    Raises ConditionFailed, StoreUnavailable, and AnsweredMeanwhile if there is a receipt already.
    """
    written = [*items, receipt.put] if receipt else items
    for tried in range(tries):
        if tried:
            pause(tried)
        try:
            if _written(client, written):
                return
        except ConditionFailed as error:
            if receipt and len(items) in error.failed:
                raise AnsweredMeanwhile from error
            raise
    raise StoreUnavailable("other transactions kept touching the same items")


def pause(tried: int) -> None:
    """Wait for a random moment, so that writers that collided do not collide again."""
    time.sleep(random.uniform(0, min(PAUSE_MAX, PAUSE * 2 ** (tried - 1))))


@store_errors
def _written(client: "DynamoDBClient", items: Sequence["TransactWriteItemTypeDef"]) -> bool:
    """Whether the transaction went through; False if a retry may."""
    try:
        client.transact_write_items(TransactItems=items)
    except client.exceptions.TransactionCanceledException as cancelled:
        reasons = [reason.get("Code") for reason in cancelled.response.get("CancellationReasons", [])]
        if "ConditionalCheckFailed" in reasons:
            failed = {number for number, code in enumerate(reasons) if code == "ConditionalCheckFailed"}
            raise ConditionFailed(failed) from cancelled
        if PASSING.intersection(reasons):
            return False
        raise
    return True
