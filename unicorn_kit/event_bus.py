"""Events to EventBridge, in order for each key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from unicorn_kit.aws.errors import aws_errors
from unicorn_kit.errors import BusUnavailable

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

ENTRIES = 10  # PutEvents takes no more in one call
TRIES = 3


class Occurred(Protocol):
    """Metadata with the moment of the event."""

    @property
    def occurred_at(self) -> datetime: ...


class Event(Protocol):
    """An event model; the name of its class is the detail type."""

    source: ClassVar[str]

    @property
    def metadata(self) -> Occurred: ...

    def model_dump_json(self) -> str: ...


class EventBus[E: Event]:
    """The shared bus. Events with the same `key` arrive in the order in which they were given."""

    def __init__(self, client: "EventBridgeClient", name: str, *, key: Callable[[E], str]) -> None:
        self._client = client
        self._name = name
        self._key = key

    def publish(self, events: Sequence[E]) -> int:
        """Publish the events; return how many of them, from the first on, are certainly on the bus.

        Raises BusUnavailable if not even the first batch went through.

        PutEvents may reject any entry of a call and take the others, so one call never holds two events of one key,
        and nothing is sent behind an event that stays rejected.
        """
        done = 0
        while done < len(events):
            batch = self._next_batch(events[done:])
            try:
                self._put(batch)
            except BusUnavailable:
                if done == 0:
                    raise
                break
            done += len(batch)
        return done

    def _put(self, events: Sequence[E]) -> None:
        entries = [self._entry(event) for event in events]
        for _ in range(TRIES):
            try:
                answer = self._client.put_events(Entries=entries)
            except aws_errors() as error:  # the SDK has retried already
                raise BusUnavailable(str(error)) from error
            results = zip(entries, answer["Entries"], strict=True)
            entries = [entry for entry, result in results if "ErrorCode" in result]
            if not entries:
                return
        raise BusUnavailable(f"{len(entries)} entries stayed rejected")

    def _entry(self, event: E) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._name,
            "Source": event.source,
            "DetailType": type(event).__name__,
            "Time": event.metadata.occurred_at,
            "Detail": event.model_dump_json(),
        }

    def _next_batch(self, events: Sequence[E]) -> Sequence[E]:
        """Return the longest start of `events` that fits one call and has no key twice."""
        keys: set[str] = set()
        for position, event in enumerate(events[:ENTRIES]):
            if self._key(event) in keys:
                return events[:position]
            keys.add(self._key(event))
        return events[:ENTRIES]
