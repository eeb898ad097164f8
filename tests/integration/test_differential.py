"""Random histories of the simulator on the local engine: every answer of its DynamoDB is the one in memory."""

import os
from contextlib import closing
from secrets import randbelow

import boto3
import pytest

from tests.simulator.both_tables import consistent, play_on_both
from tests.simulator.boundary import installed
from tests.simulator.history import play
from unicorn_cli.local import engine
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.engine_address import REGION, endpoint

HISTORIES = int(os.environ.get("DIFFERENTIAL", "2"))  # `make differential` plays 30


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_history_on_the_engine_is_the_history_in_memory(seed: int, system: LocalSystem) -> None:
    account = f"{10**11 + randbelow(9 * 10**11)}"  # one that has no tables yet
    address = endpoint(engine.running(system).port)
    session = boto3.Session(account, "local", region_name=REGION)
    with installed(), closing(session.client("dynamodb", endpoint_url=address)) as client:
        on_engine = play_on_both(seed, client)
        assert on_engine.violations == []
        assert on_engine.digest == play(consistent(seed)).digest
