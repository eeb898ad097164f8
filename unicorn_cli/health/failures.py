"""The failures that an alarm has counted: the log lines that match the filters of its metric."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from unicorn_cli.stages.cloud import Cloud

TERM = re.compile(r'\?("(?:[^"\\]|\\.)*")')  # of a pattern that counts a line with one of its terms
NAMING = ("message", "error", "reason", "problem", "exception")  # members of a log line that say what failed
STATES = ("error", "cause")  # the same, of an event in the log of a state machine
REQUEST = ("status", "method", "route")  # the same, in the access log of an API
LONGEST = 300  # characters of a line that is no JSON


class Context(StrEnum):
    CONTRACTS = "contracts"
    PROPERTIES = "properties"
    WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    at: datetime
    log_group: str
    text: str  # what failed, in one line
    correlation_id: str | None
    line: str  # as it was logged


def failures(cloud: Cloud, context: Context, since: datetime) -> list[Failure]:
    """Return what the context's alarm has counted since a time, oldest first."""
    found = (one for group, pattern in _filters(cloud, context) for one in _lines(cloud, group, pattern, since))
    return sorted(found, key=lambda failure: failure.at)


def watch_failures(cloud: Cloud, since: datetime) -> list[Failure]:
    """Return what the queue watch has found since a time, oldest first. Locally it does not run by itself."""
    if cloud.is_local:
        return []
    return list(_lines(cloud, f"/aws/vendedlogs/states/unicorn-{cloud.stage}-queue-watch", "ExecutionFailed", since))


def _filters(cloud: Cloud, context: Context) -> Iterator[tuple[str, str]]:
    """Yield log group and pattern of each filter that counts failures of the context."""
    pages = cloud.client("logs").get_paginator("describe_metric_filters")
    metric = f"{context.title()}Failures"
    for page in pages.paginate(metricNamespace=f"unicorn-{cloud.stage}", metricName=metric):
        for found in page["metricFilters"]:
            yield found["logGroupName"], found["filterPattern"]


def _lines(cloud: Cloud, group: str, pattern: str, since: datetime) -> Iterator[Failure]:
    """Yield the lines of a log group that match. The engine reads no pattern with `?`, so it is asked for all lines."""
    matches = _matcher(pattern) if cloud.is_local else lambda _: True
    wanted: Any = {} if cloud.is_local else {"filterPattern": pattern}
    pages = cloud.client("logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName=group, startTime=int(since.timestamp() * 1000), **wanted):
        for event in page["events"]:
            if matches(event["message"]):
                yield _failure(group, event["timestamp"], event["message"].strip())


def _matcher(pattern: str) -> Callable[[str], bool]:
    terms = [json.loads(term) for term in TERM.findall(pattern)]
    return lambda line: any(term in line for term in terms)


def _failure(group: str, milliseconds: int, line: str) -> Failure:
    content = _content(line)
    correlation = content.get("correlation_id", content.get("request_id"))
    return Failure(
        at=datetime.fromtimestamp(milliseconds / 1000, UTC),
        log_group=group,
        text=_text(content) or line[:LONGEST],
        correlation_id=correlation if isinstance(correlation, str) else None,
        line=line,
    )


def _content(line: str) -> dict[str, Any]:
    """Return the members of a line that is JSON; those of a state machine's event are its details."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    details = found.get("details")
    return details if isinstance(details, dict) else found


def _text(content: dict[str, Any]) -> str:
    names = next((names for names in (NAMING, REQUEST, STATES) if names[0] in content), ())
    said = (str(content[name]).strip() for name in names if content.get(name))
    return ": ".join(text.splitlines()[-1] for text in said if text)  # the last line of an exception names it
