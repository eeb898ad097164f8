#!/usr/bin/env python3
"""Check the five templates with cfn-lint and its serverless rules, and with `sam validate --lint`.

Each check takes many seconds, so they run in parallel, and a template that was clean is not checked again until the
template, the rules or the tools change. Exit status: 0 clean, 1 findings. `--again` checks every template again.
"""

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [
    "template.yaml",
    "unicorn_contracts/template.yaml",
    "unicorn_properties/template.yaml",
    "unicorn_web/template.yaml",
    "unicorn_site/template.yaml",
]
RULES = [".cfnlintrc", "requirements/dev.txt", "scripts/lint_templates.py"]
CLEAN = PROJECT / ".build" / "lint"
TOOLS = Path(sys.executable).parent
CHECKS = {
    "cfn-lint": [str(TOOLS / "cfn-lint"), "--template"],
    "sam validate": [str(TOOLS / "sam"), "validate", "--lint", "--template"],
}
LIMIT = 300  # seconds; a check that takes longer is considered hanging


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    template: str
    check: str
    finding: str | None
    seconds: float

    def __str__(self) -> str:
        verdict = "clean" if self.finding is None else "FINDINGS"
        return f"{self.check:12}  {self.template:34}  {verdict:8}  {self.seconds:4.0f} s"


def main(arguments: list[str]) -> int:
    """Lint every template that is not known to be clean; print each result as soon as it is there."""
    again = "--again" in arguments
    marks = {
        template: mark(template) for template in TEMPLATES
    }  # computed before the checks: a file may change meanwhile
    to_check = [template for template in TEMPLATES if again or not marks[template].exists()]
    for template in sorted(set(TEMPLATES) - set(to_check)):
        print(f"{template}: clean, and unchanged since")
    results = lint(to_check)
    CLEAN.mkdir(parents=True, exist_ok=True)
    for template in set(to_check) - {result.template for result in results if result.finding is not None}:
        marks[template].touch()
    findings = [result for result in results if result.finding is not None]
    for result in findings:
        print(f"\n{result.check}, {result.template}:\n{result.finding}", file=sys.stderr)
    return 1 if findings else 0


def lint(templates: list[str]) -> list[Result]:
    jobs = [(template, check) for template in templates for check in CHECKS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(run, *zip(*jobs, strict=True))) if jobs else []


def run(template: str, check: str) -> Result:
    """Run one check on one template, in the project's folder, which has the configuration."""
    started = time.monotonic()
    done = subprocess.run(
        [*CHECKS[check], template],
        cwd=PROJECT,
        env=os.environ | {"SAM_CLI_TELEMETRY": "0", "__SAM_CLI_APP_DIR": str(PROJECT / ".build" / "sam")},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    finding = None if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit {done.returncode}"
    result = Result(template=template, check=check, finding=finding, seconds=time.monotonic() - started)
    print(result, flush=True)
    return result


def mark(template: str) -> Path:
    """Return the file that marks these contents as clean. The root's result depends on all templates."""
    content = hashlib.sha256()
    for file in [*(TEMPLATES if template == TEMPLATES[0] else [template]), *RULES]:
        path = PROJECT / file
        content.update(path.read_bytes() if path.exists() else b"")
    return CLEAN / f"{template.replace('/', '-')}-{content.hexdigest()[:16]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
