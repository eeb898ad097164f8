"""Known vulnerabilities of the pinned packages: pip-audit over the requirements, npm audit over the locks.

Both ask an index of advisories. Where none answers, or knows a package, that is said, and is no failure: nothing was
found out. `make security` runs it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.security.scan import Finding, accepted, problems
from tests.templates import PROJECT
from unicorn_cli.local.system import this_system
from unicorn_cli.site import node

PIP_AUDIT = PROJECT / ".tools" / "audit" / "bin" / "pip-audit"
LOCKS = ("unicorn_site", "events/tools/asyncapi_parser", "unicorn_properties/workflow/checker", "tests/clients")
SECONDS = 600  # for one tool
TOOLS = ("pip-audit", "npm")


class Audited(NamedTuple):
    """What an index says about one lock: how many packages it knows, and what is known of them."""

    what: str
    packages: int
    unknown: int  # packages that the index does not know
    findings: list[Finding]
    silent: str = ""  # why no index answered


def requirements() -> list[Path]:
    """Return all pinned requirements, the contexts' own too."""
    found = [*PROJECT.glob("requirements/*.txt"), *PROJECT.glob("unicorn_*/*/requirements.txt")]
    return sorted(path for path in found if "--hash=" in path.read_text())


def of_pip_audit(what: str, report: Mapping[str, Any]) -> Audited:
    listed = report["dependencies"]
    unknown = sum("skip_reason" in one for one in listed)
    return Audited(what, len(listed), unknown, list(_vulnerable(what, listed)))


def _vulnerable(what: str, listed: list[Mapping[str, Any]]) -> Iterator[Finding]:
    for one in listed:
        for known in one.get("vulns", ()):
            fixed = ", ".join(known["fix_versions"]) or "no version"
            yield Finding("pip-audit", known["id"], what, f"{one['name']} {one['version']}; fixed in {fixed}")


def of_npm(what: str, report: Mapping[str, Any]) -> Audited:
    if "vulnerabilities" not in report:
        return Audited(what, 0, 0, [], silent=str(report.get("message") or report.get("error") or report))
    found = [
        Finding("npm", str(known["url"]).rpartition("/")[2], what, f"{name}: {known['title']}")
        for name, one in report["vulnerabilities"].items()
        for known in one["via"]
        if isinstance(known, dict)  # a text names another package, which has its own entry
    ]
    return Audited(what, report["metadata"]["dependencies"]["total"], 0, found)


def audit() -> Iterator[Audited]:
    for path in requirements():
        yield _pip(str(path.relative_to(PROJECT)))
    npm = node.folder(this_system())
    for folder in LOCKS:
        command = [str(npm / "npm"), "audit", "--json", "--package-lock-only"]
        yield of_npm(folder, _report(command, PROJECT / folder, npm) or {"message": "npm printed no report"})


def _pip(path: str) -> Audited:
    command = [str(PIP_AUDIT), "--requirement", path, "--no-deps", "--disable-pip", "--format", "json"]
    report = _report([*command, "--progress-spinner", "off"], PROJECT, PIP_AUDIT.parent)
    return of_pip_audit(path, report) if report else Audited(path, 0, 0, [], silent="pip-audit printed no report")


def _report(command: list[str], folder: Path, tools: Path) -> Any:
    """Return what a tool prints, None if that is no JSON: it ends with an error where it finds something."""
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        return json.loads(done.stdout)
    except (ValueError, subprocess.TimeoutExpired):
        return None


def told(audited: list[Audited]) -> list[str]:
    """Return what was not found out, a line for each lock, and the sum."""
    lines = [
        f"! {one.what}: not audited: {one.silent or f'the index knows none of its {one.packages} packages'}"
        for one in audited
        if one.silent or (one.packages and one.unknown == one.packages)
    ]
    lines += [
        f"! {one.what}: {one.unknown} of {one.packages} packages not audited: the index does not know them"
        for one in audited
        if 0 < one.unknown < one.packages
    ]
    known = sum(one.packages - one.unknown for one in audited)
    found = sum(len(one.findings) for one in audited)
    return [*lines, f"{known} pinned packages audited in {len(audited)} locks: {found} known vulnerabilities"]


def main() -> int:
    audited = list(audit())
    found = [finding for one in audited for finding in one.findings]
    unexplained = list(problems(found, [entry for entry in accepted() if entry.tool in TOOLS]))
    for problem in unexplained:
        print(f"✗ {problem}", file=sys.stderr)
    print(*told(audited), sep="\n")
    return bool(unexplained)


if __name__ == "__main__":
    sys.exit(main())
