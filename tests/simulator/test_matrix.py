"""A part of the crash matrix each day, another one tomorrow; `make matrix` runs all of it. A broken handler shows."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from properties_service.domain.approval import Action, Revoke
from properties_service.use_cases import syncing

from tests.simulator import matrix
from tests.simulator.boundary import installed
from tests.simulator.faults import Fault

pytestmark = pytest.mark.slow

PARTS = 6


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def test_a_part_of_the_crash_matrix_converges() -> None:
    cases = matrix.cases()
    today = datetime.now(UTC).toordinal() % PARTS
    table, problems = matrix.run(cases[today::PARTS])
    assert problems == []
    assert sum(count.total() for count in table.values()) >= len(cases) // PARTS > 0


def test_a_revocation_that_is_marked_before_it_is_published_does_not_converge(monkeypatch: pytest.MonkeyPatch) -> None:
    def marked_first(action: Action, services: syncing.Services, result: syncing.SyncResult) -> None:
        if isinstance(action, Revoke):
            done = action.publication
            services.approvals.mark_revoked(done.property_id, done.request_id, at=services.now)
        do(action, services, result)

    do = syncing._do
    monkeypatch.setattr(syncing, "_do", marked_first)
    crashes = [
        case
        for case in matrix.cases()
        if case.fault is Fault.BEFORE and case.call.place[0] == "PropertiesSyncPropertyApprovals"
    ]
    _, problems = matrix.run(crashes)
    assert any("no_listing_is_public_without_an_approved_contract" in problem for problem in problems)
