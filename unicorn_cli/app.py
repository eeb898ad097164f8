"""The `unicorn` command. Answers go to standard output, progress and problems to standard error."""

import json
import os
import sys
from typing import Annotated

import typer
from rich.markup import escape

from demo.seed import seed as settle
from demo.story import tell
from unicorn_cli.bus.show_workflow import path_as_json, show_path
from unicorn_cli.bus.workflow import path_of
from unicorn_cli.commands.bus import bus
from unicorn_cli.commands.dead_letters import dlq
from unicorn_cli.local import engine, environments, machine
from unicorn_cli.local.contract_expiry import let_the_day_pass
from unicorn_cli.local.foreground import bring_up
from unicorn_cli.local.system import here
from unicorn_cli.site.commands import site
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.stages.health import health_of
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, answers, messages
from unicorn_cli.terminal.problems import Problem, explained
from unicorn_cli.terminal.show import counted, show_findings, show_health, show_pairs
from unicorn_cli.terminal.steps import Steps

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
workflow = typer.Typer(no_args_is_help=True, help="The publication approval workflow.")
app.add_typer(bus)
app.add_typer(workflow, name="workflow")
app.add_typer(site, name="site")
app.add_typer(dlq, name="dlq")


@app.command()
def up(
    detach: Annotated[bool, typer.Option("--detach", help="return once all is ready")] = False,
    port: Annotated[int | None, typer.Option(help="the engine's port; a free one is taken without it")] = None,
) -> None:
    """Start everything on this machine, tell the story, and stay until Ctrl-C."""
    bring_up(here(), answers, messages, detach=detach, port=port)


@app.command()
def down() -> None:
    """Stop what `up` started, and nothing else."""
    ended = engine.stop(here())
    messages.print(f"Stopped: {counted(ended)}." if ended else "Nothing was running here.")


@app.command()
def status(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show whether the system is well; the exit status is 0 only if it is."""
    health = health_of(stage, here())
    if as_json:
        print(json.dumps(health.as_json(), indent=2))
    else:
        show_health(health, answers)
    raise typer.Exit(0 if health.healthy else 1)


@app.command()
def outputs(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show every stack's outputs under one roof."""
    found = outputs_of(cloud_of(stage, here()))
    if as_json:
        print(json.dumps(found, indent=2))
    else:
        show_pairs(found, answers)


@app.command()
def env() -> None:
    """Print what a shell needs to reach the local engine: eval "$(unicorn env)"."""
    print(environments.exports(engine.running(here()).port))


@app.command()
def token(
    agent: Annotated[str, typer.Option(help="agent1, agent2 or admin1")],
    stage: Stage = LOCAL,
) -> None:
    """Print a bearer token. On AWS the password comes from UNICORN_PASSWORD, or is asked for."""
    place = here()
    if stage == LOCAL:
        accounts.check_known(agent)
    cloud = cloud_of(stage, place)
    password = accounts.passwords_of(cloud, place)[agent] if cloud.is_local else accounts.given_password()
    print(accounts.token(cloud, outputs_of(cloud), agent, password))


@app.command()
def password(agent: Annotated[str, typer.Option(help="agent1, agent2 or admin1")]) -> None:
    """Print the password with which a seeded agent signs in on the local web site."""
    accounts.check_known(agent)
    place = here()
    print(accounts.passwords_of(cloud_of(LOCAL, place), place)[agent])


@app.command()
def seed(stage: Stage = LOCAL) -> None:
    """Make the accounts and the twelve houses that are missing."""
    place = here()
    if stage == "prod":
        raise Problem("Twelve drawn houses do not belong into production", "Use --stage dev, or a local system")
    cloud = cloud_of(stage, place)
    found, passwords = outputs_of(cloud), accounts.passwords_of(cloud, place)
    accounts.seed(cloud, found, passwords)
    with Steps(messages) as steps:
        settle(Access(found, lambda agent: accounts.token(cloud, found, agent, passwords[agent])), steps)
        if cloud.is_local:
            with steps.step("Let a day pass"):
                let_the_day_pass(cloud)


@app.command()
def story(stage: Stage = LOCAL) -> None:
    """Tell the story step by step; the exit status is 0 only if every step held."""
    place = here()
    access = Access.to(cloud_of(stage, place), place)
    with Steps(messages) as steps:
        tell(access, steps)


@workflow.command("show")
def show_workflow(request_id: str, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the path that a request for publication took: state by state, with times and reasons."""
    cloud = cloud_of(stage, here())
    path = path_of(request_id, cloud, outputs_of(cloud))
    if as_json:
        print(json.dumps(path_as_json(path), indent=2))
    else:
        show_path(path, answers)


@app.command()
def doctor() -> None:
    """Look at this machine, and say how to mend what is missing."""
    findings = list(machine.examine(here()))
    show_findings(findings, answers)
    raise typer.Exit(1 if any(finding.problem for finding in findings) else 0)


def main() -> None:
    """Run the command. A Problem ends it with one sentence for why, one for the mend, and exit status 1."""
    os.environ.update(environments.without_proxy(os.environ))
    try:
        app()
    except KeyboardInterrupt:
        messages.print("Interrupted.")
        sys.exit(130)
    except BrokenPipeError:  # whoever read the answers has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        problem = explained(error)
        if problem is None:
            raise
        messages.print(f"[red]✗[/] {escape(str(problem))}\n  {escape(problem.mend)}.")
        sys.exit(1)
