"""Every check of a stage counts: a single fault is enough for "not healthy"."""

from types import SimpleNamespace
from typing import Any

import pytest

from unicorn_cli.health import examine as module
from unicorn_cli.health.health import Check, Health
from unicorn_cli.terminal.problems import Problem

FAULT = Problem("It is broken", "Fix it")
FAULTS = {  # for each check: what it would find
    "stacks": {"check_stacks": lambda health, _: health.note(FAULT)},
    "addresses": {"silent_address": lambda _: FAULT},
    "requests": {
        "SmokeTest": lambda *_: SimpleNamespace(addresses=dict, checks=lambda: [Check("null in a request", FAULT)])
    },
    "alarms": {"alarms": lambda *_: Check("alarms", FAULT)},
    "dead letters": {"dead_letters": lambda *_: {"WebImage": 1}},
}


@pytest.fixture
def health(monkeypatch: pytest.MonkeyPatch) -> Health:
    """The health of a stage on AWS in which each check finds everything in order."""
    whole: dict[str, Any] = {
        "check_stacks": lambda *_: None,
        "outputs_of": lambda _: {},
        "SmokeTest": lambda *_: SimpleNamespace(addresses=dict, checks=list),
        "alarms": lambda *_: Check("alarms"),
        "dead_letters": lambda *_: {},
    }
    for name, value in whole.items():
        monkeypatch.setattr(module, name, value)
    return Health("ana")


def examined(health: Health) -> Health:
    cloud: Any = SimpleNamespace(stage="ana", is_local=False)
    module.examine(health, cloud, lambda _: None)
    return health


def test_a_stage_without_a_fault_is_healthy(health: Health) -> None:
    assert examined(health).healthy


@pytest.mark.parametrize("found", FAULTS.values(), ids=FAULTS)
def test_one_fault_is_enough(health: Health, found: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in found.items():
        monkeypatch.setattr(module, name, value)
    assert not examined(health).healthy
