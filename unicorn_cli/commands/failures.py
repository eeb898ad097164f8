"""`unicorn failures`: what the alarms have counted."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text

from unicorn_cli.bus.times import parse_time
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.health.failures import Context, Failure, failures, watch_failures
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.terminal.options import AsJson, Stage, messages, output
from unicorn_cli.terminal.show import printable, show_json

failed = typer.Typer()


@failed.command("failures")
def show_failures(
    stage: Stage = LOCAL,
    context: Annotated[Context | None, typer.Option(help="only what this context's alarm counts")] = None,
    since: Annotated[str, typer.Option(metavar="TIME", help="how far back to look")] = "1h ago",
    *,
    as_json: AsJson = False,
) -> None:
    """Show the failures that the alarms count: lines of the logs, and on AWS what the queue watch has found."""
    begin, cloud = parse_time(since, datetime.now(UTC)), cloud_of(stage)
    found = [one for name in ([context] if context else list(Context)) for one in failures(cloud, name, begin)]
    found += [] if context else watch_failures(cloud, begin)
    if as_json:
        show_json([asdict(one) | {"at": one.at.isoformat(timespec="milliseconds")} for one in found])
        return
    _show(found)
    if not found:
        messages.print(f"No failures since {since}.")


def _show(found: Iterable[Failure]) -> None:
    for one in found:
        about = f"  correlation {one.correlation_id}" if one.correlation_id else ""
        name = one.log_group.rsplit("/", 1)[-1]
        output.print(Text(printable(f"{one.at:%Y-%m-%d %H:%M:%S}  {name}  {one.text}{about}")))
