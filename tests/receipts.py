"""Requests with an Idempotency-Key: receipts in memory, and what may happen at the moment of the commit."""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import EndpointConnectionError

from unicorn_kit.idempotency import Receipts


class ForgetfulReceipts(Receipts):
    """Handles every key as if it were new."""

    def __init__(self) -> None:
        super().__init__(None, "receipts", prefix="tests")  # type: ignore[arg-type]

    def find(self, receipt_id: str) -> Mapping[str, Any] | None:
        return None


class AtCommit:
    """A DynamoDB client whose next transaction meets something just before it is written, or just after."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.before: list[Callable[[], object]] = []
        self.after: list[Callable[[], object]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **call: Any) -> Any:
        while self.before:
            self.before.pop()()
        answer = self._client.transact_write_items(**call)
        while self.after:
            self.after.pop()()
        return answer


class FunctionDied(BaseException):
    """The function ended, as by its time limit: nothing after it runs."""


def die() -> None:
    raise FunctionDied


def lose_answer() -> None:
    raise EndpointConnectionError(endpoint_url="https://dynamodb.example")
