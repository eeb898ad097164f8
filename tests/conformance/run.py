"""One run of Schemathesis against one API, as the command is used by others: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.templates import PROJECT
from unicorn_cli.stages.access import Access

APIS = {"contracts": "ContractsApiUrl", "web": "WebApiUrl"}
EXAMPLES = 60
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
AGENT = "admin1"  # may call each operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    status: int
    cases: int
    findings: list[str]
    output: str


def run(
    api: str,
    access: Access,
    *,
    examples: int,
    seed: int | None,
    folder: Path,
    phases: str = "",
    timeout: float | None = None,
) -> Run:
    """Send generated requests to an API, at most so many for each operation and phase; `folder` is for the report."""
    address, report = access.outputs[APIS[api]], folder / f"{api}.ndjson"
    command = [
        *(str(Path(sys.executable).with_name("st")), "--config-file", str(CONFIGURATION), "run"),
        *(f"{address}/openapi.json", "--url", address),
        *("--header", f"Authorization: Bearer {access.token(AGENT)}"),
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
        command, env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=timeout
    )
    recorders = list(_recorders(report))
    return Run(
        status=done.returncode,
        cases=sum(len(found.get("interactions", {})) for found in recorders),
        findings=list(dict.fromkeys(line for found in recorders for line in _findings(found))),
        output=done.stdout + done.stderr,
    )


def _recorders(report: Path) -> Iterator[dict[str, Any]]:
    """Yield what the report says of each scenario."""
    lines = report.read_text().splitlines() if report.exists() else []
    for event in map(json.loads, lines):
        if recorder := event.get("ScenarioFinished", {}).get("recorder"):
            yield recorder


def _findings(recorder: dict[str, Any]) -> Iterator[str]:
    for checks in recorder.get("checks", {}).values():
        for check in checks:
            if check["status"] == "failure":
                message = " ".join(str(check["failure_info"]["failure"].get("message", "")).split())
                yield f"  {recorder['label']}: {check['name']}: {message[:300]}"
