"""CI runs the words of the README, with no more rights and no other actions than were looked at."""

import re
from pathlib import Path

import pytest
import yaml

from tests.templates import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(workflow: Path) -> None:
    uses = [line.strip() for line in workflow.read_text().splitlines() if "uses:" in line]
    assert [line for line in uses if not PINNED.search(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_the_sources_and_nothing_else(workflow: Path) -> None:
    given = yaml.safe_load(workflow.read_text())
    assert given["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= 40 for job in given["jobs"].values())


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert WORKFLOWS
    assert all("bash .ci/run" in workflow.read_text() for workflow in WORKFLOWS)
    assert (PROJECT / ".ci" / "run").read_text().rstrip().endswith("make test")
