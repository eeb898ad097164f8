"""The same histories on moto: every answer of DynamoDB is the same, and so is what the tables contain in the end."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from moto import mock_aws

from tests.simulator.boundary import installed
from tests.simulator.history import play
from tests.simulator.moto_tables import Both, plain_of
from tests.simulator.plan import Plan, plan
from tests.simulator.world import World

pytestmark = pytest.mark.slow

HISTORIES = int(os.environ.get("DIFFERENTIAL", "15"))  # `make differential` plays 300


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def consistent(seed: int) -> Plan:
    """Return a plan in which reads are not stale: moto has no past."""
    found = plan(seed)
    return replace(found, weather=replace(found.weather, stale=0.0))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_history_on_moto_is_the_history_in_memory(seed: int) -> None:
    both: list[Both] = []

    def on_both(world: World) -> Any:
        both.append(Both(world))
        return both[0].call

    def compare(world: World) -> None:
        for name, table in world.tables.items():
            assert plain_of(both[0].items(name)) == plain_of(table.items)

    with mock_aws():
        on_moto = play(consistent(seed), dynamodb=on_both, after=compare)
    assert on_moto.violations == []
    assert on_moto.digest == play(consistent(seed)).digest
