"""One run of Schemathesis against one API, as the command is used by others: in a process of its own."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.templates import PROJECT
from unicorn_cli.stages.access import Access

APIS = {"contracts": "ContractsApiUrl", "web": "WebApiUrl"}
PHASES = ("examples", "coverage", "fuzzing", "stateful")
EXAMPLES = 100  # with which both APIs together get more than 4,000 requests
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
ADMIN = "admin1"  # may call each operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    status: int
    phases: dict[str, int]  # the requests of each
    findings: list[str]
    output: str

    @property
    def cases(self) -> int:
        return sum(self.phases.values())


def run(
    api: str,
    access: Access,
    agent: str = ADMIN,
    *,
    examples: int,
    seed: int | None,
    folder: Path,
    phases: str = "",
    timeout: float | None = None,
) -> Run:
    """Send generated requests to an API, at most so many for each operation and phase, with the token of an agent.

    `folder` is for the report, and what Schemathesis writes beside it.
    """
    own = folder / api
    own.mkdir()
    address, report = access.outputs[APIS[api]], own / "report.ndjson"
    command = [
        *(str(Path(sys.executable).with_name("st")), "--config-file", str(CONFIGURATION), "run"),
        *(f"{address}/openapi.json", "--url", address),
        *("--header", f"Authorization: Bearer {access.token(agent)}"),
        *("--max-examples", str(examples), "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all"),
        *(
            "--wait-for-schema",
            "120",
            "--request-timeout",
            "60",
            "--report",
            "ndjson",
            "--report-ndjson-path",
            str(report),
        ),
        *(("--seed", str(seed)) if seed is not None else ()),
        *(("--phases", phases) if phases else ()),
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.conformance.checks", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        command, env=environment, cwd=own, capture_output=True, text=True, check=False, timeout=timeout
    )
    scenarios = list(_scenarios(report))
    return Run(
        status=done.returncode,
        phases=_phases(scenarios),
        findings=list(dict.fromkeys(line for found in scenarios for line in _findings(found["recorder"]))),
        output=done.stdout + done.stderr,
    )


def _scenarios(report: Path) -> Iterator[dict[str, Any]]:
    """Yield what the report says of each scenario: its phase, and the recorder of its requests and checks."""
    lines = report.read_text().splitlines() if report.exists() else []
    for event in map(json.loads, lines):
        scenario = event.get("ScenarioFinished", {})
        if scenario.get("recorder"):
            yield scenario


def _phases(scenarios: list[dict[str, Any]]) -> dict[str, int]:
    counts = Counter({phase: 0 for phase in PHASES})
    for found in scenarios:
        counts[found["phase"].lower()] += len(found["recorder"].get("interactions", {}))
    return dict(counts)


def _findings(recorder: dict[str, Any]) -> Iterator[str]:
    for checks in recorder.get("checks", {}).values():
        for check in checks:
            if check["status"] == "failure":
                message = " ".join(str(check["failure_info"]["failure"].get("message", "")).split())
                yield f"  {recorder['label']}: {check['name']}: {message[:300]}"
