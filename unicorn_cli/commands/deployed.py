"""`unicorn status`, `outputs`, `token` and `password`: a deployed stage and its accounts."""

import json

import typer

from unicorn_cli.commands.show import show_health
from unicorn_cli.commands.stage import cloud_of, passwords_of
from unicorn_cli.local import engine
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import this_system
from unicorn_cli.stages import accounts
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.health import Health, check_deployment
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import Agent, AsJson, Stage, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import show_pairs

deployed = typer.Typer()


@deployed.command()
def status(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Check the health of a stage; exits with 0 only if it is healthy."""
    health = health_of(stage)
    if as_json:
        print(json.dumps(health.as_json(), indent=2))
    else:
        show_health(health, output)
    raise typer.Exit(0 if health.healthy else 1)


@deployed.command()
def outputs(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print the outputs of all stacks of a stage: addresses, table names, queue URLs."""
    found = outputs_of(cloud_of(stage))
    if as_json:
        print(json.dumps(found, indent=2))
    else:
        show_pairs(found, output)


@deployed.command()
def token(agent: Agent, stage: Stage = LOCAL) -> None:
    """Print a bearer token. On AWS the password comes from UNICORN_PASSWORD or a prompt."""
    if stage == LOCAL:
        accounts.check_known(agent)
    cloud = cloud_of(stage)
    password = passwords_of(cloud)[agent] if cloud.is_local else accounts.entered_password()
    print(accounts.token(cloud, outputs_of(cloud), agent, password))


@deployed.command()
def password(agent: Agent) -> None:
    """Print the password of a seeded agent, to sign in on the local web site."""
    accounts.check_known(agent)
    cloud_of(LOCAL)  # a Problem if nothing runs here
    print(local_passwords(this_system())[agent])


def health_of(stage: str) -> Health:
    """Check the engine if the stage is local, then the deployment."""
    health = Health(stage)
    try:
        if stage == LOCAL:
            health.engine = engine.status(this_system())
            engine.check_answers(this_system())
        check_deployment(health, cloud_of(stage))
    except Problem as problem:
        health.problem, health.fix = problem.why, problem.fix
    return health
