"""Adapters on moto, which answers botocore's requests alone."""

from collections.abc import Mapping
from typing import Any

import boto3
import pytest

WIRINGS = ("contracts_service", "properties_service", "web_service", "live_feed_service")


def connect(service: Any, environment: Mapping[str, str], *, user_agent: str) -> Any:
    """Return boto3's client in place of unicorn_kit.aws's: an adapter takes either."""
    del environment, user_agent
    return boto3.client(service)


@pytest.fixture(autouse=True)
def boto3_in_wirings(monkeypatch: pytest.MonkeyPatch) -> None:
    for context in WIRINGS:
        monkeypatch.setattr(f"{context}.wiring.connect", connect)
