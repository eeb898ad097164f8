"""Transactions are retried while that can help, and raise the error that stopped them."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import PAUSE_MAX, TRIES, ConditionFailed, pause, transact


class Cancelled(ClientError):
    """DynamoDB's error, with one reason for each item."""

    def __init__(self, *codes: str) -> None:
        response: Any = {"Error": {"Code": "Cancelled"}, "CancellationReasons": [{"Code": code} for code in codes]}
        super().__init__(response, "TransactWriteItems")


class Client:
    """Raises what a test wants, then takes everything."""

    exceptions: Any = type("Exceptions", (), {"TransactionCanceledException": Cancelled})

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    def transact_write_items(self, **_: object) -> None:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("unicorn_kit.transactions.time.sleep", slept.append)
    return slept


def run(*errors: Exception) -> Client:
    client = Client(*errors)
    transact(client, [])  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_conflict_or_throttling_inside_a_transaction_is_tried_again_after_a_pause(
    code: str, pauses: list[float]
) -> None:
    assert run(Cancelled("None", code), Cancelled(code)).calls == 3
    assert len(pauses) == 2


def test_a_condition_that_failed_is_not_tried_again_and_names_its_items() -> None:
    client = Client(Cancelled("ConditionalCheckFailed", "TransactionConflict", "ConditionalCheckFailed"))
    with pytest.raises(ConditionFailed) as failed:
        transact(client, [])  # type: ignore[arg-type]
    assert (failed.value.failed, client.calls) == ({0, 2}, 1)


def test_a_conflict_that_stays_is_unavailable() -> None:
    client = Client(*(Cancelled("TransactionConflict") for _ in range(TRIES + 5)))
    with pytest.raises(StoreUnavailable):
        transact(client, [])  # type: ignore[arg-type]
    assert client.calls == TRIES


@pytest.mark.parametrize("error", [Cancelled("ValidationError"), ConnectTimeoutError(endpoint_url="x")])
def test_any_other_error_is_unavailable_at_once(error: Exception, pauses: list[float]) -> None:
    with pytest.raises(StoreUnavailable):
        run(error)
    assert pauses == []


def test_pauses_are_of_random_length_and_bounded(pauses: list[float]) -> None:
    for tried in range(1, 200):
        pause(tried)
    assert len(set(pauses)) > 100
    assert max(pauses) <= PAUSE_MAX
