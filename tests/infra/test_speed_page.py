"""docs/speed.md names commands, cases and budgets that exist, and what a cold start consists of is summed correctly."""

import re
import shlex
import sys

import pytest

from benchmarks import __main__ as bench
from benchmarks.budgets import COLD, COLD_OF, WARM
from benchmarks.cases import cases_of
from benchmarks.functions import all_functions
from benchmarks.imports import OURS, STANDARD, Share, shares
from benchmarks.peer_builds import REPOSITORY
from benchmarks.peers import COUNTERPARTS, PEERS
from tests.templates import PROJECT

PAGE = (PROJECT / "docs" / "speed.md").read_text()
COMMANDS = re.findall(r"^    (\S.+)$", PAGE, re.MULTILINE)


def test_the_page_has_commands() -> None:
    assert len(COMMANDS) >= 4


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("make ")])
def test_a_command_of_make_is_a_target_that_uses_its_variables(command: str) -> None:
    _, target, *variables = shlex.split(command)
    [recipe] = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert all(f"$({variable.partition('=')[0]})" in recipe for variable in variables)


@pytest.mark.parametrize("command", [command for command in COMMANDS if " -m benchmarks " in command])
def test_the_options_of_a_command_are_those_of_the_program(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *shlex.split(command)[3:]])
    options = bench._options()
    known = {function.name for function in all_functions()}
    assert all(any(word in name for name in known) for word in options.functions)


def test_every_other_command_names_functions() -> None:
    known = {function.name for function in all_functions()}
    [command] = [command for command in COMMANDS if "benchmarks.imports" in command]
    assert set(shlex.split(command)[3:]) <= known


def test_the_page_has_every_pair() -> None:
    rows = re.findall(r"^\| `([A-Z]\w+(?:\.[\w-]+)?)` \|", PAGE, re.MULTILINE)
    known = {case.name for function in all_functions() for case in cases_of(function.name)}
    assert set(rows) - set(COUNTERPARTS) - known == set()
    assert all(rows.count(name) >= len(PEERS) for name in COUNTERPARTS)
    assert all(f"{REPOSITORY}{peer}" in PAGE for peer in PEERS)


def test_the_page_has_the_budgets_in_force() -> None:
    assert f"{COLD:g} times a bare interpreter" in PAGE
    assert f"{COLD_OF['WebSearchApi']:g} for the search" in PAGE
    assert f"{WARM:g} bare call of DynamoDB" in PAGE


def trace(*lines: tuple[int, str]) -> str:
    return "\n".join(f"import time: {own:9} | {own:10} | {name}" for own, name in lines)


def test_a_module_counts_once_with_its_quickest_time_and_not_if_it_is_there_anyhow() -> None:
    first = trace((100, "json"), (4000, "web_service.handlers"), (900, "http.client"), (500, "  pydantic"))
    second = trace((100, "json"), (3000, "web_service.handlers"), (1000, "http.client"), (700, "  pydantic"))
    found = shares([first, second], bare=trace((90, "json")))
    assert list(found) == [OURS, STANDARD, "pydantic"]  # the largest first
    assert found[OURS] == Share(modules=1, milliseconds=3.0)
    assert found[STANDARD] == Share(modules=1, milliseconds=0.9)
    assert found["pydantic"].milliseconds == 0.5
