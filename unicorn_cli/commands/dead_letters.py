"""`unicorn dlq`: list, show, redrive and delete dead-lettered messages."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.text import Text

from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, dead_letter_queues, named
from unicorn_cli.bus.dead_letters import RedriveResult, count, delete_one, read, read_one
from unicorn_cli.bus.dead_letters import redrive as redrive_messages
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, Yes, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.questions import confirm
from unicorn_cli.terminal.show import printable_lines, show_json
from unicorn_cli.terminal.table import Column, Rows

SHOWN = 20  # messages at most
COLUMNS = (Column(heading="queue"), Column(heading="messages", is_number=True), Column(heading="redrive to"))

dlq = typer.Typer(no_args_is_help=True, help="Dead-letter queues: messages that could not be handled.")
Name = Annotated[str, typer.Argument(help="a queue's name, as `unicorn dlq list` shows it")]
OneMessage = Annotated[str | None, typer.Argument(help="only this message: its id, as `unicorn dlq show` shows it")]


@dlq.command("list")
def list_queues(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """List all dead-letter queues, the number of their messages, and where a redrive sends them."""
    cloud, queues = _queues(stage)
    found = [{"queue": q.name, "letters": count(q, cloud), "goes_back_to": q.destination} for q in queues]
    if as_json:
        show_json(found)
        return
    rows = Rows(columns=COLUMNS)
    for row in found:
        rows.add(*map(str, row.values()), is_marked=bool(row["letters"]))
    rows.show(output)


@dlq.command()
def show(name: Name, message_id: OneMessage = None, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the oldest messages of a queue with their reasons, or one message."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    found = read(queue, cloud, limit=SHOWN) if message_id is None else [read_one(queue, cloud, message_id)]
    if not found:
        _check_empty(queue, cloud)
    if as_json:
        show_json([_as_json(message) for message in found])
        return
    for message in found:
        output.print(f"[bold]{message.message_id}[/]  {message.sent_at.isoformat(timespec='seconds')}")
        if message.reason:
            output.print(Text(printable_lines(message.reason), style="red"))
        output.print(Text(printable_lines(message.body)), end="\n\n")
    if not found:
        output.print("The queue is empty.")


@dlq.command()
def redrive(
    name: Name,
    message_id: OneMessage = None,
    stage: Stage = LOCAL,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only show what would be sent, and where")] = False,
    as_json: AsJson = False,
) -> None:
    """Send the messages of a queue to their destination again, or one; exits with 0 only if all were sent."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    if dry_run:
        number = count(queue, cloud) if message_id is None else len([read_one(queue, cloud, message_id)])
        if as_json:
            show_json({"would_send": number, "to": queue.destination})
        else:
            output.print(f"{number} would be sent to {queue.destination}.")
        return
    done = redrive_messages(queue, cloud, now=datetime.now(UTC), message_id=message_id)
    if not done.sent and not done.kept:
        _check_empty(queue, cloud)
    if as_json:
        show_json({"to": queue.destination, "sent": done.sent, "kept": done.kept})
    else:
        _show_redriven(done, queue)
    raise typer.Exit(1 if done.kept else 0)


@dlq.command()
def delete(
    name: Name,
    message_id: Annotated[str, typer.Argument(help="the message's id, as `unicorn dlq show` shows it")],
    stage: Stage = LOCAL,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Delete one message for ever: one that no redrive can help, once its consequence is made good."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    confirm(f"Delete the message {message_id} of {queue.name} for ever?", yes=yes)
    delete_one(queue, cloud, message_id)
    if as_json:
        show_json({"queue": queue.name, "deleted": message_id})
    else:
        output.print(f"{message_id} is deleted.")


def _show_redriven(done: RedriveResult, queue: DeadLetterQueue) -> None:
    output.print(f"{len(done.sent)} sent to {queue.destination}.")
    for message_id, reason in done.kept.items():
        output.print(f"[red]✗[/] {message_id} stays: {escape(reason)}.")


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
