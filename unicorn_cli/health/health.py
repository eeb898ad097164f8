"""The health of a stage: its engine (local only), its stacks, its addresses, and a smoke test of everything else."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import stacks_of
from unicorn_cli.terminal.problems import Problem


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check. `problem` is None if it passed; `remark` is what was found, or why it was left out."""

    title: str
    problem: Problem | None = None
    remark: str = "ok"


@dataclass(slots=True)
class Health:
    """The result of `unicorn status`. `problem` is one sentence; None means healthy."""

    stage: str
    engine: dict[str, Any] | None = None
    stacks: dict[str, str] = field(default_factory=dict)
    apis: dict[str, bool] = field(default_factory=dict)
    dead_letters: dict[str, int] = field(default_factory=dict)  # of the queues that are not empty
    checks: dict[str, str] = field(default_factory=dict)  # title → what was found
    problem: str | None = None
    fix: str | None = None

    @property
    def healthy(self) -> bool:
        return self.problem is None

    def as_json(self) -> dict[str, Any]:
        return {"healthy": self.healthy} | asdict(self)

    def note(self, problem: Problem) -> None:
        """Keep the first problem: it may be the cause of the others."""
        if self.problem is None:
            self.problem, self.fix = problem.why, problem.fix

    def take(self, checks: Iterable[Check]) -> None:
        for check in checks:
            self.checks[check.title] = check.problem.why if check.problem else check.remark
            if check.problem:
                self.note(check.problem)


def check_stacks(health: Health, cloud: Cloud) -> None:
    """Fill in the stacks. Raises Problem if there are none."""
    health.stacks = {stack["StackName"]: stack["StackStatus"] for stack in stacks_of(cloud)}
    failed = [name for name, status in health.stacks.items() if not _is_deployed(status)]
    if failed:
        again = "`make start`" if cloud.is_local else f"`make deploy STAGE={cloud.stage}`"
        health.note(Problem(f"{' and '.join(failed)} did not deploy", f"Fix the template and run {again} again"))


def _is_deployed(status: str) -> bool:
    return status.endswith("_COMPLETE") and "ROLLBACK" not in status
