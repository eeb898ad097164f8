"""docs/limits.md states the limits that the templates set."""

from tests.infra.limits import BEYOND, PAGE, limits, page


def test_the_committed_table_is_current() -> None:
    assert PAGE.read_text() == page(), "docs/limits.md is stale: run `make limits`"


def test_every_kind_of_limit_is_found_and_explained() -> None:
    assert {limit.name for limit in limits()} == set(BEYOND)


def test_every_parameter_that_is_a_limit_is_named() -> None:
    written = PAGE.read_text()
    waits = ("ContractGraceSeconds", "ApprovalWaitSeconds", "ReviewWaitSeconds")
    for name in ("ImageConcurrency", "ModerationConcurrency", *waits):
        assert f"`{name}`" in written
