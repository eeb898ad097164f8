"""`unicorn reconcile`: each context compares its own state, and does what a lost event has left undone."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from unicorn_cli.bus.reconcile import Done
from unicorn_cli.bus.reconcile import reconcile as runs_of
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.terminal.options import AsJson, Stage, messages, output
from unicorn_cli.terminal.show import show_json

reconciliation = typer.Typer()


class Context(StrEnum):
    CONTRACTS = "contracts"
    PROPERTIES = "properties"
    WEB = "web"
    PHOTOS = "photos"  # Web's as well
    FEED = "feed"  # likewise
    ALERTS = "alerts"  # likewise


# In this order: what one publishes, the next one reads.
FOUND = {
    Context.CONTRACTS: "latest facts of contracts",
    Context.WEB: "pending publication requests",
    Context.PROPERTIES: "properties that require an action",
    Context.PHOTOS: "listings whose photos differ from what they show",
    Context.FEED: "listings whose entry in the RESO feed is missing or old",
    Context.ALERTS: "saved searches that are due a mail",
}

SYNCED = "synced"
VERBS = {Context.PROPERTIES: SYNCED, Context.PHOTOS: SYNCED, Context.FEED: SYNCED, Context.ALERTS: "mailed"}


@reconciliation.command()
def reconcile(
    stage: Stage = LOCAL,
    context: Annotated[Context | None, typer.Option(help="only this context")] = None,
    *,
    all_: Annotated[
        bool, typer.Option("--all", help="also facts older than a week, and requests and photos of the last hour")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only show what would be done")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare the contexts' states, and do what lost events have left undone; harmless at any time.

    Contracts and Web publish their latest facts and pending requests again, which changes nothing where they are known.
    Web mails new homes to those who saved a search, who are mailed once a day at most.
    Exits with 0 only if nothing failed.
    """
    cloud = cloud_of(stage)
    done = [_round(found, cloud, all_=all_, dry_run=dry_run) for found in ([context] if context else FOUND)]
    if as_json:
        show_json([asdict(one) for one in done])
    else:
        for one in done:
            output.print(_line(one, dry_run=dry_run))
    raise typer.Exit(1 if any(one.failed for one in done) else 0)


def _round(context: Context, cloud: Cloud, *, all_: bool, dry_run: bool) -> Done:
    done = Done(context)
    for done in runs_of(context, cloud, all_=all_, dry_run=dry_run):
        messages.print(f"{context}: {done.found} found in {done.runs} runs …", highlight=False)
    return done


def _line(done: Done, *, dry_run: bool) -> str:
    verb = VERBS.get(Context(done.context), "published again")
    what = FOUND[Context(done.context)]
    if dry_run:
        return f"{done.context}: {done.found} {what} found; nothing was done."
    failed = f"; [red]{done.failed} failed[/]: run the command again" if done.failed else ""
    return f"{done.context}: {done.found} {what}, {done.done} {verb}{failed}."
