"""Fixtures: the Web context's functions on in-memory ports."""

from collections.abc import Callable

import pytest

from tests.unit.web.fakes import FakeBucket, FakeListings
from tests.unit.web.memory import bucket_in_memory, listings_in_memory


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> FakeListings:
    return listings_in_memory(monkeypatch)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> FakeBucket:
    return bucket_in_memory(monkeypatch)


@pytest.fixture
def counted(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Return the business facts that were logged so far."""
    return lambda: [record.__dict__["fact"] for record in caplog.records if "fact" in record.__dict__]
