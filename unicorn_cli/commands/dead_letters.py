"""`unicorn dlq`: list, show and redrive dead-lettered messages."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, dead_letter_queues, named
from unicorn_cli.bus.dead_letters import count, read
from unicorn_cli.bus.dead_letters import redrive as redrive_all
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, output
from unicorn_cli.terminal.problems import Problem

SHOWN = 20  # messages at most

dlq = typer.Typer(no_args_is_help=True, help="Dead-letter queues: messages that could not be handled.")
Name = Annotated[str, typer.Argument(help="a queue's name, as `unicorn dlq list` shows it")]


@dlq.command("list")
def list_queues(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """List all dead-letter queues, the number of their messages, and where a redrive sends them."""
    cloud, queues = _queues(stage)
    rows = [{"queue": q.name, "letters": count(q, cloud), "goes_back_to": q.destination} for q in queues]
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    table = Table("queue", "messages", "redrive to")
    for row in rows:
        style = "red" if row["letters"] else None
        table.add_row(str(row["queue"]), str(row["letters"]), str(row["goes_back_to"]), style=style)
    output.print(table)


@dlq.command()
def show(name: Name, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the oldest messages of a queue with their reasons."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    found = read(queue, cloud, limit=SHOWN)
    if not found:
        _check_empty(queue, cloud)
    if as_json:
        print(json.dumps([_as_json(message) for message in found], indent=2))
        return
    for message in found:
        output.print(f"[bold]{message.message_id}[/]  {message.sent_at.isoformat(timespec='seconds')}")
        if message.reason:
            output.print(f"[red]{escape(message.reason)}[/]")
        output.print(f"{escape(message.body)}\n")
    if not found:
        output.print("The queue is empty.")


@dlq.command()
def redrive(
    name: Name,
    stage: Stage = LOCAL,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only show what would be sent, and where")] = False,
) -> None:
    """Send the messages of a queue to their destination again; exits with 0 only if all were sent."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    if dry_run:
        output.print(f"{count(queue, cloud)} would be sent to {queue.destination}.")
        return
    done = redrive_all(queue, cloud, now=datetime.now(UTC))
    if not done.sent and not done.kept:
        _check_empty(queue, cloud)
    output.print(f"{len(done.sent)} sent to {queue.destination}.")
    for message_id, reason in done.kept.items():
        output.print(f"[red]✗[/] {message_id} stays: {escape(reason)}.")
    raise typer.Exit(1 if done.kept else 0)


def _check_empty(queue: DeadLetterQueue, cloud: Cloud) -> None:
    """Raise Problem if a queue from which nothing could be received has messages all the same."""
    if number := count(queue, cloud):
        raise Problem(f"Another reader has {number} of {queue.name} at the moment", "Try again in a minute")


def _queues(stage: str) -> tuple[Cloud, list[DeadLetterQueue]]:
    cloud = cloud_of(stage)
    return cloud, dead_letter_queues(cloud, outputs_of(cloud))


def _as_json(message: DeadLetter) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "sent_at": message.sent_at.isoformat(timespec="milliseconds"),
        "reason": message.reason,
        "body": message.body,
    }
