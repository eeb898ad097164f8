"""The same random calls through the small client and through boto3 end the same on the local engine."""

import pytest

from tests.unit.kit.aws.both_clients import both_clients
from unicorn_cli.local import engine
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.engine_address import ACCOUNT, REGION, endpoint
from unicorn_kit.aws.signing import Credentials

CALLS = 400


def test_random_calls_end_as_with_boto3(system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)  # where the engine fails, both ask three times
    with both_clients(endpoint(engine.running(system).port), REGION, Credentials(ACCOUNT, "local")) as both:
        both.compare(14, CALLS)
