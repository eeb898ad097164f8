#!/usr/bin/env python3
"""Check the five templates with cfn-lint and its serverless rules, and with `sam validate --lint`.

cfn-lint also checks the stacks that each kind of stage gets: transformed, conditions evaluated, the workflow's
definition in its place. Each check takes many seconds, so they run in parallel, and what was clean is not checked again
until the templates, the rules or the tools change. Exit status: 0 clean, 1 findings. `--again` checks all again.
"""

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # the stacks are made by the same code as for the tests

from tests.infra import linted  # noqa: E402

TEMPLATES = [
    "template.yaml",
    "unicorn_contracts/template.yaml",
    "unicorn_properties/template.yaml",
    "unicorn_web/template.yaml",
    "unicorn_site/template.yaml",
]
BESIDE = [".github/aws/deploy-role.yaml"]  # no part of the system
KINDS = {f"kind {kind}, transformed": kind for kind in linted.STAGES}
RULES = [".cfnlintrc", "requirements/dev.txt", "scripts/lint_templates.py"]
TRANSFORM = [f"unicorn_properties/workflow/publication_{name}.asl.json" for name in ("approval", "evaluation")]
TRANSFORM += ["tests/templates.py"]
TRANSFORM += [f"tests/infra/{module}.py" for module in ("stacks", "stages", "inline", "linted")]
CLEAN = PROJECT / ".build" / "lint"
TOOLS = Path(sys.executable).parent
CFN_LINT = [str(TOOLS / "cfn-lint"), "--template"]
CHECKS = {"cfn-lint": CFN_LINT, "sam validate": [str(TOOLS / "sam"), "validate", "--lint", "--template"]}
LIMIT = 300  # seconds; a check that takes longer is considered hanging


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    subject: str
    check: str
    finding: str | None
    seconds: float

    def __str__(self) -> str:
        verdict = "clean" if self.finding is None else "FINDINGS"
        return f"{self.check:12}  {self.subject:34}  {verdict:8}  {self.seconds:4.0f} s"


def main(arguments: list[str]) -> int:
    """Lint everything that is not known to be clean; print each result as soon as it is there."""
    again = "--again" in arguments
    subjects = [*TEMPLATES, *BESIDE, *KINDS]
    marks = {subject: mark(subject) for subject in subjects}  # before the checks: a file may change meanwhile
    to_check = [subject for subject in subjects if again or not marks[subject].exists()]
    for subject in sorted(set(subjects) - set(to_check)):
        print(f"{subject}: clean, and unchanged since")
    results = lint(to_check)
    CLEAN.mkdir(parents=True, exist_ok=True)
    for subject in set(to_check) - {result.subject for result in results if result.finding is not None}:
        marks[subject].touch()
    findings = [result for result in results if result.finding is not None]
    for result in findings:
        print(f"\n{result.check}, {result.subject}:\n{result.finding}", file=sys.stderr)
    return 1 if findings else 0


def lint(subjects: list[str]) -> list[Result]:
    jobs = [job for subject in subjects for job in jobs_of(subject)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(run, *zip(*jobs, strict=True))) if jobs else []


def jobs_of(subject: str) -> list[tuple[str, str, list[str]]]:
    """Return subject, check and command of every check of a template, or of a kind of stage."""
    if subject in BESIDE:
        return [(subject, "cfn-lint", [*CFN_LINT, subject])]
    if subject not in KINDS:
        return [(subject, check, [*command, subject]) for check, command in CHECKS.items()]
    files = [str(path) for path in linted.write(CLEAN / "transformed", KINDS[subject])]
    ignored = yaml.safe_load((PROJECT / ".cfnlintrc").read_text())["ignore_checks"]  # the option replaces these
    return [(subject, "cfn-lint", [*CFN_LINT, *files, "--ignore-checks", *ignored, *linted.NOT_HERE])]


def run(subject: str, check: str, command: list[str]) -> Result:
    """Run one check, in the project's folder, which has the configuration."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | {"SAM_CLI_TELEMETRY": "0", "__SAM_CLI_APP_DIR": str(PROJECT / ".build" / "sam")},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    finding = None if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit {done.returncode}"
    result = Result(subject=subject, check=check, finding=finding, seconds=time.monotonic() - started)
    print(result, flush=True)
    return result


def mark(subject: str) -> Path:
    """Return the file that marks these contents as clean. The results of the root and the kinds depend on all."""
    content = hashlib.sha256()
    sources = TEMPLATES if subject in {TEMPLATES[0], *KINDS} else [subject]
    for file in [*sources, *RULES, *(TRANSFORM if subject in KINDS else [])]:
        path = PROJECT / file
        content.update(path.read_bytes() if path.exists() else b"")
    name = "".join(letter if letter.isalnum() or letter in "._" else "-" for letter in subject)
    return CLEAN / f"{name}-{content.hexdigest()[:16]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
