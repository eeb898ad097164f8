"""The answer to a request with an Idempotency-Key, as use cases hand it to their ports."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class Receipt(NamedTuple):
    """What a transaction writes beside the effect of the request; `unicorn_kit.idempotency` makes it."""

    put: "TransactWriteItemTypeDef"
