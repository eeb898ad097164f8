"""Read the bus's archive. It holds original events only: replayed events are not archived a second time.

On AWS the archive is read by a replay that goes to one temporary subscription only. The local engine ignores
FilterArns and would replay to every rule, but its answer to DescribeArchive contains the events themselves.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from unicorn_cli.bus.envelopes import OURS, Envelope, time_of
from unicorn_cli.bus.subscription import subscribe
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

PATTERN = {"source": [OURS], "detail": {"metadata": {"replay": [{"exists": False}]}}}  # as in template.yaml
RETENTION_DAYS = 90
WAIT = 5  # seconds to wait for the next events of a replay
ENDED = {"COMPLETED", "CANCELLED", "FAILED"}


def ensure_archive(cloud: Cloud, bus: str) -> None:
    """Create the archive of a local bus; on AWS CloudFormation does it, but the engine does not know the resource."""
    events = cloud.client("events")
    source = events.describe_event_bus(Name=bus)["Arn"]
    if not events.list_archives(EventSourceArn=source)["Archives"]:
        events.create_archive(
            ArchiveName=bus, EventSourceArn=source, RetentionDays=RETENTION_DAYS, EventPattern=json.dumps(PATTERN)
        )


def read_archive(
    cloud: Cloud, bus: str, begin: datetime, end: datetime, *, on_read: Callable[[int], None] = lambda _: None
) -> list[Envelope]:
    """Return the events that the bus accepted from `begin` to `end`, to the second.

    `on_read` is called with the number of events of each batch. Raises Problem if there is no archive, or if it
    cannot be read.
    """
    source = cloud.client("events").describe_event_bus(Name=bus)["Arn"]
    archives = cloud.client("events").list_archives(EventSourceArn=source)["Archives"]
    if not archives:
        raise Problem(f"The bus {bus} has no archive", "Deploy the root stack again; locally run `make start`")
    begin, end = begin.replace(microsecond=0), end.replace(microsecond=0)  # an envelope's time has no fractions
    name = archives[0]["ArchiveName"]
    if cloud.is_local:
        found = [event for event in _stored(cloud, name) if begin <= time_of(event) <= end]
        on_read(len(found))
        return found
    return _read_by_replay(cloud, bus, name, (begin, end), on_read)


def _stored(cloud: Cloud, name: str) -> list[Envelope]:
    answers: list[bytes] = []

    def keep(http_response: Any, **_: object) -> None:
        answers.append(http_response.content)

    hook = "after-call.eventbridge.DescribeArchive"
    cloud.client("events").meta.events.register(hook, keep)
    cloud.client("events").describe_archive(ArchiveName=name)
    cloud.client("events").meta.events.unregister(hook, keep)
    return [_envelope(event) for event in json.loads(answers[0]).get("Events", [])]


def _envelope(stored: Mapping[str, Any]) -> Envelope:
    detail = stored["Detail"]
    return {
        "version": "0",
        "id": stored["EventId"],
        "detail-type": stored["DetailType"],
        "source": stored["Source"],
        "account": stored["Account"],
        "time": datetime.fromtimestamp(stored["Time"], UTC).isoformat().replace("+00:00", "Z"),
        "region": stored["Region"],
        "resources": stored["Resources"],
        "detail": json.loads(detail) if isinstance(detail, str) else detail,
    }


def _read_by_replay(
    cloud: Cloud, bus: str, archive: str, between: tuple[datetime, datetime], on_read: Callable[[int], None]
) -> list[Envelope]:
    """Replay an archive to a temporary subscription, and to nothing else; return each event once."""
    found: dict[str, Envelope] = {}
    name = f"unicorn-reading-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    described = cloud.client("events").describe_archive(ArchiveName=archive)
    with subscribe(cloud, bus, {"replay-name": [name]}) as subscription:
        cloud.client("events").start_replay(
            ReplayName=name,
            EventSourceArn=described["ArchiveArn"],
            EventStartTime=between[0],
            EventEndTime=between[1],
            Destination={"Arn": described["EventSourceArn"], "FilterArns": [subscription.rule]},
        )
        while True:
            state = cloud.client("events").describe_replay(ReplayName=name)
            events = subscription.receive(wait=WAIT)
            on_read(len(events))
            found |= {event["id"]: event for event in events}
            if not events and state["State"] in ENDED:
                break
    if state["State"] != "COMPLETED":
        raise Problem(f"The archive could not be read: {state.get('StateReason', state['State'])}", "Try again")
    for event in found.values():
        del event["replay-name"]
    return list(found.values())
