"""`unicorn agent`: the people who may sign in to a stage on AWS."""

from dataclasses import asdict
from typing import Annotated

import typer

from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.agents import ADMINS, AGENTS, invite
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import show_json

agent = typer.Typer(no_args_is_help=True, help="Agents and admins of a stage on AWS.")


@agent.callback()
def group() -> None:
    """Keep `add` a subcommand although it is the only one."""


@agent.command()
def add(
    email: Annotated[str, typer.Argument(help="where the invitation goes; also the name to sign in with")],
    stage: Stage,
    *,
    admin: Annotated[bool, typer.Option("--admin", help="may do everything that any agent may do")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="invite somebody anew whose first password is over")] = False,
    as_json: AsJson = False,
) -> None:
    """Invite an agent or admin by e-mail. It can be repeated."""
    cloud = cloud_of(stage)
    if cloud.is_local:
        raise Problem("A local system sends no e-mail", "Use agent1, agent2 or admin1; `unicorn password` shows theirs")
    done = invite(cloud, outputs_of(cloud)["UserPoolId"], email, ADMINS if admin else AGENTS, again=resend)
    if as_json:
        show_json(asdict(done))
        return
    sent = "gets an invitation with a first password, which is valid for a week" if done.sent else "was there before"
    output.print(f"{done.email} is in the group {done.group}, and {sent}.")
