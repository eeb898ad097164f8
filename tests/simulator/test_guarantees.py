"""docs/guarantees.md lists the invariants that the histories check."""

from tests.simulator.guarantees import PAGE, written
from tests.simulator.invariants import INVARIANTS


def test_the_page_lists_every_invariant() -> None:
    assert written(PAGE.read_text()) == PAGE.read_text(), "run make guarantees"
    assert all((check.__doc__ or "") in PAGE.read_text() for check in INVARIANTS)
