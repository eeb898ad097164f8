"""Whether a system is well: its engine, its stacks, its APIs, its site."""

from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from unicorn_cli.local import engine, processes, state
from unicorn_cli.local.environments import HOST, endpoint
from unicorn_cli.local.system import Place
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.stages.outputs import outputs_of, stacks_of
from unicorn_cli.terminal.problems import Problem

# A call to each API, and to the site, that needs no account, and the answer that shows a sound one.
PROBES = {
    "ContractsApiUrl": ("/contracts", HTTPStatus.UNAUTHORIZED),
    "WebApiUrl": ("/search/usa/anytown", HTTPStatus.OK),
    "SiteUrl": ("/config.json", HTTPStatus.OK),
}
MEND = "Read the log of its function"
MENDS = {"SiteUrl": "Run `make start` again; on AWS, `unicorn site publish`"}


@dataclass(slots=True)
class Health:
    """What `unicorn status` shows. `problem` says in a sentence what is not well."""

    stage: str
    engine: dict[str, Any] | None = None
    stacks: dict[str, str] = field(default_factory=dict)
    apis: dict[str, bool] = field(default_factory=dict)
    problem: str | None = None
    mend: str | None = None

    @property
    def healthy(self) -> bool:
        return self.problem is None

    def as_json(self) -> dict[str, Any]:
        return {"healthy": self.healthy} | asdict(self)


def health_of(stage: str, place: Place) -> Health:
    health = Health(stage)
    try:
        if stage == LOCAL:
            _look_at_engine(health, place)
        cloud = cloud_of(stage, place)
        health.stacks = {stack["StackName"]: stack["StackStatus"] for stack in stacks_of(cloud)}
        outputs = outputs_of(cloud)
        health.apis = {name: _sound(outputs.get(name), *probe) for name, probe in PROBES.items()}
        _judge(health)
    except Problem as problem:
        health.problem, health.mend = problem.why, problem.mend
    return health


def _look_at_engine(health: Health, place: Place) -> None:
    known = state.load(place.state).engine
    health.engine = {"running": known is not None and processes.alive(known)}
    if known and health.engine["running"]:
        health.engine |= {"pid": known.pid, "port": known.port, "endpoint": endpoint(known.port)}
        if not engine.answers(known.port):
            raise Problem("The engine runs but does not answer", "Run `make stop` and `make start`")


def _sound(address: str | None, path: str, expected: HTTPStatus) -> bool:
    if address is None:
        return False
    try:
        local = httpx.URL(address).host == HOST
        return httpx.get(address + path, timeout=30, trust_env=not local).status_code == expected
    except httpx.HTTPError:
        return False


def _judge(health: Health) -> None:
    broken = [name for name, status in health.stacks.items() if not _settled(status)]
    if broken:
        raise Problem(f"{' and '.join(broken)} did not deploy", "Mend the template and run `make start` again")
    silent = [name for name, sound in health.apis.items() if not sound]
    if silent:
        raise Problem(f"{' and '.join(silent)} does not answer as it should", MENDS.get(silent[0], MEND))


def _settled(status: str) -> bool:
    return status.endswith("_COMPLETE") and "ROLLBACK" not in status
