"""The `unicorn` command: parse the command line, run the command, report errors."""

import os
import sys
from importlib.metadata import version
from typing import Annotated, Literal

import typer
from typer import TyperException

from unicorn_cli.commands.addresses import addresses
from unicorn_cli.commands.agents import agent
from unicorn_cli.commands.aws import aws
from unicorn_cli.commands.bus import bus
from unicorn_cli.commands.cost import costs
from unicorn_cli.commands.dead_letters import dlq
from unicorn_cli.commands.demo import demo
from unicorn_cli.commands.deployed import deployed
from unicorn_cli.commands.failures import failed
from unicorn_cli.commands.local import local
from unicorn_cli.commands.reconcile import reconciliation
from unicorn_cli.commands.tour import tour
from unicorn_cli.commands.workflow import workflow
from unicorn_cli.local import environments
from unicorn_cli.site.commands import site
from unicorn_cli.terminal.problems import as_problem
from unicorn_cli.terminal.report import INTERRUPTED, RUN_AGAIN, report, wants_json

HELP = """Run Unicorn Properties on this machine, and inspect the local system or a stage on AWS.

Results go to standard output, progress and errors to standard error."""

USAGE = "Run it with --help, which shows its options"

STYLE: Literal["rich"] | None = "rich" if sys.stdout.isatty() else None  # no boxes in a pipe

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=HELP, rich_markup_mode=STYLE)
for commands in (local, aws, deployed, failed, demo, tour, bus, reconciliation, costs):
    app.add_typer(commands)
app.add_typer(agent, name="agent")
app.add_typer(workflow, name="workflow")
app.add_typer(dlq, name="dlq")
app.add_typer(addresses, name="addresses")
app.add_typer(site, name="site")


def _print_version(is_asked: bool) -> None:
    if is_asked:
        print(f"unicorn {version('unicorn-properties')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="show the version and exit")
    ] = False,
) -> None:
    """The options of the command itself."""


def main() -> None:
    """Run the command. A Problem prints one sentence for the cause and one for the fix, and exits with 1."""
    os.environ.update(environments.without_proxy(os.environ))
    try:
        sys.exit(_run())
    except BrokenPipeError:  # the reader of a pipe has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        problem = as_problem(error)
        if problem is None:
            raise
        report(str(problem), problem.fix)
        sys.exit(1)


def _run() -> int:
    """Run the command and return its exit code; typer reports a wrong command line, unless it asks for JSON."""
    try:
        status = app(standalone_mode=not wants_json())
    except TyperException as error:  # these two with --json alone
        report(error.format_message(), USAGE)
        return error.exit_code
    except typer.Abort:
        report("It was not confirmed.", RUN_AGAIN)
        return 1
    if status == INTERRUPTED:
        report("Interrupted.", RUN_AGAIN)
    return int(status or 0)
