"""What `make security` fails on: a finding that nothing explains, and an explanation that explains nothing."""

import pytest

from tests.security.scan import Accepted, Finding, accepted, problems

FOUND = Finding("bandit", "B101", "unicorn_kit/openapi.py", "an assert")
KNOWN = Accepted("bandit", "B101", ("unicorn_kit/*.py",), "for the type checker")


def test_an_explained_finding_is_no_problem() -> None:
    assert list(problems([FOUND, FOUND], [KNOWN])) == []


@pytest.mark.parametrize(
    "change", [{"tool": "checkov"}, {"check": "B102"}, {"where": ("unicorn_web/*.py",)}, {"where": ()}]
)
def test_a_finding_without_an_explanation_is_one(change: dict[str, object]) -> None:
    found = list(problems([FOUND], [KNOWN._replace(**change)]))  # type: ignore[arg-type]
    assert any("an assert" in problem for problem in found)


def test_an_explanation_that_no_longer_applies_is_one() -> None:
    [problem] = problems([FOUND], [KNOWN._replace(where=(*KNOWN.where, "demo/*.py"))])
    assert "demo/*.py matches no finding any more" in problem


def test_each_explanation_has_a_reason_and_is_the_only_one_of_its_check() -> None:
    assert all(len(entry.reason) > 20 for entry in accepted())
    checks = [(entry.tool, entry.check) for entry in accepted()]
    assert len(checks) == len(set(checks))
