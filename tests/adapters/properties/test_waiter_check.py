"""Runs of the schedule on moto as it is, from the handler to the table and back; test_many_waiters.py has 100,000."""

from typing import TYPE_CHECKING

import pytest
from properties_service.handlers import sync_property_approvals

from tests.adapters.properties.schedule import TABLE, Schedule, items, resumed, schedule_over
from tests.unit.properties.fakes import MONDAY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


COUNT, A_RUN, EVERY_LOST = 600, 250, 60


@pytest.fixture
def schedule(client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Schedule:
    return schedule_over(client, monkeypatch)


@pytest.mark.slow
def test_a_round_of_several_runs_finds_every_wake_up_that_was_lost(
    schedule: Schedule, client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(COUNT):
        for item in items(number, MONDAY, is_lost=number % EVERY_LOST == 0):
            client.put_item(TableName=TABLE, Item=item)
    monkeypatch.setattr(sync_property_approvals, "WAITERS_MAX", A_RUN)
    done = [schedule.run()["properties"] for _ in range(-(-COUNT // A_RUN))]
    assert sum(done) == COUNT // EVERY_LOST
    assert max(done) < sum(done)  # in more than one run
    assert resumed(schedule) == list(range(0, COUNT, EVERY_LOST))
    assert schedule.run() == {"properties": 0, "failed": 0}
