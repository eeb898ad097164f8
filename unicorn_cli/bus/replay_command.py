"""The steps of `unicorn replay`: read the archive, publish, summarise."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from rich.console import Console

from unicorn_cli.bus.archive import Period, read_archive
from unicorn_cli.bus.event_schemas import obeys_its_schema
from unicorn_cli.bus.replay import Replay, plan, publish
from unicorn_cli.stages.cloud import Cloud, RenewedRole
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def replay_archived(
    cloud: Cloud, period: Period, property_id: str | None, messages: Console, *, dry_run: bool = False
) -> Replay:
    """Publish the archived events of a period again; with `dry_run` only count them.

    Raises Problem if there are none, or if publishing fails.
    """
    outputs = outputs_of(cloud)
    bus, name = outputs["EventBusName"], f"replay-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    with Steps(messages) as steps, ExitStack() as stack:
        with steps.step("Read the archive"):
            archived = stack.enter_context(read_archive(cloud, bus, period, property_id))
            replay = plan(archived, name, obeys_its_schema)
            _check(replay, period, property_id)
        if not dry_run:
            with steps.step("Publish the events", replay.size) as step:
                publish(replay, RenewedRole(cloud, outputs["ReplayRoleArn"], name), cloud, bus, step)
    _summarise(replay, messages, dry_run=dry_run)
    return replay


def replay_as_json(replay: Replay, *, dry_run: bool) -> dict[str, Any]:
    return {
        "name": replay.name,
        "is_published": not dry_run,
        "events": replay.counts,
        "without_metadata": replay.skipped,
        "of_no_schema": replay.unsound,
    }


def _check(replay: Replay, period: Period, property_id: str | None) -> None:
    if replay.size:
        return
    if replay.unsound:
        why = f"No event obeys its schema there: {_kinds(replay.unsound)}"
        raise Problem(why, "Choose another period; consumers would refuse them")
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


def _summarise(replay: Replay, messages: Console, *, dry_run: bool) -> None:
    done = f"Would replay {replay.size}" if dry_run else f"Replayed {replay.size} as {replay.name}"
    messages.print(f"{done}: {_kinds(replay.counts)}.")
    if replay.skipped:
        messages.print(
            f"Skipped {replay.skipped} without metadata: consumers could not tell them from original events."
        )
    if replay.unsound:
        messages.print(f"Skipped those that obey no schema: {_kinds(replay.unsound)}. Consumers would refuse them.")


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counts.items())
