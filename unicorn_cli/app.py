"""The `unicorn` command: parse the command line, run the command, report errors."""

import os
import sys

import typer
from rich.markup import escape

from unicorn_cli.commands.addresses import addresses
from unicorn_cli.commands.bus import bus
from unicorn_cli.commands.dead_letters import dlq
from unicorn_cli.commands.demo import demo
from unicorn_cli.commands.deployed import deployed
from unicorn_cli.commands.local import local
from unicorn_cli.commands.workflow import workflow
from unicorn_cli.local import environments
from unicorn_cli.site.commands import site
from unicorn_cli.terminal.options import messages
from unicorn_cli.terminal.problems import as_problem

HELP = """Run Unicorn Properties on this machine, and inspect the local system or a stage on AWS.

Results go to standard output, progress and errors to standard error."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=HELP)
for commands in (local, deployed, demo, bus):
    app.add_typer(commands)
app.add_typer(workflow, name="workflow")
app.add_typer(dlq, name="dlq")
app.add_typer(addresses, name="addresses")
app.add_typer(site, name="site")


def main() -> None:
    """Run the command. A Problem prints one sentence for the cause and one for the fix, and exits with 1."""
    os.environ.update(environments.without_proxy(os.environ))
    try:
        app()
    except KeyboardInterrupt:
        messages.print("Interrupted.")
        sys.exit(130)
    except BrokenPipeError:  # the reader of a pipe has closed it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        problem = as_problem(error)
        if problem is None:
            raise
        messages.print(f"[red]✗[/] {escape(str(problem))}\n  {escape(problem.fix)}.")
        sys.exit(1)
