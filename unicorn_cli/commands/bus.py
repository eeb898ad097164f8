"""What passes on the bus, one property's life, and what has passed put back."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from unicorn_cli.bus.envelopes import check_property_id
from unicorn_cli.bus.follow import Wanted
from unicorn_cli.bus.replay_command import put_recorded_back
from unicorn_cli.bus.show_events import Listing
from unicorn_cli.bus.timeline import life_of, show_life
from unicorn_cli.bus.times import span
from unicorn_cli.local.system import here
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, OneProperty, Stage, answers, messages

bus = typer.Typer()


@bus.command()
def events(
    stage: Stage = LOCAL,
    property_id: OneProperty = None,
    correlation: Annotated[str | None, typer.Option(help="only what one request has led to")] = None,
    since: Annotated[str, typer.Option(help="without --follow: how far to look back")] = "15m ago",
    *,
    follow: Annotated[bool, typer.Option("--follow", help="show what passes, until Ctrl-C")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what passes on the event bus, or what has passed of late: one line an event."""
    wanted = Wanted(property_id=property_id and check_property_id(property_id), correlation_id=correlation)
    cloud = cloud_of(stage, here())
    name = outputs_of(cloud)["EventBusName"]
    listing = Listing(answers, messages, as_json=as_json)
    if follow:
        listing.as_it_passes(cloud, name, wanted)
    else:
        listing.what_has_passed(cloud, name, wanted, since)


@bus.command()
def timeline(
    property_id: Annotated[str, typer.Argument(help="country/city/street/number")],
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show one property's life over all three contexts, as the bus has recorded it."""
    wanted = check_property_id(property_id)
    cloud = cloud_of(stage, here())
    life = life_of(wanted, cloud, outputs_of(cloud)["EventBusName"])
    if as_json:
        print(json.dumps(life, ensure_ascii=False, indent=2))
    else:
        show_life(life, answers)


@bus.command()
def replay(
    begin: Annotated[str, typer.Option("--from", help="2026-03-02T09:00:00Z, or `2h ago`")],
    end: Annotated[str, typer.Option("--to", help="the same, or `now`")] = "now",
    stage: Stage = LOCAL,
    property_id: OneProperty = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask, not in prod either")] = False,
) -> None:
    """Put recorded events back on the bus, marked as a replay. Consumers take them twice without harm."""
    wanted, between = property_id and check_property_id(property_id), span(begin, end, datetime.now(UTC))
    if stage == "prod" and not yes:
        typer.confirm("Put recorded events back on the bus of prod?", abort=True, err=True)
    put_recorded_back(cloud_of(stage, here()), between, wanted, messages)
