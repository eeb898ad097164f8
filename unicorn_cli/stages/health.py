"""Health check of a stage: its engine (local only), its stacks, its APIs and its web site."""

from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.engine_address import HOST
from unicorn_cli.stages.outputs import outputs_of, stacks_of
from unicorn_cli.terminal.problems import Problem

# For each address: a request that needs no account, and the status that a healthy stage answers.
PROBES = {
    "ContractsApiUrl": ("/contracts", HTTPStatus.UNAUTHORIZED),
    "WebApiUrl": ("/search/usa/anytown", HTTPStatus.OK),
    "SiteUrl": ("/config.json", HTTPStatus.OK),
    "SiteUrl/api/contracts": ("/contracts", HTTPStatus.UNAUTHORIZED),  # the same APIs, as the pages call them
    "SiteUrl/api/web": ("/search/usa/anytown", HTTPStatus.OK),
}
FIX = "Read the logs of its functions"
FIXES = {"SiteUrl": "Run `make start` again; on AWS, run `unicorn site publish`"}


@dataclass(slots=True)
class Health:
    """The result of `unicorn status`. `problem` is one sentence; None means healthy."""

    stage: str
    engine: dict[str, Any] | None = None
    stacks: dict[str, str] = field(default_factory=dict)
    apis: dict[str, bool] = field(default_factory=dict)
    problem: str | None = None
    fix: str | None = None

    @property
    def healthy(self) -> bool:
        return self.problem is None

    def as_json(self) -> dict[str, Any]:
        return {"healthy": self.healthy} | asdict(self)


def check_deployment(health: Health, cloud: Cloud) -> None:
    """Fill in the stacks and the APIs. Raises Problem at the first thing that is not healthy."""
    health.stacks = {stack["StackName"]: stack["StackStatus"] for stack in stacks_of(cloud)}
    outputs = outputs_of(cloud)
    health.apis = {name: _answers(_address(name, outputs), *probe) for name, probe in PROBES.items()}
    failed = [name for name, status in health.stacks.items() if not _is_deployed(status)]
    if failed:
        raise Problem(f"{' and '.join(failed)} did not deploy", "Fix the template and run `make start` again")
    silent = [name for name, answers in health.apis.items() if not answers]
    if silent:
        raise Problem(
            f"{' and '.join(silent)} does not answer as expected", FIXES.get(silent[0].partition("/")[0], FIX)
        )


def _address(name: str, outputs: dict[str, str]) -> str | None:
    """Return the address that an output has, with the path that follows the output's name."""
    output, slash, path = name.partition("/")
    return f"{outputs[output]}{slash}{path}" if output in outputs else None


def _answers(address: str | None, path: str, expected: HTTPStatus) -> bool:
    if address is None:
        return False
    try:
        local = httpx.URL(address).host == HOST
        return httpx.get(address + path, timeout=30, trust_env=not local).status_code == expected
    except httpx.HTTPError:
        return False


def _is_deployed(status: str) -> bool:
    return status.endswith("_COMPLETE") and "ROLLBACK" not in status
