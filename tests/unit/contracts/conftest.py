"""The Contracts API over ports in memory."""

from io import StringIO

import pytest
from contracts_service import wiring

from tests.scheduled import FakeRuns
from tests.unit.contracts.fakes import FakeContracts


@pytest.fixture
def contracts(monkeypatch: pytest.MonkeyPatch) -> FakeContracts:
    fake = FakeContracts()
    monkeypatch.setattr(wiring, "contracts", lambda: fake)
    monkeypatch.setattr(wiring, "expiring", lambda: fake)
    runs = FakeRuns()
    monkeypatch.setattr(wiring, "expiry_runs", lambda: runs)
    return fake


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """The log lines of the functions."""
    written = StringIO()
    monkeypatch.setattr(wiring.logger.registered_handler, "stream", written)
    return written
