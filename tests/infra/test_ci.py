"""CI runs the commands of the README, with reviewed actions and no more permissions than needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.templates import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LIMITS = {"ci.yml": 40, "nightly.yml": 180, "deploy.yml": 120}  # minutes
PARTS = {
    "integration": ["stories", "pages"],
    "slow-today": ["slow"],
}  # CI runs these words side by side, and the slow tests whole


def workflow(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((PROJECT / ".github" / "workflows" / name).read_text())
    return parsed


def jobs(name: str) -> dict[str, Any]:
    """Return the jobs of a workflow without those that call another workflow."""
    return {key: job for key, job in workflow(name)["jobs"].items() if "steps" in job}


def prerequisites(word: str) -> list[str]:
    [line] = re.findall(rf"^{word}: ([^#\n]*)", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    return str(line).split()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    uses = [line.strip() for line in path.read_text().splitlines() if "uses:" in line and "uses: ./" not in line]
    assert [line for line in uses if not PINNED.search(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_the_sources_and_nothing_else(path: Path) -> None:
    assert workflow(path.name)["permissions"] == {"contents": "read"}
    assert all(job["timeout-minutes"] <= LIMITS[path.name] for job in jobs(path.name).values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_that_fails_keeps_its_logs(path: Path) -> None:
    for job in jobs(path.name).values():
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


def test_only_a_job_of_an_environment_gets_credentials_and_by_oidc_alone() -> None:
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text()
        for job in jobs(path.name).values():
            more = set(job.get("permissions", {})) - {"contents"}
            assert more <= ({"id-token", "deployments"} if "environment" in job else set())


def test_prod_is_deployed_after_the_checks_the_build_and_the_story_on_dev() -> None:
    deploy = workflow("deploy.yml")["jobs"]
    assert set(deploy["dev"]["needs"]) == {"ci", "build"}
    assert deploy["ci"]["uses"] == "./.github/workflows/ci.yml"
    assert deploy["prod"]["needs"] == "dev"
    assert [(name, deploy[name]["environment"]) for name in ("dev", "prod")] == [("dev", "dev"), ("prod", "prod")]
    on_dev = _commands(deploy["dev"])
    assert [word for word in on_dev.split() if "=" not in word][2:6] == ["deploy", "seed", "status", "story"]


def test_one_stage_is_deployed_once_at_a_time_and_no_deployment_is_cut_off() -> None:
    for name in ("dev", "prod"):
        assert workflow("deploy.yml")["jobs"][name]["concurrency"] == name  # without cancel-in-progress
    assert "concurrency" not in workflow("deploy.yml")


def test_a_deployment_to_prod_that_fails_its_check_is_replaced_by_the_one_before() -> None:
    steps = {step.get("id") or step.get("name"): step for step in jobs("deploy.yml")["prod"]["steps"]}
    assert "status STAGE=prod" in steps["check"]["run"]
    back = steps["Deploy the commit before again"]
    assert "steps.check.outcome == 'failure'" in back["if"]
    assert "git checkout" in back["run"]
    assert "Rollout=immediate" in back["run"]
    assert "Rollout=gradual" in steps["deploy"]["run"]  # a parameter that is not given keeps its value


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_word_that_ci_runs_is_one_of_the_makefile(path: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text()
    for line in re.findall(r"\.ci/run ([^|\n]*?) 2>&1", path.read_text()):
        words = [word for word in re.sub(r"\$\{\{.*?\}\}", "", line).split() if "=" not in word]
        assert not [word for word in words if not re.search(rf"^(?:\w+ )*{word}(?: \w+)*:", makefile, re.MULTILINE)]


def _commands(job: dict[str, Any]) -> str:
    return " ".join(step["run"] for step in job["steps"] if "run" in step)
