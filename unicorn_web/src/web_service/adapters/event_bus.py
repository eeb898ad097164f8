"""Events to EventBridge, in order for each property."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from web_service.events import PublicationApprovalRequested
from web_service.ports import BusUnavailable

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

ENTRIES = 10  # PutEvents takes no more in one call
TRIES = 3


class EventBus:
    """The shared bus."""

    def __init__(self, client: "EventBridgeClient", name: str) -> None:
        self._client = client
        self._name = name

    def publish(self, events: Sequence[PublicationApprovalRequested]) -> int:
        """Publish the events; return how many of them, from the first on, are surely on the bus.

        Raises BusUnavailable if not even the first batch went through.

        PutEvents may refuse any entry of a call and take the others, so one call never holds two events of one
        property, and nothing is sent behind an event that was refused for good.
        """
        done = 0
        while done < len(events):
            batch = _next_batch(events[done:])
            try:
                self._put(batch)
            except BusUnavailable:
                if done == 0:
                    raise
                break
            done += len(batch)
        return done

    def _put(self, events: Sequence[PublicationApprovalRequested]) -> None:
        entries = [self._entry(event) for event in events]
        for _ in range(TRIES):
            try:
                answer = self._client.put_events(Entries=entries)
            except (BotoCoreError, ClientError) as error:  # the SDK has retried already
                raise BusUnavailable(str(error)) from error
            results = zip(entries, answer["Entries"], strict=True)
            entries = [entry for entry, result in results if "ErrorCode" in result]
            if not entries:
                return
        raise BusUnavailable(f"{len(entries)} entries stayed refused")

    def _entry(self, event: PublicationApprovalRequested) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._name,
            "Source": event.source,
            "DetailType": type(event).__name__,
            "Time": event.metadata.occurred_at,
            "Detail": event.model_dump_json(),
        }


def _next_batch(events: Sequence[PublicationApprovalRequested]) -> Sequence[PublicationApprovalRequested]:
    """Return the longest start of `events` that fits one call and names no property twice."""
    properties: set[str] = set()
    for position, event in enumerate(events[:ENTRIES]):
        if event.property_id in properties:
            return events[:position]
        properties.add(event.property_id)
    return events[:ENTRIES]
