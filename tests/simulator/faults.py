"""Faults of AWS calls: which call gets which, by chance, by number, or by an outage."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

type Place = tuple[str, int]  # a caller, and the number of its call

CONDITIONAL = {"put_item", "update_item", "delete_item", "transact_write_items"}
READS = {"get_item", "query", "batch_get_item", "transact_get_items", "get_object", "head_object", "list_objects_v2"}


class Fault(StrEnum):
    BEFORE = "killed before the effect"
    AFTER = "killed after the effect"
    LOST = "the answer is lost"
    THROTTLE = "throttled"
    ERROR = "a 500"
    TIMEOUT = "timed out without effect"
    DENIED = "denied"
    CONDITION = "another writer was first"
    PARTIAL = "some entries are rejected"


KILLS = {Fault.BEFORE, Fault.AFTER}
BY_CHANCE = (Fault.BEFORE, Fault.AFTER, Fault.LOST, Fault.THROTTLE, Fault.ERROR, Fault.TIMEOUT, Fault.PARTIAL)
SECONDS = 5.0  # until a call counts as timed out


def applies(fault: Fault, operation: str) -> bool:
    match fault:
        case Fault.CONDITION:
            return operation in CONDITIONAL
        case Fault.PARTIAL:
            return operation == "put_events"
        case Fault.AFTER | Fault.LOST:
            return operation not in READS
    return True


@dataclass(frozen=True, slots=True)
class Outage:
    """A service that answers nothing but errors from one moment to another."""

    service: str
    begins: float
    ends: float

    def covers(self, service: str, now: float) -> bool:
        return self.service in {service, "all"} and self.begins <= now < self.ends


@dataclass
class Faults:
    """`rates` is the chance of each fault for each call; `script` has the fault of a caller's call by its number."""

    chance: Random
    rates: Mapping[Fault, float] = field(default_factory=dict)
    script: Mapping[Place, Fault] = field(default_factory=dict)
    outages: list[Outage] = field(default_factory=list)
    begin: float = 0.0  # the moment from which calls fail by chance
    calls: int = 0
    of_caller: Counter[str] = field(default_factory=Counter)

    def pick(self, caller: str, service: str, operation: str, now: float) -> Fault | None:
        self.calls += 1
        if self.script:
            self.of_caller[caller] += 1
            fault = self.script.get((caller, self.of_caller[caller]))
            return fault if fault and applies(fault, operation) else None
        if self.outages and any(outage.covers(service, now) for outage in self.outages):
            return Fault.ERROR
        if now < self.begin or not self.rates:
            return None
        at = self.chance.random()
        for fault, rate in self.rates.items():
            if at < rate:
                return fault if applies(fault, operation) else None
            at -= rate
        return None

    def heal(self) -> None:
        """From now on, nothing fails any more."""
        self.rates, self.script, self.outages = {}, {}, []
