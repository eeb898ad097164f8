"""The steps of `unicorn replay`: read the archive, publish, summarise."""

from contextlib import ExitStack
from datetime import UTC, datetime
from secrets import token_hex

from rich.console import Console

from unicorn_cli.bus.archive import Period, read_archive
from unicorn_cli.bus.replay import Replay, plan, publish
from unicorn_cli.stages.cloud import Cloud, RenewedRole
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def replay_archived(cloud: Cloud, period: Period, property_id: str | None, messages: Console) -> Replay:
    """Publish the archived events of a period again. Raises Problem if there are none, or if publishing fails."""
    outputs = outputs_of(cloud)
    bus, name = outputs["EventBusName"], f"replay-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    with Steps(messages) as steps, ExitStack() as stack:
        with steps.step("Read the archive"):
            replay = plan(stack.enter_context(read_archive(cloud, bus, period, property_id)), name)
            _check(replay, period, property_id)
        with steps.step("Publish the events", replay.size) as step:
            publish(replay, RenewedRole(cloud, outputs["ReplayRoleArn"], name), cloud, bus, step)
    _summarise(replay, messages)
    return replay


def _check(replay: Replay, period: Period, property_id: str | None) -> None:
    if replay.size:
        return
    if replay.skipped:
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
    kinds = ", ".join(f"{number} {kind}" for kind, number in replay.counts.items())
    messages.print(f"Replayed {replay.size} as {replay.name}: {kinds}.")
    if replay.skipped:
        messages.print(
            f"Skipped {replay.skipped} without metadata: consumers could not tell them from original events."
        )
