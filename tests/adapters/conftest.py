"""Adapters on moto, which answers botocore's requests alone."""

from collections.abc import Iterator, Mapping
from typing import Any

import boto3
import pytest

WIRINGS = ("contracts_service", "properties_service", "web_service", "live_feed_service")


def connect(service: Any, environment: Mapping[str, str], *, user_agent: str) -> Any:
    """Return boto3's client in place of unicorn_kit.aws's: an adapter takes either."""
    del environment, user_agent
    return boto3.client(service)


@pytest.fixture(scope="module", autouse=True)
def boto3_in_wirings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        for context in WIRINGS:
            patched.setattr(f"{context}.wiring.connect", connect)
        yield
