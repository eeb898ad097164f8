"""The same histories on moto: every answer of DynamoDB is the same, and so is what the tables contain in the end.

tests/integration/test_differential.py does the same on the local engine.
"""

import os
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from tests.simulator.both_tables import consistent, play_on_both
from tests.simulator.boundary import installed
from tests.simulator.history import play

pytestmark = pytest.mark.slow

HISTORIES = int(os.environ.get("DIFFERENTIAL", "15"))  # `make differential` plays 300


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_history_on_moto_is_the_history_in_memory(seed: int) -> None:
    with mock_aws():
        on_moto = play_on_both(seed, boto3.Session().client("dynamodb", region_name="eu-west-1"))
    assert on_moto.violations == []
    assert on_moto.digest == play(consistent(seed)).digest
