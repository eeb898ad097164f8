"""Every order of one listing's life without crashes and duplicates keeps what is promised; a broken safeguard shows.

With them: make exhaustive.
"""

from collections.abc import Iterator
from typing import Any

import properties_service.use_cases.syncing
import pytest

from tests.simulator import exhaustive
from tests.simulator.boundary import installed

pytestmark = pytest.mark.slow

SYNC = properties_service.use_cases.syncing
SECONDS = 600.0  # it needs a few of CPU; other tests may be running


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def test_every_order_ends_as_promised() -> None:
    result = exhaustive.explore(SECONDS, duplicates=0, crashes=0)
    assert (result["problems"], result["left"]) == ([], 0)
    assert result["ends"] > 1


def test_a_revocation_that_is_left_out_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    do = SYNC._do

    def waiters_alone(action: Any, services: Any, result: Any) -> None:
        if hasattr(action, "waiter"):
            do(action, services, result)

    monkeypatch.setattr(SYNC, "_do", waiters_alone)
    assert exhaustive.explore(SECONDS, duplicates=0, crashes=0, most=1)["problems"]
