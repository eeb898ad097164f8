"""What a scheduled function keeps between its runs, in its context's table: a lease, and where the last run stopped.

| item     | pk              | sk       | contains                                                                |
|----------|-----------------|----------|-------------------------------------------------------------------------|
| schedule | SCHEDULE#<name> | SCHEDULE | `run_id` and `leased_until` (ms) while a run is active, the `position` |

One run at a time: a run that finds another's lease does nothing. A lease ends with its run, at the latest with the time
limit of the function; Lambda's own retry of a failed run has the same id, and takes the lease over.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import store_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MARGIN = timedelta(seconds=5)  # between the clocks of two runs


class LeaseLost(Exception):
    """Raised when another run has taken the lease over."""


@dataclass(slots=True)
class Run:
    """A run that has the lease."""

    runs: "ScheduledRuns"
    run_id: str
    position: str | None

    def move(self, position: str | None) -> None:
        """Store where the next run is to begin; None at the start. Raises StoreUnavailable and LeaseLost."""
        if position != self.position:
            self.runs.move(self.run_id, position)
            self.position = position


class ScheduledRuns:
    """The runs of one schedule. All methods raise StoreUnavailable."""

    def __init__(self, client: "DynamoDBClient", table: str, name: str) -> None:
        self._client = client
        self._item: Any = {"TableName": table, "Key": {"pk": {"S": f"SCHEDULE#{name}"}, "sk": {"S": "SCHEDULE"}}}

    @contextmanager
    def begin(self, run_id: str, *, now: datetime, seconds: float) -> Iterator[Run | None]:
        """Lease the schedule for a run of at most so many seconds; None if another run is active."""
        run = self._lease(run_id, now, now + timedelta(seconds=seconds) + MARGIN)
        try:
            yield run
        finally:
            if run is not None:
                with suppress(StoreUnavailable):  # it ends by itself
                    self._release(run_id)

    @store_errors
    def move(self, run_id: str, position: str | None) -> None:
        values = {":run": {"S": run_id}} | ({":position": {"S": position}} if position else {})
        try:
            self._client.update_item(
                **self._item,
                UpdateExpression="SET #position = :position" if position else "REMOVE #position",
                ConditionExpression="run_id = :run",
                ExpressionAttributeNames={"#position": "position"},
                ExpressionAttributeValues=values,
            )
        except self._client.exceptions.ConditionalCheckFailedException as failed:
            raise LeaseLost from failed

    @store_errors
    def _lease(self, run_id: str, now: datetime, until: datetime) -> Run | None:
        try:
            item = self._client.update_item(
                **self._item,
                UpdateExpression="SET run_id = :run, leased_until = :until",
                ConditionExpression="attribute_not_exists(leased_until) OR leased_until < :now OR run_id = :run",
                ExpressionAttributeValues={":run": {"S": run_id}, ":until": _number(until), ":now": _number(now)},
                ReturnValues="ALL_NEW",
            )["Attributes"]
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return Run(self, run_id, item["position"]["S"] if "position" in item else None)

    @store_errors
    def _release(self, run_id: str) -> None:
        with suppress(self._client.exceptions.ConditionalCheckFailedException):
            self._client.update_item(
                **self._item,
                UpdateExpression="REMOVE run_id, leased_until",
                ConditionExpression="run_id = :run",
                ExpressionAttributeValues={":run": {"S": run_id}},
            )


def _number(moment: datetime) -> dict[str, str]:
    return {"N": str(int(moment.timestamp() * 1000))}
