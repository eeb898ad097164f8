"""The lease and the position of a schedule, on moto."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.properties.fakes import MONDAY
from unicorn_kit.scheduled_runs import MARGIN, LeaseLost, Run, ScheduledRuns

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "PropertiesContractStatusTable"
LIMIT = 60.0


@pytest.fixture
def runs(client: "DynamoDBClient", request: pytest.FixtureRequest) -> ScheduledRuns:
    return ScheduledRuns(client, TABLE, request.node.name)


def test_a_run_goes_on_where_the_last_one_stopped(runs: ScheduledRuns) -> None:
    for number, expected in enumerate([None, "0", "1"]):
        with runs.begin(f"run-{number}", now=MONDAY, seconds=LIMIT) as run:
            assert run is not None
            assert run.position == expected
            run.move(str(number))
    with runs.begin("last", now=MONDAY, seconds=LIMIT) as run:
        assert run is not None
        run.move(None)
    with runs.begin("anew", now=MONDAY, seconds=LIMIT) as run:
        assert run is not None
        assert run.position is None


def test_one_run_at_a_time(runs: ScheduledRuns) -> None:
    with runs.begin("a", now=MONDAY, seconds=LIMIT) as first, runs.begin("b", now=MONDAY, seconds=LIMIT) as second:
        assert first is not None
        assert second is None
        first.move("1")  # the end of the run without a lease has taken nothing away
    with runs.begin("c", now=MONDAY, seconds=LIMIT) as third:
        assert third is not None


def test_a_run_that_fails_gives_its_lease_back(runs: ScheduledRuns) -> None:
    with pytest.raises(ZeroDivisionError), runs.begin("a", now=MONDAY, seconds=LIMIT):
        raise ZeroDivisionError
    with runs.begin("b", now=MONDAY, seconds=LIMIT) as run:
        assert run is not None


def dead(runs: ScheduledRuns) -> Run:
    """Return a run whose process has ended without a word."""
    found = runs._lease("dead", MONDAY, MONDAY + timedelta(seconds=LIMIT) + MARGIN)
    assert found is not None
    return found


def test_the_lease_of_a_run_that_died_ends_with_its_time_limit(runs: ScheduledRuns) -> None:
    dead(runs)
    for after, is_free in ((timedelta(seconds=LIMIT), False), (timedelta(seconds=LIMIT) + 2 * MARGIN, True)):
        with runs.begin("next", now=MONDAY + after, seconds=LIMIT) as run:
            assert (run is not None) is is_free


def test_lambdas_own_retry_takes_the_lease_over(runs: ScheduledRuns) -> None:
    dead(runs)
    with runs.begin("dead", now=MONDAY, seconds=LIMIT) as run:
        assert run is not None


def test_a_run_that_has_lost_its_lease_cannot_move_the_position(runs: ScheduledRuns) -> None:
    late = dead(runs)
    with runs.begin("next", now=MONDAY + timedelta(hours=1), seconds=LIMIT) as run:
        assert run is not None
        with pytest.raises(LeaseLost):
            late.move("elsewhere")
