"""`unicorn dlq`: what could not be handled, and back again."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue, dead_letter_queues, named
from unicorn_cli.bus.dead_letters import Letter, count, read
from unicorn_cli.bus.dead_letters import redrive as send_all_back
from unicorn_cli.local.system import here
from unicorn_cli.stages.cloud import LOCAL, Cloud, cloud_of
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, answers

SHOWN = 20  # letters at most

dlq = typer.Typer(no_args_is_help=True, help="Dead letters: what could not be handled, and back again.")
Name = Annotated[str, typer.Argument(help="a queue's name, as `unicorn dlq list` shows it")]


@dlq.command("list")
def list_queues(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show every dead-letter queue, how many letters it holds, and where they go back to."""
    cloud, queues = _queues(stage)
    rows = [{"queue": q.name, "letters": count(q, cloud), "goes_back_to": q.goes_back_to} for q in queues]
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    table = Table("queue", "letters", "goes back to")
    for row in rows:
        style = "red" if row["letters"] else None
        table.add_row(str(row["queue"]), str(row["letters"]), str(row["goes_back_to"]), style=style)
    answers.print(table)


@dlq.command()
def show(name: Name, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the oldest letters of a queue whole, with the reason where one was given."""
    cloud, queues = _queues(stage)
    letters = read(named(name, queues), cloud, limit=SHOWN)
    if as_json:
        print(json.dumps([_as_json(letter) for letter in letters], indent=2))
        return
    for letter in letters:
        answers.print(f"[bold]{letter.message_id}[/]  {letter.sent_at.isoformat(timespec='seconds')}")
        if letter.reason:
            answers.print(f"[red]{escape(letter.reason)}[/]")
        answers.print(f"{escape(letter.body)}\n")
    if not letters:
        answers.print("There are no letters.")


@dlq.command()
def redrive(
    name: Name,
    stage: Stage = LOCAL,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would be sent, and where to")] = False,
) -> None:
    """Send a queue's letters back to where they should have gone; the exit status is 0 only if all could go."""
    cloud, queues = _queues(stage)
    queue = named(name, queues)
    if dry_run:
        answers.print(f"{count(queue, cloud)} would go back to {queue.goes_back_to}.")
        return
    done = send_all_back(queue, cloud, now=datetime.now(UTC))
    answers.print(f"{len(done.sent)} went back to {queue.goes_back_to}.")
    for message_id, why in done.kept.items():
        answers.print(f"[red]✗[/] {message_id} stays: {escape(why)}.")
    raise typer.Exit(1 if done.kept else 0)


def _queues(stage: str) -> tuple[Cloud, list[DeadLetterQueue]]:
    cloud = cloud_of(stage, here())
    return cloud, dead_letter_queues(cloud, outputs_of(cloud))


def _as_json(letter: Letter) -> dict[str, Any]:
    return {
        "message_id": letter.message_id,
        "sent_at": letter.sent_at.isoformat(timespec="milliseconds"),
        "reason": letter.reason,
        "body": letter.body,
    }
