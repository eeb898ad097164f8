"""The Contracts API over ports in memory."""

from collections.abc import Iterator
from io import StringIO

import pytest
from contracts_service import wiring
from contracts_service.handlers import contracts_api

from tests.unit.contracts.api import SITE
from tests.unit.contracts.fakes import FakeContracts


@pytest.fixture
def contracts(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeContracts]:
    fake = FakeContracts()
    monkeypatch.setenv("SITE_ORIGIN", SITE)
    monkeypatch.setattr(wiring, "contracts", lambda: fake)
    contracts_api.app.cache_clear()
    yield fake
    contracts_api.app.cache_clear()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the functions log."""
    written = StringIO()
    monkeypatch.setattr(wiring.logger.registered_handler, "stream", written)
    return written
