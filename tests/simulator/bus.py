"""EventBridge: the templates' rules on the shared bus and on the account's own, with their retries and dead letters.

A delivery comes after a while, sometimes twice, in no order. One that fails is tried again for 24 hours.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from random import Random
from typing import Any

from tests.simulator import patterns
from tests.simulator.errors import ServiceError
from tests.simulator.kernel import Kernel
from tests.simulator.lambdas import START

type Event = dict[str, Any]
type Deliver = Callable[[str, Event], None]  # (target, event); raises ServiceError

SHARED, DEFAULT = "event-bus-name", "default"
RETRY_SECONDS, PAUSE_MAX = 24 * 3600.0, 600.0


class Buses:
    """Both buses. `archive` has every original event of the shared one, in order."""

    def __init__(self, kernel: Kernel, chance: Random, deliver: Deliver, letter: Callable[..., None]) -> None:
        self.kernel, self.chance, self.deliver, self.letter = kernel, chance, deliver, letter
        self.duplicates, self.late = 0.0, 0.0  # the chance of each delivery
        self.deliveries = self.duplicated = self.ids = 0
        self.archive: list[Event] = []
        self.published: Callable[[Event], None] = lambda _: None

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "put_events", operation
        return {"FailedEntryCount": 0, "Entries": [{"EventId": self._take(entry)} for entry in given["Entries"]]}

    def publish(self, bus: str, source: str, detail_type: str, detail: Any) -> str:
        self.ids += 1
        event = {
            "version": "0",
            "id": f"event-{self.ids}",
            "source": source,
            "detail-type": detail_type,
            "account": "000000000000",
            "region": "eu-west-1",
            "time": moment(self.kernel.now),
            "resources": [],
            "detail": detail,
        }
        if bus == SHARED and "replay" not in detail.get("metadata", {}):
            self.archive.append(event)
        self.published(event)
        for name, targets in patterns.taking(bus, DEFAULT, event):
            for target in targets:
                self._send(name, target, event)
        return str(event["id"])

    def _take(self, entry: Mapping[str, Any]) -> str:
        detail = entry["Detail"] if isinstance(entry["Detail"], dict) else json.loads(entry["Detail"])
        return self.publish(entry.get("EventBusName", DEFAULT), entry["Source"], entry["DetailType"], detail)

    def _send(self, rule: str, target: dict[str, Any], event: Event) -> None:
        times = 1 + (self.chance.random() < self.duplicates)
        self.duplicated += times - 1
        for _ in range(times):
            self.kernel.after(self._delay(), lambda: self._try(rule, target, event, self.kernel.now, 1))

    def _try(self, rule: str, target: dict[str, Any], event: Event, begun: float, tried: int) -> None:
        try:
            self.deliver(target["Arn"], event)
            self.deliveries += 1
        except ServiceError as error:
            limit = target.get("RetryPolicy", {}).get("MaximumRetryAttempts", 185)
            pause = min(PAUSE_MAX, 2.0**tried)
            if tried <= limit and self.kernel.now + pause - begun < RETRY_SECONDS:
                self.kernel.after(pause, lambda: self._try(rule, target, event, begun, tried + 1))
            else:
                attributes = {"ERROR_CODE": error.code, "RULE_ARN": rule, "TARGET_ARN": target["Arn"]}
                self.letter(target["DeadLetterConfig"]["Arn"], json.dumps(event), attributes)

    def _delay(self) -> float:
        late = self.chance.random() < self.late
        return self.chance.random() * (900 if late else 0.5)


@lru_cache(maxsize=64)
def moment(seconds: float) -> str:
    """Return the time of an event, which EventBridge writes in whole seconds."""
    return (START + timedelta(seconds=seconds)).isoformat(timespec="seconds").replace("+00:00", "Z")
