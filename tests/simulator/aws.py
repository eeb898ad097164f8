"""AWS as functions and state machines reach it: every call takes time, in which others run, and may fail."""

from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from tests.simulator.dynamodb import cancelled
from tests.simulator.errors import ServiceError
from tests.simulator.faults import SECONDS, Fault, Faults
from tests.simulator.kernel import Kernel, Killed
from tests.simulator.trace import Note

type Service = Callable[[str, Mapping[str, Any]], dict[str, Any]]

LATENCIES = (0.002, 0.005, 0.01, 0.03)
FEW, BITS = len(LATENCIES), len(LATENCIES).bit_length()
SLOW = 0.04  # the part of the calls that take long
THROTTLED = {
    "dynamodb": "ProvisionedThroughputExceededException",
    "events": "ThrottlingException",
    "stepfunctions": "ThrottlingException",
    "sfn": "ThrottlingException",
    "sqs": "ThrottlingException",
    "s3": "SlowDown",
    "ses": "TooManyRequestsException",
}
DURABLE = {Fault.BEFORE: Fault.ERROR, Fault.AFTER: Fault.LOST}  # an execution does not crash
BROKEN = {"dynamodb": "InternalServerError", "events": "InternalException", "s3": "InternalError"}


def _overtaken(_: str, operation: str) -> ServiceError:
    if operation == "transact_write_items":
        return cancelled(["TransactionConflict"])
    return ServiceError("ConditionalCheckFailedException", "The conditional request failed")


REFUSALS: Mapping[Fault, Callable[[str, str], ServiceError]] = {
    Fault.THROTTLE: lambda service, _: ServiceError(THROTTLED[service], "Rate exceeded"),
    Fault.ERROR: lambda service, _: ServiceError(BROKEN.get(service, "InternalFailure"), "An internal error occurred"),
    Fault.DENIED: lambda *_: ServiceError("AccessDeniedException", "not authorized to perform"),
    Fault.CONDITION: _overtaken,
}


class NoAnswerCame(Exception):
    """Raised when the caller does not learn what became of its call."""


class Aws:
    """`functions` is asked for the running function, so that a call can end it."""

    def __init__(self, kernel: Kernel, faults: Faults, services: Mapping[str, Service], chance: Random) -> None:
        self.kernel, self.faults, self.services, self.chance = kernel, faults, services, chance
        self.notes: list[Note] = []  # of the trace
        self.counts = Counter[str]()  # of faults

    def call(self, caller: str, service: str, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call. Raises ServiceError, NoAnswerCame and Killed."""
        self.kernel.sleep(self._latency())
        self.check_deadline()
        fault = self.faults.pick(caller, service, operation, self.kernel.now)
        if fault in DURABLE and not self._runs_a_function():
            fault = DURABLE[fault]
        self.notes.append((self.kernel.now, ("call", caller, operation, arguments, fault)))
        if fault is None:
            return self.services[service](operation, arguments)
        self.counts[fault] += 1
        self._fail_before(fault, service, operation)
        if fault is Fault.PARTIAL:
            return self._partial(arguments)
        self.services[service](operation, arguments)
        if fault is Fault.LOST:
            self.kernel.sleep(SECONDS)
            self.check_deadline()
            raise NoAnswerCame("lost")
        raise self.kill()

    def check_deadline(self) -> None:
        process = self.kernel.current
        if process and process.frames and process.frames[-1].is_over(self.kernel.now):
            raise Killed

    def _runs_a_function(self) -> bool:
        return bool(self.kernel.current and self.kernel.current.frames)

    def kill(self) -> Killed:
        """End the running function: whatever it still does has no effect."""
        process = self.kernel.current
        if process and process.frames:
            process.frames[-1].is_killed = True
        return Killed()

    def _fail_before(self, fault: Fault, service: str, operation: str) -> None:
        """Raise what a fault without an effect raises; nothing for one that comes after it."""
        if fault is Fault.BEFORE:
            raise self.kill()
        if fault is Fault.TIMEOUT:
            self.kernel.sleep(SECONDS)
            self.check_deadline()
            raise NoAnswerCame("timed out")
        if fault in REFUSALS:
            raise REFUSALS[fault](service, operation)

    def _partial(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Take some entries, and reject the others."""
        entries, results = arguments["Entries"], []
        for entry in entries:
            if self.chance.random() < 1 / 2:
                results.append({"ErrorCode": "InternalFailure", "ErrorMessage": "try again"})
            else:
                results += self.services["events"]("put_events", {"Entries": [entry]})["Entries"]
        return {"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results}

    def _latency(self) -> float:
        if self.chance.random() < SLOW:
            return self.chance.random() * 3
        at = FEW
        while at >= FEW:  # as Random.choice draws, in one call instead of three
            at = self.chance.getrandbits(BITS)
        return LATENCIES[at]
