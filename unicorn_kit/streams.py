"""A batch of a table's stream → events on the bus, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import EventRefused


class Publisher[E](Protocol):
    def publish(self, events: Sequence[E], *, on_refused: Callable[[E, EventRefused], None]) -> int: ...


def publish_records[E](
    batch: Mapping[str, Any],
    to_event: Callable[[Mapping[str, Any]], E | None],
    bus: Callable[[], Publisher[E]],
    dead_letters: Callable[[], DeadLetters],
    *,
    on_published: Callable[[E], None],
    on_dead_lettered: Callable[[Mapping[str, Any], Exception], None],
) -> dict[str, Any]:
    """Publish the event of each record that has one, and report the first record that is not published.

    A record that can never be published is dead-lettered whole, and the batch goes on: Lambda retries for a day, and
    nothing behind the record would be published until then. That is a record that `to_event` fails on, for whatever
    reason: it depends on the record alone; and one whose event the bus refuses. An error of the bus before the first
    event, or of the dead-letter queue, is raised: Lambda then reads the whole batch again.
    """

    def dead_letter(record: Mapping[str, Any], error: Exception) -> None:
        dead_letters().put_record(record, f"{type(error).__name__}: {error}")
        on_dead_lettered(record, error)

    found = list(_events(batch["Records"], to_event, dead_letter))
    refused: list[E] = []

    def on_refused(event: E, error: EventRefused) -> None:
        [record] = (record for record, known in found if known is event)
        dead_letter(record, error)
        refused.append(event)

    published = bus().publish([event for _, event in found], on_refused=on_refused)
    for _, event in found[:published]:
        if event not in refused:
            on_published(event)
    # Lambda reads on from the first record that is reported, so everything before it is done.
    unpublished = [record["dynamodb"]["SequenceNumber"] for record, _ in found[published:]]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in unpublished[:1]]}


def _events[E](
    records: Iterable[Mapping[str, Any]],
    to_event: Callable[[Mapping[str, Any]], E | None],
    on_failed: Callable[[Mapping[str, Any], Exception], None],
) -> Iterator[tuple[Mapping[str, Any], E]]:
    """Yield each record that has an event, with it."""
    for record in records:
        try:
            event = to_event(record)
        except Exception as error:
            on_failed(record, error)
            continue
        if event is not None:
            yield record, event
