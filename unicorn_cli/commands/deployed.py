"""`unicorn status`, `outputs`, `token` and `password`: a deployed stage and its accounts."""

from collections.abc import Mapping
from typing import Annotated

import typer

from unicorn_cli.commands.show import show_health
from unicorn_cli.commands.stage import cloud_of, known_passwords, password_of
from unicorn_cli.health.examine import examine
from unicorn_cli.health.health import Health
from unicorn_cli.local import engine
from unicorn_cli.local.system import this_system
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import Agent, AsJson, Stage, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import show_json, show_pairs

deployed = typer.Typer()


@deployed.command()
def status(
    stage: Stage = LOCAL,
    agent: Annotated[
        str | None, typer.Option(help="who signs in for the test; the password: UNICORN_PASSWORD", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the health of a stage by a smoke test that changes nothing; exits with 0 only if it is healthy."""
    health = health_of(stage, agent)
    if as_json:
        show_json(health.as_json())
    else:
        show_health(health, output)
    raise typer.Exit(0 if health.healthy else 1)


@deployed.command()
def outputs(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print the outputs of all stacks of a stage: addresses, table names, queue URLs."""
    found = outputs_of(cloud_of(stage))
    if as_json:
        show_json(found)
    else:
        show_pairs(found, output)


@deployed.command()
def token(agent: Agent, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print a bearer token. On AWS the password is that of UNICORN_PASSWORD, of a seeded account, or entered."""
    if stage == LOCAL:
        accounts.check_known(agent)
    cloud = cloud_of(stage)
    found = accounts.token(cloud, outputs_of(cloud), agent, password_of(cloud, agent))
    if as_json:
        show_json({"token": found})
    else:
        print(found)


@deployed.command()
def password(agent: Agent, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print the password of a seeded agent, to sign in on the web site."""
    accounts.check_known(agent)
    known = known_passwords(cloud_of(stage))
    if agent not in known:
        raise Problem(f"The stage {stage} has no password of {agent}", f"Run `unicorn seed --stage {stage}`")
    if as_json:
        show_json({"agent": agent, "password": known[agent]})
    else:
        print(known[agent])


def health_of(stage: str, agent: str | None = None) -> Health:
    """Check the engine if the stage is local, then the deployment."""
    health = Health(stage)
    try:
        if stage == LOCAL:
            health.engine = engine.status(this_system())
            engine.check_answers(this_system())
        cloud = cloud_of(stage)
        examine(health, cloud, lambda outputs: _token(cloud, outputs, agent))
    except Problem as problem:
        health.note(problem)
    return health


def _token(cloud: Cloud, outputs: Mapping[str, str], agent: str | None) -> str | None:
    """Return the token of an agent: the named one, or a seeded one. None if nobody's password is known."""
    known = known_passwords(cloud)
    name = agent or next(iter(sorted(known)), None)
    password = known.get(name) or accounts.given_password() if name else None
    return accounts.token(cloud, dict(outputs), name, password) if name and password else None
