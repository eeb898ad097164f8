"""Parameters of the templates that a deployer gives as NAME=VALUE."""

import re
from collections.abc import Iterable

from unicorn_cli.terminal.problems import Problem

ONE = re.compile(r"(?P<name>[A-Za-z0-9]+)=(?P<value>[^\s\"']+)")
BY_OPTION = {"Stage": "--stage", "StageKind": "--kind", "AlarmEmail": "--alarm-email"}
NEVER = {"DeployContexts": "docs/deploy.md describes how to deploy each context by itself"}


def parameters_of(words: Iterable[str]) -> dict[str, str]:
    """Return name → value. Raises Problem if a word is no such pair, or if the parameter has an option of its own."""
    return dict(_pair(word) for word in words)


def _pair(word: str) -> tuple[str, str]:
    found = ONE.fullmatch(word)
    if not found:
        raise Problem(f"{word!r} is not a parameter", "Give it as NAME=VALUE, for example ApprovalWaitSeconds=86400")
    name, value = found["name"], found["value"]
    if name in BY_OPTION:
        raise Problem(f"The parameter {name} has an option of its own", f"Use {BY_OPTION[name]}")
    if name in NEVER:
        raise Problem(f"The parameter {name} cannot be changed by this command", f"Read on: {NEVER[name]}")
    return name, value
