"""A server of faults, and both clients of it."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import boto3
import pytest
from botocore.config import Config

from tests.unit.kit.aws.fault_server import Clients, FaultServer, fault_server
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.signing import Credentials


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; how long it would have been is kept."""
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture
def a_client(server: FaultServer) -> Iterator[Clients]:
    """Makes clients of the server, and closes them."""
    made: list[Client] = []

    def make(**options: Any) -> Any:
        credentials = Credentials("AKIDEXAMPLE", "secret")
        made.append(
            Client("dynamodb", region="eu-central-1", credentials=credentials, endpoint_url=server.url, **options)
        )
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def by_botocore(server: FaultServer) -> Iterator[Any]:
    with closing(_botocores(server, seconds=5)) as client:
        yield client


@pytest.fixture
def impatient_botocore(server: FaultServer) -> Iterator[Any]:
    with closing(_botocores(server, seconds=0.2)) as client:
        yield client


def _botocores(server: FaultServer, *, seconds: float) -> Any:
    return boto3.client(
        "dynamodb",
        region_name="eu-central-1",
        endpoint_url=server.url,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=Config(retries={"mode": "standard", "total_max_attempts": 3}, read_timeout=seconds),
    )
