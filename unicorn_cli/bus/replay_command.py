"""The steps of `unicorn replay`: read the archive, publish, summarise."""

from datetime import UTC, datetime
from secrets import token_hex

from rich.console import Console

from unicorn_cli.bus.archive import read_archive
from unicorn_cli.bus.envelopes import Envelope, property_of
from unicorn_cli.bus.replay import Replay, plan, publish
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps

type Period = tuple[datetime, datetime]


def replay_archived(cloud: Cloud, period: Period, property_id: str | None, messages: Console) -> Replay:
    """Publish the archived events of a period again. Raises Problem if there are none, or if publishing fails."""
    outputs = outputs_of(cloud)
    bus, name = outputs["EventBusName"], f"replay-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    with Steps(messages) as steps:
        with steps.step("Read the archive"):
            found = [event for event in read_archive(cloud, bus, *period) if property_id in {None, property_of(event)}]
            replay = plan(found, name)
            _check(found, replay, period, property_id)
        with steps.step("Publish the events", len(replay.events)) as step:
            publish(replay, cloud.as_role(outputs["ReplayRoleArn"], name), cloud, bus, step)
    _summarise(replay, messages)
    return replay


def _check(found: list[Envelope], replay: Replay, period: Period, property_id: str | None) -> None:
    if replay.events:
        return
    if found:
        raise Problem(
            "Only events without metadata are archived there",
            "Choose another period; they cannot be marked as replayed",
        )
    times = " and ".join(f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in period)
    about = f" about {property_id}" if property_id else ""
    raise Problem(
        f"No event{about} is archived between {times}", "Start earlier, or look with `unicorn events --since 1d`"
    )


def _summarise(replay: Replay, messages: Console) -> None:
    kinds = ", ".join(f"{number} {kind}" for kind, number in replay.counts().items())
    messages.print(f"Replayed {len(replay.events)} as {replay.name}: {kinds}.")
    if replay.skipped:
        messages.print(
            f"Skipped {replay.skipped} without metadata: consumers could not tell them from original events."
        )
