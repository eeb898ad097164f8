"""What bandit, checkov and zizmor find, but for what accepted.toml explains. `make security` runs it.

The tools bring their rules along and ask no network. checkov reads the templates as they are deployed on prod.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from tests.infra.stacks import STACKS
from tests.infra.stages import at_stage
from tests.templates import PROJECT

TOOLS = PROJECT / ".tools" / "security" / "bin"
TEMPLATES = PROJECT / ".build" / "security"
ACCEPTED = Path(__file__).with_name("accepted.toml")
SOURCES = (
    *("unicorn_kit", "unicorn_kernel", "unicorn_contracts/src", "unicorn_properties/src", "unicorn_properties/local"),
    *(
        "unicorn_web/src",
        "unicorn_web/live_feed",
        "unicorn_cli",
        "unicorn_site/tools",
        "apis",
        "events",
        "demo",
        "scripts",
    ),
)


class Finding(NamedTuple):
    tool: str
    check: str
    where: str  # a resource, or a file
    text: str


class Accepted(NamedTuple):
    """Findings of a check that are none here, and why; each pattern of `where` must match one."""

    tool: str
    check: str
    where: tuple[str, ...]
    reason: str


def accepted() -> list[Accepted]:
    entries = tomllib.loads(ACCEPTED.read_text())["accepted"]
    return [Accepted(**entry | {"where": tuple(entry["where"])}) for entry in entries]


def problems(found: Iterable[Finding], known: Iterable[Accepted]) -> Iterator[str]:
    """Yield each finding that nothing explains, and each explanation that explains nothing."""
    matched = set[tuple[str, str, str]]()
    patterns = [(entry.tool, entry.check, pattern) for entry in known for pattern in entry.where]
    for finding in found:
        mine = {one for one in patterns if one[:2] == finding[:2] and fnmatchcase(finding.where, one[2])}
        matched |= mine
        if not mine:
            yield f"{finding.tool} {finding.check} {finding.where}: {finding.text}"
    for tool, check, pattern in sorted(set(patterns) - matched):
        yield f"accepted.toml: {tool} {check} {pattern} matches no finding any more; remove it"


def of_bandit(report: Mapping[str, Any]) -> Iterator[Finding]:
    for one in report["results"]:
        yield Finding("bandit", one["test_id"], one["filename"], f"line {one['line_number']}: {one['issue_text']}")


def of_checkov(report: Mapping[str, Any]) -> Iterator[Finding]:
    for one in report["results"]["failed_checks"]:
        yield Finding("checkov", one["check_id"], one["resource"].rpartition(".")[2], one["check_name"])


def of_zizmor(report: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    for one in report:
        file = one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"]
        yield Finding("zizmor", one["ident"], file, one["desc"])


def scan() -> list[Finding]:
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for folder in STACKS:
        name = "root" if folder == "." else folder
        (TEMPLATES / f"{name}.json").write_text(json.dumps(at_stage(folder, "prod"), default=str))
    checkov = ["--directory", str(TEMPLATES), "--framework", "cloudformation", "--skip-download", "--output", "json"]
    return [
        *of_bandit(_report("bandit", "--quiet", "--format", "json", "--recursive", *SOURCES)),
        *of_checkov(_report("python", "-m", "checkov.main", *checkov)),
        *of_zizmor(_report("zizmor", "--offline", "--quiet", "--format", "json", ".github/workflows")),
    ]


def _report(program: str, *arguments: str) -> Any:
    """Return what a tool prints: it ends with an error where it finds something."""
    command = [str(TOOLS / program), *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")


def main() -> int:
    found, known = scan(), [entry for entry in accepted() if entry.tool in {"bandit", "checkov", "zizmor"}]
    unexplained = list(problems(found, known))
    for problem in unexplained:
        print(f"✗ {problem}", file=sys.stderr)
    print(f"{len(found)} findings of bandit, checkov and zizmor, {len(unexplained)} of them unexplained")
    return bool(unexplained)


if __name__ == "__main__":
    sys.exit(main())
