"""Events to EventBridge, in order for each key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from unicorn_kit.aws.errors import aws_errors, error_code
from unicorn_kit.errors import BusUnavailable, EventRefused

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

ENTRIES = 10  # PutEvents takes no more in one call
BYTES = 256 * 1024  # of one call's entries; EventBridge documents a limit of 1 MB, and had this one until 2026
TIME_BYTES = 14  # what EventBridge counts for the time of an entry
TRIES = 3
# The codes that are about the entry itself. Any other, also a denied access, may be gone at a later try.
REFUSED = frozenset({"InvalidArgument", "MalformedDetail", "ValidationException"})


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

    def publish(self, events: Sequence[E], *, on_refused: Callable[[E, EventRefused], None]) -> int:
        """Publish the events; return how many of them, from the first on, are done.

        `on_refused` is called for an event that EventBridge will never take; it counts as done unless that raises.
        Raises BusUnavailable if not even the first batch went through.

        PutEvents may reject any entry of a call and take the others, so one call never holds two events of one key,
        and nothing is sent behind an event that stays rejected.
        """
        done = 0
        while done < len(events):
            batch = self._next_batch(events[done:])
            try:
                self._put(batch, on_refused)
            except BusUnavailable:
                if done == 0:
                    raise
                break
            done += len(batch)
        return done

    def publish_one(self, event: E) -> None:
        """Publish one event. Raises BusUnavailable and EventRefused."""
        self.publish([event], on_refused=_raise)

    def _put(self, events: Sequence[E], on_refused: Callable[[E, EventRefused], None]) -> None:
        for _ in range(TRIES):
            results = list(zip(events, self._answers(events, on_refused), strict=True))
            for event, code in results:
                if code in REFUSED:
                    on_refused(event, EventRefused(code))
            events = [event for event, code in results if code and code not in REFUSED]
            if not events:
                return
        raise BusUnavailable(f"{len(events)} entries stayed rejected")

    def _answers(self, events: Sequence[E], on_refused: Callable[[E, EventRefused], None]) -> list[str | None]:
        """Return the error code of each entry, None if it is on the bus."""
        try:
            answer = self._client.put_events(Entries=[self._entry(event) for event in events])
        except aws_errors() as error:  # the SDK has retried already
            if error_code(error) not in REFUSED:
                raise BusUnavailable(str(error)) from error
            if len(events) == 1:
                return [error_code(error)]
            for event in events:  # one of them spoils the call: each goes alone
                self._put([event], on_refused)
            return [None] * len(events)
        return [result.get("ErrorCode") for result in answer["Entries"]]

    def _entry(self, event: E) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._name,
            "Source": event.source,
            "DetailType": type(event).__name__,
            "Time": event.metadata.occurred_at,
            "Detail": event.model_dump_json(),
        }

    def _next_batch(self, events: Sequence[E]) -> Sequence[E]:
        """Return the longest start of `events` that fits one call and has no key twice; at least one event."""
        keys: set[str] = set()
        size = 0
        for position, event in enumerate(events[:ENTRIES]):
            size += _size(self._entry(event))
            if self._key(event) in keys or (keys and size > BYTES):
                return events[:position]
            keys.add(self._key(event))
        return events[:ENTRIES]


def _size(entry: "PutEventsRequestEntryTypeDef") -> int:
    """Return the bytes that EventBridge counts for an entry."""
    return TIME_BYTES + sum(len(entry[name].encode()) for name in ("Source", "DetailType", "Detail"))


def _raise(_: object, refused: EventRefused) -> None:
    raise refused
