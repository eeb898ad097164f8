"""The world of one step, in which the clock stands still: what the step does to the system is collected.

What a step makes by chance depends on the step alone, so that two paths to one state meet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from types import SimpleNamespace
from typing import Any

from tests.simulator import patterns, topology
from tests.simulator.bus import DEFAULT, SHARED
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.faults import READS
from tests.simulator.kernel import Kernel, Killed
from tests.simulator.lambdas import Lambdas
from tests.simulator.observed import observed
from tests.simulator.state import Message, Run, Tables
from tests.simulator.tables import Record, Table

FILES = "WebPhotosStream"  # left out: what it leads to writes files alone, and the bucket is empty here


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a step's function ends: before or after its nth call."""

    call: int
    is_after: bool


class Still(Kernel):
    """A kernel whose clock stands still."""

    def sleep(self, seconds: float) -> None:
        """Pass over a pause."""


class Board:
    """One context's tables and the tokens that wait, and what becomes of them; the rest is what the step adds."""

    def __init__(self, tables: Tables, tokens: Mapping[str, str | None], identity: str, cut: Cut | None) -> None:
        self.cut, self.calls, self.writes = cut, 0, list[int]()
        self.chance = Random(identity)
        self.kernel = Still()
        self.kernel.current = SimpleNamespace(frames=[])  # type: ignore[assignment]
        self.lambdas = Lambdas(self.kernel)
        self.lambdas.invocations = int(sha256(identity.encode()).hexdigest()[:6], 16)
        self.aws = self
        given = topology.of("DynamoDB::Table")
        self.tables = {name: Table(name, given[name], lambda: False, self._written) for name in tables}
        for name, table in self.tables.items():
            table.items = dict(tables[name])
        self._dynamodb = DynamoDb(self.tables)  # a table of another context is a KeyError
        self.tokens = dict(tokens)
        self.records: list[tuple[str, Record]] = []  # by mapping
        self.messages: list[Message] = []
        self.started: list[str] = []  # the events of new executions
        self.run: Run | None = None  # what became of the execution whose step it is
        self.published: set[str] = set()
        self.is_touching = False  # tables or tokens

    # --- AWS, as tests/simulator/aws.py has it
    def check_deadline(self) -> None:
        """A step takes no time."""

    def call(self, _: str, service: str, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        frames = self.kernel.current.frames  # type: ignore[union-attr]
        if frames and frames[-1].is_killed:
            raise Killed
        self.calls += 1
        if operation not in READS:
            self.writes.append(self.calls)
        is_here = bool(frames and self.cut and self.cut.call == self.calls)
        if is_here and self.cut and not self.cut.is_after:
            frames[-1].is_killed = True
            raise Killed
        answer = self._served(service, operation, arguments)
        if is_here:
            frames[-1].is_killed = True
            raise Killed
        return answer

    def _served(self, service: str, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        self.is_touching |= service in {"dynamodb", "stepfunctions"}
        match service:
            case "dynamodb":
                return self._dynamodb.call(operation, given)
            case "events":
                return {"FailedEntryCount": 0, "Entries": [self._put(entry) for entry in given["Entries"]]}
            case "sqs":
                self.messages.append((given["QueueUrl"], given["MessageBody"]))
                return {}
            case "stepfunctions":
                return self._answered(operation, given)
        return {}  # the bucket is empty

    def _put(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        detail = entry["Detail"] if isinstance(entry["Detail"], dict) else json.loads(entry["Detail"])
        self.publish(SHARED, entry["Source"], entry["DetailType"], detail)
        return {"EventId": "event"}

    def publish(self, bus: str, source: str, detail_type: str, detail: dict[str, Any]) -> None:
        """Put an event on a bus; its id depends on its content, so that the same fact is the same event."""
        text = json.dumps(detail, sort_keys=True)
        envelope: dict[str, Any] = {
            "id": sha256(text.encode()).hexdigest()[:32],
            "source": source,
            "detail-type": detail_type,
        }
        envelope |= {"time": "2026-03-02T09:00:00Z", "detail": detail}
        if bus == SHARED:
            self.published.add(json.dumps([detail_type, detail], sort_keys=True))
        for _, targets in patterns.taking(bus, DEFAULT, envelope):
            for target in targets:
                self._send(target["Arn"], json.dumps(envelope))

    def _send(self, target: str, body: str) -> None:
        if target in topology.of("StepFunctions::StateMachine"):
            self.start(body)
        elif target not in {topology.WEBHOOKS, topology.ALERTS}:
            self.messages.append((target, body))

    def start(self, event: str) -> None:
        """Start an execution; it does nothing yet."""
        self.started.append(event)

    def _answered(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        token = given["taskToken"]
        if self.tokens.get(token, "") is not None:
            raise ServiceError("TaskTimedOut", "Task Timed Out")
        failure = ["error", given.get("error"), given.get("cause", "")]
        is_done = operation == "send_task_success"
        self.tokens[token] = json.dumps(["value", json.loads(given["output"])] if is_done else failure)
        return {}

    def _written(self, record: Record) -> None:
        for name, given in topology.of("Lambda::EventSourceMapping").items():
            is_read = given["EventSourceArn"] == record["eventSourceARN"] and name != FILES
            if is_read and patterns.passes(patterns.filters(name), record) and (seen := observed(name, record)):
                self.records.append((name, seen))
