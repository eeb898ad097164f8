"""What reads the descriptions and makes nothing: AsyncAPI's parser, Ajv as it is by default, and Spectral."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from events.tools.asyncapi import DOCUMENT
from events.tools.samples import samples
from events.tools.schemas import committed
from tests.clients.client import Client
from tests.clients.work import HERE, Failed, Json, Work
from tests.node_packages import run_in_node
from tests.templates import PROJECT

EVENT_TOOLS = PROJECT / "events" / "tools" / "asyncapi_parser"
RULES = HERE / "spectral.yaml"
EXPLAINED = re.compile(r"^  ([\w-]+): off # \w+", re.MULTILINE)


def parse(work: Work) -> None:
    """Read the AsyncAPI document with AsyncAPI's own parser. Raises Failed for an error."""
    _run(work, "check.mjs", DOCUMENT)


def validate(work: Work) -> None:
    """Compile each event schema with Ajv, which is strict by default, and validate the samples. Raises Failed."""
    given = [
        {"name": key, "schema": json.loads(path.read_text()), "details": _details(path)}
        for key, path in committed().items()
    ]
    path = work.folder / "given.json"
    path.write_text(json.dumps(given))
    _run(work, "strict.mjs", path)


def _details(schema: Path) -> list[Json]:
    return [found.envelope["detail"] for found in samples() if found.schema == schema]


def _run(work: Work, script: str, path: Path) -> None:
    done = run_in_node(EVENT_TOOLS, [script, str(path)], work.folder / "home")
    if done.returncode:
        raise Failed(done.stdout + done.stderr)


def lint(work: Work) -> None:
    """Read all descriptions with Spectral. Raises Failed for a finding, and for a rule that is off without need."""
    rules = yaml.safe_load(RULES.read_text())
    off = {name for name, setting in rules.pop("rules").items() if setting in ("off", False)}
    every = work.folder / "every.json"
    every.write_text(json.dumps(rules))
    found = {one["code"] for one in _findings(work, every)}
    wrong = [_line(one) for one in _findings(work, RULES)]
    explained = set(EXPLAINED.findall(RULES.read_text()))
    wrong += [f"{name} is off in {RULES.name} without a reason" for name in off - explained]
    wrong += [f"{name} is off in {RULES.name} and would find nothing: remove it" for name in off - found]
    if wrong:
        raise Failed("\n".join(sorted(wrong)))


def _findings(work: Work, rules: Path) -> list[dict[str, Any]]:
    read = [*map(work.description, work.descriptions), DOCUMENT]
    options = ("--format", "json", "--quiet", "--fail-severity", "error", "--ruleset", rules)
    found: list[dict[str, Any]] = json.loads(work.run("spectral", "lint", *options, *read))
    return found


def _line(found: dict[str, Any]) -> str:
    return f"{Path(found['source']).name}: {'.'.join(map(str, found['path']))}: {found['code']}: {found['message']}"


PARSER = Client(name="@asyncapi/parser", offline={"read": parse})
AJV = Client(name="ajv, strict", offline={"read": validate})
SPECTRAL = Client(name="spectral", offline={"read": lint})
