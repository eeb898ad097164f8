"""The record of what has passed on the bus: its archive. What was put back by a replay is not recorded a second time.

On AWS an archive is read by a replay that only a tap hears. The local engine's replays are heard by every rule
(it knows no FilterArns), but its answer to DescribeArchive holds the events themselves, so there nothing passes at all.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from unicorn_cli.bus.envelopes import OURS, Envelope, time_of
from unicorn_cli.bus.tap import tap
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

PATTERN = {"source": [OURS], "detail": {"metadata": {"replay": [{"exists": False}]}}}  # as in template.yaml
KEPT_DAYS = 90
WAIT = 5  # seconds for the next events of a replay
OVER = {"COMPLETED", "CANCELLED", "FAILED"}


def make_sure(cloud: Cloud, bus: str) -> None:
    """Give a local bus the archive that CloudFormation gives it on AWS; the engine's knows no such resource."""
    source = cloud.events.describe_event_bus(Name=bus)["Arn"]
    if not cloud.events.list_archives(EventSourceArn=source)["Archives"]:
        cloud.events.create_archive(
            ArchiveName=bus, EventSourceArn=source, RetentionDays=KEPT_DAYS, EventPattern=json.dumps(PATTERN)
        )


def read(
    cloud: Cloud, bus: str, begin: datetime, end: datetime, *, heard: Callable[[int], None] = lambda _: None
) -> list[Envelope]:
    """Return what the bus took from `begin` to `end`, to the second. `heard` is told how many were read at once.

    Raises Problem if nothing is recorded, or if the archive cannot be read.
    """
    source = cloud.events.describe_event_bus(Name=bus)["Arn"]
    archives = cloud.events.list_archives(EventSourceArn=source)["Archives"]
    if not archives:
        raise Problem(f"The bus {bus} has no archive", "Deploy the root stack again; locally run `make start`")
    begin, end = begin.replace(microsecond=0), end.replace(microsecond=0)  # as an event's own time is
    name = archives[0]["ArchiveName"]
    if cloud.is_local:
        found = [event for event in _kept(cloud, name) if begin <= time_of(event) <= end]
        heard(len(found))
        return found
    return _replayed(cloud, bus, name, (begin, end), heard)


def _kept(cloud: Cloud, name: str) -> list[Envelope]:
    answers: list[bytes] = []

    def keep(http_response: Any, **_: object) -> None:
        answers.append(http_response.content)

    hook = "after-call.eventbridge.DescribeArchive"
    cloud.events.meta.events.register(hook, keep)
    cloud.events.describe_archive(ArchiveName=name)
    cloud.events.meta.events.unregister(hook, keep)
    return [_envelope(event) for event in json.loads(answers[0]).get("Events", [])]


def _envelope(kept: Mapping[str, Any]) -> Envelope:
    detail = kept["Detail"]
    return {
        "version": "0",
        "id": kept["EventId"],
        "detail-type": kept["DetailType"],
        "source": kept["Source"],
        "account": kept["Account"],
        "time": datetime.fromtimestamp(kept["Time"], UTC).isoformat().replace("+00:00", "Z"),
        "region": kept["Region"],
        "resources": kept["Resources"],
        "detail": json.loads(detail) if isinstance(detail, str) else detail,
    }


def _replayed(
    cloud: Cloud, bus: str, archive: str, between: tuple[datetime, datetime], heard: Callable[[int], None]
) -> list[Envelope]:
    """Replay an archive into a tap, and to nobody else; return each event once, as it was first heard."""
    found: dict[str, Envelope] = {}
    name = f"unicorn-reading-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    described = cloud.events.describe_archive(ArchiveName=archive)
    with tap(cloud, bus, {"replay-name": [name]}) as listener:
        cloud.events.start_replay(
            ReplayName=name,
            EventSourceArn=described["ArchiveArn"],
            EventStartTime=between[0],
            EventEndTime=between[1],
            Destination={"Arn": described["EventSourceArn"], "FilterArns": [listener.rule]},
        )
        while True:
            state = cloud.events.describe_replay(ReplayName=name)
            events = listener.drink(seconds=WAIT)
            heard(len(events))
            found |= {event["id"]: event for event in events}
            if not events and state["State"] in OVER:
                break
    if state["State"] != "COMPLETED":
        raise Problem(f"The archive could not be read: {state.get('StateReason', state['State'])}", "Try again")
    for event in found.values():
        del event["replay-name"]
    return list(found.values())
