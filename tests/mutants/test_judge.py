"""The judge itself: what it takes for a killed mutant, and what for one that has survived."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants import __main__ as command
from tests.mutants.judge import Judge, Verdict
from tests.mutants.mutant import DoesNotApply, Mutant

RULE = "def is_adult(age: int) -> bool:\n    return age >= 18\n"
TESTS = """from rule import is_adult

def test_a_child_is_no_adult() -> None:
    assert not is_adult(17)

def test_a_fault_of_its_own() -> None:
    assert is_adult(1)
"""
CHILD = "test_rule.py::test_a_child_is_no_adult"
pytestmark = pytest.mark.slow  # each starts pytest


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a project of one rule and its tests."""
    (tmp_path / "rule.py").write_text(RULE)
    (tmp_path / "test_rule.py").write_text(TESTS)
    (tmp_path / "pyproject.toml").write_text('[tool.hatch.build]\ndev-mode-dirs = ["."]\n')
    return tmp_path


@pytest.fixture
def judge(copy: Path) -> Iterator[Judge]:
    yield Judge([copy], seconds=120)
    assert (copy / "rule.py").read_text() == RULE


def mutant(new: str, *, old: str = "age >= 18", test: str = CHILD) -> Mutant:
    return Mutant("children are no adults", "rule.py", old, new, test)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (mutant("age >= 17"), Verdict.KILLED),
        (mutant("age > 18"), Verdict.SURVIVED),
        (mutant("age >="), Verdict.NOT_RUN),  # no safeguard is broken by what cannot be imported
        (mutant("age >= 17", test="test_rule.py::test_that_is_not_there"), Verdict.NOT_RUN),
    ],
)
def test_a_mutant_is_killed_by_a_test_that_fails_and_by_nothing_else(
    judge: Judge, found: Mutant, verdict: Verdict
) -> None:
    assert [given for _, given in judge.verdicts([found])] == [verdict]


def test_a_test_that_does_not_end_in_time_has_killed_nothing(copy: Path) -> None:
    endless = mutant("not [None for _ in iter(int, 1)]")
    [(_, given)] = Judge([copy], seconds=5).verdicts([endless])
    assert given is Verdict.HUNG
    assert not given.is_killed


def test_a_patch_that_no_longer_applies_ends_the_run(judge: Judge) -> None:
    with pytest.raises(DoesNotApply, match=r"rule\.py: 0 times 'age > 21'"):
        list(judge.verdicts([mutant("age", old="age > 21")]))


def test_a_test_that_fails_without_a_mutant_is_reported(judge: Judge) -> None:
    assert judge.failures([mutant("age >= 17")]) == []
    [output] = judge.failures([mutant("age >= 17"), mutant("age", test="test_rule.py::test_a_fault_of_its_own")])
    assert "1 failed" in output


def test_the_command_fails_for_a_stale_patch_before_it_starts_a_test(capsys: pytest.CaptureFixture[str]) -> None:
    stale = Mutant("a rule of yesterday", "pyproject.toml", "no such text", "", CHILD)
    assert not command.judged([stale])
    assert "a rule of yesterday" in capsys.readouterr().out
