"""The tour's experiments leave nothing behind, and the chained calls cost what the page says."""

from typing import Any, cast
from unittest.mock import Mock, call

import boto3
import pytest

from demo.listings import NotReached
from tests.unit.cli.fake_apis import FakeApis
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.tour import house as houses
from unicorn_cli.tour.experiments import chained
from unicorn_cli.tour.experiments.coupling import DOWN, SLOWLY, WELL, by_calls
from unicorn_cli.tour.house import House, Known, lent
from unicorn_cli.tour.pause import CONSUMER, paused


class Stopped(Exception):
    """Ends an experiment half-way."""


def test_chained_calls_publish_while_every_service_is_well() -> None:
    outcome = by_calls(WELL)
    assert (outcome.status, outcome.then) == (200, "published")


def test_a_slow_service_makes_its_caller_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chained, "SLOW", 0.2)
    outcome = by_calls(SLOWLY)
    assert (outcome.status, outcome.then) == (200, "published")
    assert outcome.seconds >= 0.2


def test_a_service_that_is_down_leaves_the_publication_half_done() -> None:
    outcome = by_calls(DOWN)
    assert (outcome.status, outcome.then) == (503, "contract APPROVED, listing PENDING")


@pytest.mark.parametrize("error", [None, Stopped(), KeyboardInterrupt()])
def test_a_paused_function_runs_again_however_the_block_ends(error: BaseException | None) -> None:
    functions = Mock()
    functions.list_event_source_mappings.return_value = {"EventSourceMappings": [{"UUID": "a"}, {"UUID": "b"}]}
    cloud = Cloud("local", boto3.Session(region_name="us-east-1"), _clients={"lambda": functions})
    try:
        with paused(CONSUMER, cloud):
            assert functions.update_event_source_mapping.call_args_list == [_set("a", to=False), _set("b", to=False)]
            if error:
                raise error
    except (Stopped, KeyboardInterrupt):
        pass
    functions.list_event_source_mappings.assert_called_once_with(FunctionName=f"unicorn-local-{CONSUMER}")
    assert functions.update_event_source_mapping.call_args_list[2:] == [_set("a", to=True), _set("b", to=True)]


def _set(mapping: str, *, to: bool) -> Any:
    return call(UUID=mapping, Enabled=to)


@pytest.mark.parametrize("error", [None, Stopped(), KeyboardInterrupt()])
def test_a_lent_house_is_removed_however_the_experiment_ends(
    error: BaseException | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    apis = FakeApis()
    known = Known(contract="DRAFT", fact=("DRAFT", 1), waits=False, listing="DRAFT")
    monkeypatch.setattr(House, "known", lambda _: known)
    access = apis.access()
    access.outputs["PropertiesContractStatusTableName"] = "table"
    try:
        with lent(9, access, cast(Cloud, None)) as house:
            assert house.property_id == "usa/tourville/open-road/9"
            assert (apis.contract["contract_status"], apis.listing["status"]) == ("DRAFT", "DRAFT")
            if error:
                raise error
    except (Stopped, KeyboardInterrupt):
        pass
    assert apis.contract["contract_status"] == "CANCELLED"
    assert not apis.listing


def test_what_each_context_knows_is_shown_in_a_line_each() -> None:
    assert Known(contract="APPROVED", fact=("DRAFT", 3), waits=True, listing=None).lines() == [
        "contracts   APPROVED",
        "properties  DRAFT (sequence 3), an execution waits",
        "web         nothing",
    ]
    assert Known(contract=None, fact=None, waits=False, listing="PENDING").lines()[:2] == [
        "contracts   nothing",
        "properties  nothing",
    ]


def test_a_context_that_does_not_follow_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(houses, "DEADLINE", 0.01)
    monkeypatch.setattr(House, "known", lambda _: Known("APPROVED", ("DRAFT", 1), waits=False, listing=None))
    access = FakeApis().access()
    access.outputs["PropertiesContractStatusTableName"] = "table"
    with (
        houses.opened(3, access, cast(Cloud, None)) as house,
        pytest.raises(NotReached, match="Properties does not know usa/tourville/open-road/3 as APPROVED"),
    ):
        house.agree()
