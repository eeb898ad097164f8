"""`unicorn up`, `down`, `env` and `doctor`: the system on this machine."""

from typing import Annotated

import typer

from unicorn_cli.commands.foreground import bring_up
from unicorn_cli.commands.show import count_of_processes, show_findings
from unicorn_cli.local import engine, environments, machine
from unicorn_cli.local.system import this_system
from unicorn_cli.terminal.options import messages, output

local = typer.Typer()


@local.command()
def up(
    detach: Annotated[bool, typer.Option("--detach", help="return once everything is ready")] = False,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", help="the engine's port; default: a free one", min=1, max=65535)
    ] = None,
) -> None:
    """Start everything on this machine, run the story, and stay until Ctrl-C."""
    bring_up(this_system(), output, messages, detach=detach, port=port)


@local.command()
def down() -> None:
    """Stop what `up` started, and nothing else."""
    ended = engine.stop(this_system())
    messages.print(f"Stopped {count_of_processes(ended)}." if ended else "Nothing was running here.")


@local.command()
def env() -> None:
    """Print the variables that connect a shell to the local engine: eval "$(unicorn env)"."""
    print(environments.exports(engine.running(this_system()).port))


@local.command()
def doctor() -> None:
    """Check this machine and print how to fix what is missing; exits with 1 if anything is."""
    findings = list(machine.examine(this_system()))
    show_findings(findings, output)
    raise typer.Exit(1 if any(finding.problem for finding in findings) else 0)
