"""Read the bus's archive. It holds original events only: replayed events are not archived a second time.

On AWS the archive is read by a replay that goes to one temporary subscription only. The local engine ignores
FilterArns and would replay to every rule, but its answer to DescribeArchive contains the events themselves.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from unicorn_cli.bus.envelopes import OURS, Envelope, property_of, time_of
from unicorn_cli.bus.reading import drain
from unicorn_cli.bus.spool import Spool
from unicorn_cli.bus.subscription import subscribe
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

PATTERN = {"source": [OURS], "detail": {"metadata": {"replay": [{"exists": False}]}}}  # as in template.yaml
RETENTION_DAYS = 90
ENDED = {"COMPLETED", "CANCELLED", "FAILED"}

type Period = tuple[datetime, datetime]
type OnRead = Callable[[int], None]


def ensure_archive(cloud: Cloud, bus: str) -> None:
    """Create the archive of a local bus; on AWS CloudFormation does it, but the engine does not know the resource."""
    events = cloud.client("events")
    source = events.describe_event_bus(Name=bus)["Arn"]
    if not events.list_archives(EventSourceArn=source)["Archives"]:
        events.create_archive(
            ArchiveName=bus, EventSourceArn=source, RetentionDays=RETENTION_DAYS, EventPattern=json.dumps(PATTERN)
        )


@contextmanager
def read_archive(
    cloud: Cloud, bus: str, period: Period, property_id: str | None = None, *, on_read: OnRead = lambda _: None
) -> Iterator[Spool]:
    """Yield the events that the bus accepted in a period, to the second; with a property id, those about it.

    `on_read` is called with the number of new events of each batch, by several threads. Raises Problem if there is no
    archive, or if it cannot be read.
    """
    source = cloud.client("events").describe_event_bus(Name=bus)["Arn"]
    archives = cloud.client("events").list_archives(EventSourceArn=source)["Archives"]
    if not archives:
        raise Problem(f"The bus {bus} has no archive", "Deploy the root stack again; locally run `make start`")
    begin, end = (time.replace(microsecond=0) for time in period)  # an envelope's time has no fractions
    name = archives[0]["ArchiveName"]
    with Spool.opened() as spool:
        if cloud.is_local:
            wanted = (one for one in _stored(cloud, name) if property_id in {None, property_of(one)})
            on_read(spool.add(event for event in wanted if begin <= time_of(event) <= end))
        else:
            _replay_into(spool, cloud, bus, name, (begin, end), property_id, on_read)
        yield spool


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


def _replay_into(
    spool: Spool, cloud: Cloud, bus: str, archive: str, period: Period, property_id: str | None, on_read: OnRead
) -> None:
    """Replay an archive to a temporary subscription, and to nothing else; only what is wanted reaches its queue."""
    events = cloud.client("events")
    name = f"unicorn-reading-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    described = events.describe_archive(ArchiveName=archive)
    wanted = {"detail": {"property_id": [property_id]}} if property_id else {}

    def state() -> Any:
        return events.describe_replay(ReplayName=name)

    with subscribe(cloud, bus, {"replay-name": [name]} | wanted) as subscription:
        events.start_replay(
            ReplayName=name,
            EventSourceArn=described["ArchiveArn"],
            EventStartTime=period[0],
            EventEndTime=period[1],
            Destination={"Arn": described["EventSourceArn"], "FilterArns": [subscription.rule]},
        )
        drain(subscription, spool, has_ended=lambda: state()["State"] in ENDED, on_read=on_read)
    ended = state()
    if ended["State"] != "COMPLETED":
        raise Problem(
            f"The archive could not be read: {ended.get('StateReason', ended['State'])}", "Run the same command again"
        )
