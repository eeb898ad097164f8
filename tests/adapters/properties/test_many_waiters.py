"""30,000 waiters on moto, 100,000 by night: every run of the schedule ends in time, and no waiter is forgotten.

That takes a third of a minute of CPU, with two shortcuts in moto: tests/adapters/indexed_moto.py.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws
from properties_service.adapters.waiter_index import PAGE
from properties_service.handlers import sync_property_approvals

from tests.adapters.indexed_moto import attributes_as_they_are, indexed
from tests.adapters.properties.schedule import TABLE, Schedule, items, resumed, schedule_over
from tests.generated import NIGHTLY
from tests.templates import create_table
from tests.unit.properties.fakes import MONDAY, PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value


MANY, EVERY_LOST, OVER = 100_000 if NIGHTLY else 30_000, 200, 100


@pytest.fixture
def schedule(monkeypatch: pytest.MonkeyPatch) -> Iterator[Schedule]:
    with mock_aws(), attributes_as_they_are():
        client = boto3.client("dynamodb")
        indexed(create_table(client, "unicorn_properties", TABLE)).load(many_items())
        yield schedule_over(client, monkeypatch)


def many_items() -> "Iterator[dict[str, Value]]":
    for number in range(MANY):
        since = MONDAY + timedelta(milliseconds=number)
        yield from items(number, since, is_lost=number % EVERY_LOST == 0)
    for number in range(MANY, MANY + OVER):
        yield from items(number, MONDAY - PATIENCE, is_lost=False)


@pytest.mark.slow
def test_none_of_many_waiters_is_forgotten_and_every_run_ends_in_time(schedule: Schedule) -> None:
    time, calls = schedule.client.time, schedule.client.calls
    schedule.run()
    assert len(schedule.workflow.given_up) == OVER  # they do not wait for their turn in the round
    while not schedule.is_over:
        schedule.run()
    print(
        f"\n{MANY + OVER} waiters, {schedule.runs} runs, the longest {time.longest:.1f} s of {schedule.limit}; {calls}"
    )
    assert resumed(schedule) == list(range(0, MANY, EVERY_LOST))
    assert time.longest < schedule.limit
    assert schedule.runs <= MANY // sync_property_approvals.WAITERS_MAX + 1
    synced = MANY // EVERY_LOST + OVER
    pages = MANY // PAGE + 4 * schedule.runs  # each run begins a page of its own, and asks for those whose time is over
    assert calls["batch_get_item"] <= pages
    assert calls["query"] <= pages + synced  # a property is read only if its waiter requires an action
    assert calls["delete_item"] == synced
