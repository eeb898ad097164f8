"""DynamoDB's refusals in the words of the ports."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from web_service.ports import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

TRIES_ON_CONFLICT = 5  # two transactions on one item at the same moment: DynamoDB refuses one of them


class ConditionFailed(Exception):
    """Raised when an item was not in the state that a transaction asked for; nothing was written."""


def store_errors[**P, R](call: Callable[P, R]) -> Callable[P, R]:
    """Turn what is left after the SDK's own retries into StoreUnavailable."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(str(error)) from error

    return wrapped


def transact(client: "DynamoDBClient", items: Sequence["TransactWriteItemTypeDef"]) -> None:
    """Write all items or none. Raises ConditionFailed and StoreUnavailable."""
    for _ in range(TRIES_ON_CONFLICT):
        if _written(client, items):
            return
    raise StoreUnavailable("other transactions kept touching the same items")


@store_errors
def _written(client: "DynamoDBClient", items: Sequence["TransactWriteItemTypeDef"]) -> bool:
    """Whether the transaction went through; False if another one was at the same items."""
    try:
        client.transact_write_items(TransactItems=items)
    except client.exceptions.TransactionCanceledException as cancelled:
        reasons = {reason.get("Code") for reason in cancelled.response.get("CancellationReasons", [])}
        if "ConditionalCheckFailed" in reasons:
            raise ConditionFailed from cancelled
        if "TransactionConflict" in reasons:
            return False
        raise
    return True
