"""`unicorn replay` as a person meets it: what is read, what is put back, and how much it was."""

from datetime import UTC, datetime
from secrets import token_hex

from rich.console import Console

from unicorn_cli.bus.archive import read
from unicorn_cli.bus.envelopes import Envelope, property_of
from unicorn_cli.bus.replay import Replay, plan, put_back
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps

type Span = tuple[datetime, datetime]


def put_recorded_back(cloud: Cloud, between: Span, property_id: str | None, messages: Console) -> Replay:
    """Put back what was recorded between two moments. Raises Problem if that is nothing, or if it cannot be done."""
    outputs = outputs_of(cloud)
    bus, name = outputs["EventBusName"], f"replay-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    with Steps(messages) as steps:
        with steps.step("Read the record"):
            found = [event for event in read(cloud, bus, *between) if property_id in {None, property_of(event)}]
            replay = plan(found, name)
            _check(found, replay, between, property_id)
        with steps.step("Put the events back", len(replay.events)) as step:
            put_back(replay, cloud.acting_as(outputs["ReplayRoleArn"], name), cloud, bus, step)
    _sum_up(replay, messages)
    return replay


def _check(found: list[Envelope], replay: Replay, between: Span, property_id: str | None) -> None:
    if replay.events:
        return
    if found:
        raise Problem("Only events of older systems are recorded there", "They have no metadata that could be marked")
    times = " and ".join(f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in between)
    about = f" about {property_id}" if property_id else ""
    raise Problem(f"Nothing{about} is recorded between {times}", "Look further back, or see `unicorn events --since`")


def _sum_up(replay: Replay, messages: Console) -> None:
    kinds = ", ".join(f"{number} {kind}" for kind, number in replay.counted().items())
    messages.print(f"Put back {len(replay.events)} as {replay.name}: {kinds}.")
    if replay.left_out:
        messages.print(
            f"Left out {replay.left_out} of older systems: without metadata nobody could tell them from news."
        )
