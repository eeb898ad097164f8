"""`unicorn events`, `timeline`, `inbox` and `replay`: events as they pass, as they were archived, and again."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from unicorn_cli.bus.envelopes import check_property_id
from unicorn_cli.bus.follow import EventFilter
from unicorn_cli.bus.notifications import InboxPrinter
from unicorn_cli.bus.replay_command import replay_archived, replay_as_json
from unicorn_cli.bus.show_events import EventPrinter
from unicorn_cli.bus.timeline import history_of, show_timeline
from unicorn_cli.bus.times import parse_period, parse_time
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.mails import sent_mails
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, OneProperty, Stage, messages, output
from unicorn_cli.terminal.show import show_json

bus = typer.Typer()
FROM = "2026-03-02T09:00:00Z, 2026-03-02, `yesterday`, or `2h ago`"


@bus.command()
def events(
    stage: Stage = LOCAL,
    property_id: OneProperty = None,
    correlation: Annotated[
        str | None, typer.Option(metavar="ID", help="only events that one request caused: its correlation id")
    ] = None,
    since: Annotated[str, typer.Option(metavar="TIME", help="start of the archived events to show")] = "15m ago",
    *,
    follow: Annotated[bool, typer.Option("--follow", help="show events as they arrive, until Ctrl-C")] = False,
    as_json: AsJson = False,
) -> None:
    """Show events of the event bus, one line each: recent ones, or with --follow as they arrive."""
    wanted = EventFilter(property_id=property_id and check_property_id(property_id), correlation_id=correlation)
    cloud = cloud_of(stage)
    name = outputs_of(cloud)["EventBusName"]
    printer = EventPrinter(output, messages, as_json=as_json)
    if follow:
        printer.follow(cloud, name, wanted)
    else:
        printer.show_recent(cloud, name, wanted, since)


@bus.command()
def timeline(
    property_id: Annotated[str, typer.Argument(help="country/city/street/number")],
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show all archived events of one property, from all three contexts, oldest first."""
    wanted = check_property_id(property_id)
    cloud = cloud_of(stage)
    history = history_of(wanted, cloud, outputs_of(cloud)["EventBusName"])
    if as_json:
        show_json(history)
    else:
        show_timeline(history, output)


@bus.command()
def inbox(
    stage: Stage = LOCAL,
    since: Annotated[str, typer.Option(metavar="TIME", help="start of the archived events to show")] = "1d ago",
    *,
    follow: Annotated[bool, typer.Option("--follow", help="show lines as they are sent, until Ctrl-C")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what people are sent: lines about enquiries and viewings, and on stage local mails about saved searches.

    On AWS a topic sends these lines to agents who subscribe, and the mails go out.
    """
    cloud = cloud_of(stage)
    printer, name = InboxPrinter(output, messages, as_json=as_json), outputs_of(cloud)["EventBusName"]
    if follow:
        printer.follow(cloud, name, EventFilter())
    else:
        printer.show_recent(cloud, name, EventFilter(), since)
        begin = parse_time(since, datetime.now(UTC))
        printer.show_mails(mail for mail in sent_mails(cloud) if mail.sent_at >= begin)


@bus.command()
def replay(
    begin: Annotated[str, typer.Option("--from", metavar="TIME", help=FROM)],
    end: Annotated[str, typer.Option("--to", metavar="TIME", help="the same, or `now`; of a day, its end")] = "now",
    stage: Stage = LOCAL,
    property_id: OneProperty = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only count what would be published")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask for confirmation on prod")] = False,
    as_json: AsJson = False,
) -> None:
    """Publish archived events again, marked as a replay. Consumers handle them twice without harm.

    Events that obey no schema, which no consumer would take, are left out and counted.
    """
    wanted, period = property_id and check_property_id(property_id), parse_period(begin, end, datetime.now(UTC))
    if stage == "prod" and not (yes or dry_run):
        typer.confirm("Publish archived events again on the bus of prod?", abort=True, err=True)
    done = replay_archived(cloud_of(stage), period, wanted, messages, dry_run=dry_run)
    if as_json:
        show_json(replay_as_json(done, dry_run=dry_run))
