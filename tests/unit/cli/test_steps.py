"""The output of a long command."""

from io import StringIO

import pytest
from rich.console import Console

from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def plain() -> tuple[Console, StringIO]:
    target = StringIO()
    return Console(file=target, width=200), target


def test_without_a_terminal_each_step_is_a_line() -> None:
    console, target = plain()
    with Steps(console) as steps, steps.step("Build", 2) as step:
        step.advance("contracts")
        step.advance("web [x]")
    lines = target.getvalue().splitlines()
    assert lines[:2] == ["  · contracts", "  · web [x]"]
    assert lines[2].startswith("✓ Build (")


def test_a_failed_step_names_itself_in_the_problem() -> None:
    console, target = plain()
    with pytest.raises(Problem, match=r"Deploy: The disk is full\."), Steps(console) as steps, steps.step("Deploy"):
        raise OSError(28, "No space left on device")
    assert target.getvalue().startswith("✗ Deploy")


def test_a_bug_of_ours_is_raised_unchanged() -> None:
    console, _ = plain()
    with pytest.raises(ZeroDivisionError), Steps(console) as steps, steps.step("Deploy"):
        raise ZeroDivisionError


def test_on_a_terminal_the_step_ends_with_a_full_bar_and_a_tick() -> None:
    target = StringIO()
    console = Console(file=target, force_terminal=True, width=120)
    with Steps(console) as steps, steps.step("Deploy", 3) as step:
        step.advance("root")
    assert "3/3" in target.getvalue()
    assert "✓" in target.getvalue()
