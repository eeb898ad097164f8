"""One response for one Idempotency-Key, stored by Powertools in a table of its own."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)

from unicorn_kit.errors import KeyOfAnotherRequest, RequestInFlight, StoreUnavailable
from unicorn_kit.http import Response

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = 24 * 60 * 60  # seconds


class Idempotency:
    """`prefix` separates the keys of one context from those of another."""

    def __init__(self, client: "DynamoDBClient", table: str, *, prefix: str) -> None:
        self._store = DynamoDBPersistenceLayer(table_name=table, boto3_client=client)
        self._prefix = prefix

    def once[View](
        self, key: str, body: str, answer: Callable[[], Response[View]], *, context: "LambdaContext"
    ) -> Response[View]:
        """Return `answer()`, or what it was when the same key came with the same body before.

        An error that `answer` raises is not stored: the request may be sent again.
        Raises KeyOfAnotherRequest, RequestInFlight, StoreUnavailable.
        """
        config = IdempotencyConfig(
            event_key_jmespath="key",
            payload_validation_jmespath="body",
            expires_after_seconds=KEPT,
            hash_function="sha256",
            lambda_context=context,
        )

        @idempotent_function(  # type: ignore[untyped-decorator]
            data_keyword_argument="request", persistence_store=self._store, config=config, key_prefix=self._prefix
        )
        def first_answer(*, request: dict[str, str]) -> dict[str, Any]:  # noqa: ARG001 - Powertools reads it
            return to_stored(answer())

        try:
            stored: dict[str, Any] = first_answer(request={"key": key, "body": body})
        except IdempotencyAlreadyInProgressError as error:
            raise RequestInFlight("the first request with this Idempotency-Key is still being answered") from error
        except IdempotencyValidationError as error:
            raise KeyOfAnotherRequest(
                "this Idempotency-Key was sent with another body; use a new key for a new request"
            ) from error
        except IdempotencyPersistenceLayerError as error:
            raise StoreUnavailable(str(error)) from error
        return from_stored(stored)


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
