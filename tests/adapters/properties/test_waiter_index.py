"""All waiters by age, with their contracts, on moto."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.status_items import contract_key
from properties_service.adapters.waiter_index import PAGE, WaiterIndex
from properties_service.domain.approval import PropertyState, Waiter
from properties_service.ports import SeenProperty, StoreUnavailable

from tests.templates import create_table
from tests.unit.properties.fakes import MONDAY, a_decision, a_fact, a_review, a_waiter

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "PropertiesContractStatusTable"
STORED = Path(__file__).parent / "stored"


@pytest.fixture(autouse=True)
def _empty(client: "DynamoDBClient") -> Iterator[None]:
    """An index of all waiters needs a table of its own."""
    yield
    client.delete_table(TableName=TABLE)
    create_table(client, "unicorn_properties", TABLE)


@pytest.fixture
def index(client: "DynamoDBClient") -> WaiterIndex:
    return WaiterIndex(client, TABLE)


def waiter(number: int, *, minutes: int = 0) -> Waiter:
    given = a_waiter(f"r{number}", since=MONDAY + timedelta(minutes=minutes))
    return replace(given, property_id=f"usa/anytown/main-street/{number}")


def found(index: WaiterIndex, until: datetime = MONDAY, after: str | None = None) -> list[SeenProperty]:
    return [step.item for page in index.until(until, after=after) for step in page]


def test_waiters_are_found_by_their_age_each_with_its_contract(properties: PropertyTable, index: WaiterIndex) -> None:
    old, fresh, unknown = waiter(1), waiter(2, minutes=1), waiter(3, minutes=-1)
    for one in (old, fresh, unknown):
        properties.add_waiter(one)
    properties.put(a_fact(property_id=old.property_id), instead_of=None)
    first, second = found(index)
    assert (first.property_id, second.property_id) == (unknown.property_id, old.property_id)
    assert first.state is not None
    assert second.state is not None
    assert (first.state.waiters, first.state.contract) == ((unknown,), None)
    assert (second.state.waiters, second.state.contract) == ((old,), a_fact(property_id=old.property_id))


def test_a_review_is_found_with_its_decision_and_no_other(properties: PropertyTable, index: WaiterIndex) -> None:
    review, decision = replace(a_review("r1"), property_id=waiter(1).property_id), a_decision(request_id="r1")
    decided = replace(decision, property_id=review.property_id)
    properties.add_waiter(review)
    properties.keep_decision(replace(decided, request_id="r2"), at=MONDAY)
    expected = PropertyState(property_id=review.property_id, waiters=(review,))
    assert [one.state for one in found(index)] == [expected]
    properties.keep_decision(decided, at=MONDAY)
    assert [one.state for one in found(index)] == [replace(expected, decisions=(decided,))]


def test_a_page_of_reviews_is_one_call_for_all_that_decides(
    client: "DynamoDBClient", properties: PropertyTable
) -> None:
    """DynamoDB takes a hundred keys in one BatchGetItem."""
    for number in range(PAGE + 1):
        properties.add_waiter(replace(a_review(f"r{number}"), property_id=waiter(number).property_id))
    whole: Any = Partly(client, parts=1)
    assert len(found(WaiterIndex(whole, TABLE))) == PAGE + 1


def test_several_waiters_of_one_property_are_all_found(properties: PropertyTable, index: WaiterIndex) -> None:
    for number in range(PAGE + 3):
        properties.add_waiter(a_waiter(f"r{number}"))
    assert [len(page) for page in index.until(MONDAY)] == [PAGE, 3]


def test_a_round_goes_on_behind_any_position_also_one_whose_waiter_is_gone(
    properties: PropertyTable, index: WaiterIndex
) -> None:
    waiters = [waiter(number, minutes=number - PAGE - 10) for number in range(PAGE + 5)]
    for one in waiters:
        properties.add_waiter(one)
    first, second = index.until(MONDAY)
    properties.drop_waiter(waiters[10])
    ids = [one.property_id for one in waiters]
    assert [item.property_id for item in found(index, after=first[10].position)] == ids[11:]
    assert found(index, after=second[-1].position) == []
    earlier = MONDAY - timedelta(days=1)
    assert found(index, until=earlier, after=second[-1].position) == found(index, until=earlier)


def test_waiters_that_every_earlier_version_wrote_are_found(client: "DynamoDBClient", index: WaiterIndex) -> None:
    stored = [json.loads(file.read_text()) for file in STORED.glob("*waiter*.json")]
    items = [found for document in stored for found in (document if isinstance(document, list) else [document])]
    assert items
    for item in items:
        client.put_item(TableName=TABLE, Item=item)
    assert {one.property_id for one in found(index, MONDAY + timedelta(days=3650))} == {
        item["property_id"]["S"] for item in items
    }


def test_a_state_that_cannot_be_read_is_none(
    client: "DynamoDBClient", properties: PropertyTable, index: WaiterIndex
) -> None:
    properties.add_waiter(waiter(1))
    client.put_item(TableName=TABLE, Item=contract_key(waiter(1).property_id))
    assert found(index) == [SeenProperty(property_id=waiter(1).property_id, state=None)]


class Partly:
    """A client that returns one of the asked items at a time."""

    def __init__(self, client: "DynamoDBClient", *, parts: int) -> None:
        self._client, self._parts = client, parts

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._client, operation)

    def batch_get_item(self, *, RequestItems: dict[str, Any]) -> dict[str, Any]:
        keys = RequestItems[TABLE]["Keys"]
        self._parts -= 1
        some = len(keys) if not self._parts else 1
        answer: dict[str, Any] = dict(self._client.batch_get_item(RequestItems={TABLE: {"Keys": keys[:some]}}))
        return answer | {"UnprocessedKeys": {TABLE: {"Keys": keys[some:]}} if keys[some:] else {}}


def test_unprocessed_keys_are_asked_for_again(
    client: "DynamoDBClient", properties: PropertyTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("properties_service.adapters.waiter_index.pause", lambda _: None)
    for number in range(5):
        properties.add_waiter(waiter(number))
    patient: Any = Partly(client, parts=3)
    assert all(item.state and item.state.waiters for item in found(WaiterIndex(patient, TABLE)))
    endless: Any = Partly(client, parts=-1)
    with pytest.raises(StoreUnavailable):
        found(WaiterIndex(endless, TABLE))


def test_a_failing_store_is_unavailable(index: WaiterIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def throttled(*_: object, **__: object) -> None:
        raise ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, "Query")

    monkeypatch.setattr(index._client, "_make_api_call", throttled)
    with pytest.raises(StoreUnavailable):
        found(index)
