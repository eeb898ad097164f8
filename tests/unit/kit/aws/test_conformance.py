"""The same random calls through the small client and through boto3 end the same, on moto as a server."""

import logging
import random
from collections.abc import Iterator

import httpx
import pytest
from moto.server import ThreadedMotoServer

from tests.generated import NIGHTLY, examples
from tests.unit.kit.aws.both_clients import both_clients
from unicorn_kit.aws.signing import Credentials

pytestmark = pytest.mark.slow

CALLS = examples(1_000)


@pytest.fixture
def moto(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    caplog.set_level(logging.CRITICAL, "werkzeug")  # it logs each request
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    httpx.post(f"http://{host}:{port}/moto-api/reset", trust_env=False)
    server.stop()


def test_random_calls_end_as_with_boto3(moto: str) -> None:
    seed = random.randrange(10**6) if NIGHTLY else 14
    with both_clients(moto, "eu-central-1", Credentials("test", "test", "token")) as both:
        both.compare(seed, CALLS)
