"""A batch of a table's stream → events on the bus, in order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from unicorn_kit.dead_letters import DeadLetters
from unicorn_kit.errors import Unreadable


class Publisher[E](Protocol):
    def publish(self, events: Sequence[E]) -> int: ...


def publish_records[E](
    batch: Mapping[str, Any],
    to_event: Callable[[Mapping[str, Any]], E | None],
    bus: Callable[[], Publisher[E]],
    dead_letters: Callable[[], DeadLetters],
    *,
    on_published: Callable[[E], None],
    on_unreadable: Callable[[Mapping[str, Any], Unreadable], None],
) -> dict[str, Any]:
    """Publish the event of each record that has one, and report the first record that is not published.

    A record that `to_event` finds Unreadable is dead-lettered, and the batch goes on. An error of the bus before the
    first event, or of the dead-letter queue, is raised: Lambda then reads the whole batch again.
    """
    found: list[tuple[Mapping[str, Any], E]] = []
    for record in batch["Records"]:
        try:
            event = to_event(record)
        except Unreadable as unreadable:
            dead_letters().put_record(record, str(unreadable))
            on_unreadable(record, unreadable)
            continue
        if event is not None:
            found.append((record, event))
    published = bus().publish([event for _, event in found])
    for _, event in found[:published]:
        on_published(event)
    # Lambda reads on from the first record that is reported, so everything before it is done.
    unpublished = [record["dynamodb"]["SequenceNumber"] for record, _ in found[published:]]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in unpublished[:1]]}
