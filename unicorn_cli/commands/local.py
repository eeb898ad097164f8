"""`unicorn up`, `down`, `env` and `doctor`: the system on this machine."""

from functools import partial
from typing import Annotated

import typer

from unicorn_cli.commands.foreground import Show, bring_up
from unicorn_cli.commands.show import count_of_processes, show_addresses, show_findings
from unicorn_cli.local import engine, environments, machine
from unicorn_cli.local.system import this_system
from unicorn_cli.terminal.options import AsJson, messages, output
from unicorn_cli.terminal.show import show_json

local = typer.Typer()


@local.command()
def up(
    detach: Annotated[bool, typer.Option("--detach", help="return once everything is ready")] = False,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", help="the engine's port; default: a free one", min=1, max=65535)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Start everything on this machine, run the story, and stay until Ctrl-C."""
    show: Show = show_json if as_json else partial(show_addresses, console=output)
    bring_up(this_system(), show, messages, detach=detach, port=port)


@local.command()
def down(as_json: AsJson = False) -> None:
    """Stop what `up` started, and nothing else."""
    ended = engine.stop(this_system())
    if as_json:
        show_json({"processes_ended": ended})
        return
    messages.print(f"Stopped {count_of_processes(ended)}." if ended else "Nothing was running here.")


@local.command()
def env(as_json: AsJson = False) -> None:
    """Print the variables that connect a shell to the local engine: eval "$(unicorn env)"."""
    port = engine.running(this_system()).port
    if as_json:
        show_json(environments.for_clients(port))
    else:
        print(environments.exports(port))


@local.command()
def doctor(as_json: AsJson = False) -> None:
    """Check this machine and print how to fix what is missing; exits with 1 if anything is."""
    findings = list(machine.examine(this_system()))
    if as_json:
        show_json([finding.as_json() for finding in findings])
    else:
        show_findings(findings, output)
    raise typer.Exit(1 if any(finding.problem for finding in findings) else 0)
