"""Runs of the schedule on moto, from the handler to the table and back.

moto copies and sorts a whole table for each query, so a round costs the square of its waiters; 100,000 of them are in
tests/simulation/test_schedules.py, on DynamoDB in memory.
"""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from properties_service import wiring
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.waiter_index import WaiterIndex
from properties_service.domain.contract_status import ContractStatus
from properties_service.handlers import sync_property_approvals

from tests.scheduled import TimedContext
from tests.unit.properties.fakes import MONDAY, FakeWorkflow, a_fact, a_waiter
from unicorn_kit.scheduled_runs import ScheduledRuns

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "PropertiesContractStatusTable"
COUNT, A_RUN, EVERY_LOST = 600, 250, 60
TICK = {"source": "aws.events", "detail-type": "Scheduled Event"}


@pytest.fixture
def workflow(client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> FakeWorkflow:
    workflow, table = FakeWorkflow(), PropertyTable(client, TABLE)
    monkeypatch.setattr(wiring, "properties", lambda: table)
    monkeypatch.setattr(wiring, "waiting", lambda: WaiterIndex(client, TABLE))
    monkeypatch.setattr(wiring, "waiter_checks", lambda: ScheduledRuns(client, TABLE, "waiters"))
    monkeypatch.setattr(wiring, "_workflows", lambda: workflow)
    monkeypatch.setattr(wiring, "now", lambda: MONDAY + timedelta(hours=1))
    monkeypatch.setenv("APPROVAL_WAIT_SECONDS", "2592000")
    monkeypatch.setenv("CONTRACT_GRACE_SECONDS", "60")
    monkeypatch.setenv("OVERLOOKED_SECONDS", "60")
    monkeypatch.setattr(sync_property_approvals, "WAITERS_MAX", A_RUN)
    for number in range(COUNT):
        status = ContractStatus.APPROVED if number % EVERY_LOST == 0 else ContractStatus.DRAFT
        name = f"usa/anytown/main-street/{number}"
        table.add_waiter(replace(a_waiter(str(number)), property_id=name))
        table.put(a_fact(status, property_id=name), instead_of=None)
    return workflow


def run() -> dict[str, Any]:
    context: Any = TimedContext(lambda: 60.0)
    return sync_property_approvals.handler(TICK, context)


@pytest.mark.slow
def test_a_round_of_several_runs_finds_every_wake_up_that_was_lost(workflow: FakeWorkflow) -> None:
    done = [run()["properties"] for _ in range(-(-COUNT // A_RUN))]
    assert sum(done) == COUNT // EVERY_LOST
    assert max(done) < sum(done)  # in more than one run
    assert {int(request) for request, _ in workflow.resumed} == set(range(0, COUNT, EVERY_LOST))
    assert run() == {"properties": 0, "failed": 0}
