"""One answer for one Idempotency-Key: its receipt is written in the transaction of what it answers.

So there is a receipt if and only if the request had its effect, however the function ended.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.clock import now
from unicorn_kit.conditions import idempotency_key
from unicorn_kit.http import Request, Response
from unicorn_kit.problems import Problem
from unicorn_kit.receipts import Receipt
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = 24 * 60 * 60  # seconds


type Keep = Callable[[Callable[[], Response[Any]]], Receipt | None]  # an answer → its receipt; none without a key


class Receipts:
    """The receipts of one context in a table of its own; `prefix` separates its keys from those of another."""

    def __init__(self, client: "DynamoDBClient", table: str, *, prefix: str) -> None:
        self._client = client
        self._table = table
        self._prefix = prefix

    def id_of(self, caller: str, key: str) -> str:
        return f"{self._prefix}#{_digest(f'{caller}:{key}')}"

    @store_errors
    def find(self, receipt_id: str) -> Mapping[str, Any] | None:
        """Return the stored receipt; None if there is none, or it is older than a day."""
        found = self._client.get_item(TableName=self._table, Key={"id": {"S": receipt_id}}, ConsistentRead=True)
        item = found.get("Item", {})
        return item if "data" in item and int(item["expiration"]["N"]) > now().timestamp() else None

    def receipt(self, receipt_id: str, request: str, response: Response[Any]) -> Receipt:
        """Return the receipt of a response to `request`, the digest of what was asked for."""
        moment = int(now().timestamp())
        item = {
            "id": {"S": receipt_id},
            "status": {"S": "COMPLETED"},
            "validation": {"S": request},
            "data": {"S": json.dumps(to_stored(response))},
            "expiration": {"N": str(moment + KEPT)},
        }
        return Receipt(
            {
                "Put": {
                    "TableName": self._table,
                    "Item": item,
                    "ConditionExpression": "attribute_not_exists(#data) OR expiration <= :now",
                    "ExpressionAttributeNames": {"#data": "data"},
                    "ExpressionAttributeValues": {":now": {"N": str(moment)}},
                }
            }
        )


def once[View](
    request: Request,
    answer: Callable[[Keep], Response[View]],
    *,
    receipts: Callable[[], Receipts],
    caller: str | None = None,
) -> Response[View]:
    """Return `answer`, or what it was when the request came with the same Idempotency-Key before.

    `answer` gets what makes the receipt that it must write together with its effect. An error is no answer and leaves
    no receipt: the request may be sent again. `caller` is empty where nobody signs in. Raises Problem, also 422 where
    the key came with another body or path.
    """
    key = idempotency_key(request)
    if key is None:
        return answer(lambda _: None)
    asked = _Asked(request, key, receipts(), request.caller.name if caller is None else caller)
    try:
        return asked.before() or answer(asked.keep)
    except Exception:  # it may have had its effect nevertheless, or the same request just now
        before = asked.before()
        if before is None:
            raise
        return before


class _Asked:
    """A request with a key."""

    def __init__(self, request: Request, key: str, receipts: Receipts, caller: str) -> None:
        self._receipts = receipts
        self._id = receipts.id_of(caller, key)
        self._text = request.text()
        body: Any = self._text
        with suppress(ValueError, RecursionError):  # whatever it is then, it gets no answer that is kept
            body = json.loads(body)  # white space and the order of names do not count
        self._digest = _digest([request.method, request.resource, request.parts, body])

    def before(self) -> Response[Any] | None:
        """Return the first answer, None if there was none. Raises Problem if the key was another request's."""
        kept = self._receipts.find(self._id)
        if kept is None:
            return None
        if kept["validation"]["S"] not in {self._digest, _digest(self._text)}:  # earlier versions knew the text alone
            detail = "This Idempotency-Key was sent with another request; use a new key for a new request."
            errors = [{"field": "Idempotency-Key", "message": detail}]
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "key-of-another-request", detail, errors=errors)
        return from_stored(json.loads(kept["data"]["S"]))

    def keep(self, response: Callable[[], Response[Any]]) -> Receipt:
        return self._receipts.receipt(self._id, self._digest, response())


def _digest(data: Any) -> str:
    """Return the digest that Powertools makes, which wrote the receipts of earlier versions."""
    from hashlib import sha256  # noqa: PLC0415 - only requests with a key need it

    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def to_stored(response: Response[Any]) -> dict[str, Any]:
    """Return a response in its stored form: responses are kept for a day, also over a deployment."""
    headers = dict(response.headers)
    return {
        "status_code": response.status.value,
        "content_type": headers.pop("Content-Type"),
        "headers": headers,
        "body": response.body,
    }


def from_stored(stored: Mapping[str, Any]) -> Response[Any]:
    headers = {"Content-Type": stored["content_type"]} | stored["headers"]
    return Response(HTTPStatus(stored["status_code"]), headers, stored["body"])
