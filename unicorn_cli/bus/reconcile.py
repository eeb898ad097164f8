"""The contexts' reconciliation on command: each compares its own state, run after run, until its round is over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from unicorn_cli.bus.dead_letter_queues import STREAM_FUNCTIONS
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

# By context; Web compares its photos and its RESO feed, and sends the day's mails, in rounds of their own.
FUNCTIONS = {found.name.partition("-")[0]: found.name for found in STREAM_FUNCTIONS.values()} | {
    "photos": "web-sync-photos",
    "feed": "web-publish-listing-changes",
    "alerts": "web-send-alerts",
}
BEGIN = {"feed": "feed "}  # the position at the start, where a function has several rounds


@dataclass(slots=True)
class Done:
    """What the runs of one context's round have found and done so far."""

    context: str
    found: int = 0
    done: int = 0
    failed: int = 0
    runs: int = 0


def reconcile(context: str, cloud: Cloud, *, all_: bool, dry_run: bool) -> Iterator[Done]:
    """Run a context's round to its end, and yield the sums after each run. Raises Problem if a run fails."""
    done, after = Done(context), BEGIN.get(context, "")
    while after is not None:
        answer = _run(context, cloud, {"after": after, "all": all_, "dry_run": dry_run})
        done.found += answer["found"]
        done.done += answer["done"]
        done.failed += answer["failed"]
        done.runs += 1
        if answer["next"] == after:
            raise Problem(f"The reconciliation of {context} does not get on", "See the log of its function")
        after = answer["next"]
        yield done


def _run(context: str, cloud: Cloud, asked: dict[str, Any]) -> dict[str, Any]:
    name = f"unicorn-{cloud.stage}-{FUNCTIONS[context]}"
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=json.dumps({"reconcile": asked}).encode())
    result = answer["Payload"].read().decode()
    if "FunctionError" in answer:
        raise Problem(
            f"The reconciliation of {context} failed: {result[:200]}",
            f"See the log of {name}, and run the command again: it does no harm",
        )
    found: dict[str, Any] = json.loads(result)
    return found
