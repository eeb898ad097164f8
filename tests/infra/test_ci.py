"""CI runs the commands of the README, with reviewed actions and no more permissions than needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.templates import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LIMITS = {"ci.yml": 40, "nightly.yml": 180}  # minutes
PARTS = {"integration": ["stories", "pages"]}  # CI runs these words side by side


def workflow(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((PROJECT / ".github" / "workflows" / name).read_text())
    return parsed


def prerequisites(word: str) -> list[str]:
    [line] = re.findall(rf"^{word}: ([^#\n]*)", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    return str(line).split()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    uses = [line.strip() for line in path.read_text().splitlines() if "uses:" in line]
    assert [line for line in uses if not PINNED.search(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_the_sources_and_nothing_else(path: Path) -> None:
    given = workflow(path.name)
    assert given["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= LIMITS[path.name] for job in given["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_fails_keeps_its_logs(path: Path) -> None:
    for job in workflow(path.name)["jobs"].values():
        run, keep = job["steps"][-2:]
        assert "bash .ci/run" in run["run"]
        assert (keep["if"], "ci.log" in keep["with"]["path"]) == ("failure()", True)


def test_without_a_word_ci_runs_the_test_command_of_the_readme() -> None:
    assert (PROJECT / ".ci" / "run").read_text().rstrip().endswith('make "${@:-test}"')


def test_the_jobs_together_run_what_the_test_command_runs() -> None:
    [job] = workflow("ci.yml")["jobs"].values()
    wanted = [part for word in prerequisites("test") if word != "browser" for part in PARTS.get(word, [word])]
    assert job["strategy"]["matrix"]["word"] == wanted
    left_out = [one["word"] for one in job["strategy"]["matrix"]["exclude"]]
    assert left_out == ["pages"]  # on one of two runners
