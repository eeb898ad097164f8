"""The schedule of Properties over a table on moto: the shipped handler and adapters, in virtual time.

A call takes what it takes on AWS, about (tests/scheduled.py), and the context of a run counts it: whether a run ends in
time depends on its calls alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from properties_service import wiring
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.status_items import contract_item, waiter_item
from properties_service.adapters.waiter_index import WaiterIndex
from properties_service.domain.contract_status import ContractStatus
from properties_service.handlers import sync_property_approvals

from tests.infra import stacks
from tests.scheduled import CALL, Time, Timed, TimedContext
from tests.unit.properties.fakes import MONDAY, PATIENCE, REVIEW, FakeWorkflow, a_fact, a_waiter
from unicorn_kit.scheduled_runs import ScheduledRuns

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

TABLE = "PropertiesContractStatusTable"
TICK = {"source": "aws.events", "detail-type": "Scheduled Event"}


@dataclass
class Schedule:
    """The schedule's function over a table on moto."""

    client: Timed
    limit: int = field(
        default_factory=lambda: stacks.properties("unicorn_properties", "PropertiesSyncPropertyApprovals")["Timeout"]
    )
    workflow: FakeWorkflow = field(default_factory=FakeWorkflow)
    runs: int = 0

    def run(self) -> dict[str, Any]:
        self.runs += 1
        context: Any = TimedContext(lambda: self.limit - self.client.time.spent)
        with self.client.time.of_a_run():
            done: dict[str, Any] = sync_property_approvals.handler(TICK, context)
        return done

    @property
    def is_over(self) -> bool:
        """Whether the round is: the next run would begin another."""
        key = {"pk": {"S": "SCHEDULE#waiters"}, "sk": {"S": "SCHEDULE"}}
        return "position" not in self.client.client.get_item(TableName=TABLE, Key=key)["Item"]


def schedule_over(client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Schedule:
    timed: Any = Timed(client, Time())
    schedule = Schedule(timed)
    monkeypatch.setattr(schedule.workflow, "_use", timed.time.before(CALL, schedule.workflow._use))
    monkeypatch.setattr(wiring, "properties", lambda: PropertyTable(timed, TABLE))
    monkeypatch.setattr(wiring, "waiting", lambda: WaiterIndex(timed, TABLE))
    monkeypatch.setattr(wiring, "waiter_checks", lambda: ScheduledRuns(timed, TABLE, "waiters"))
    monkeypatch.setattr(wiring, "_workflows", lambda: schedule.workflow)
    monkeypatch.setattr(wiring, "now", lambda: MONDAY + timedelta(hours=1))
    monkeypatch.setenv("APPROVAL_WAIT_SECONDS", str(int(PATIENCE.total_seconds())))
    monkeypatch.setenv("REVIEW_WAIT_SECONDS", str(int(REVIEW.total_seconds())))
    monkeypatch.setenv("CONTRACT_GRACE_SECONDS", "60")
    monkeypatch.setenv("OVERLOOKED_SECONDS", "60")
    return schedule


def items(number: int, since: datetime, *, is_lost: bool) -> "Iterator[dict[str, Value]]":
    """Yield a waiter and its contract, which is approved already if the waiter's wake-up was lost."""
    name = f"usa/anytown/main-street/{number}"
    yield waiter_item(replace(a_waiter(str(number), since=since), property_id=name))
    yield contract_item(a_fact(ContractStatus.APPROVED if is_lost else ContractStatus.DRAFT, property_id=name))


def resumed(schedule: Schedule) -> list[int]:
    return sorted(int(request) for request, _ in schedule.workflow.resumed)
