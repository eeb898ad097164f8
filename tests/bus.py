"""EventBridge and a queue in memory, for functions that publish."""

import json
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError


class FakeEventBridge:
    """Takes every entry, but for those whose detail a test wants rejected."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.calls: list[int] = []  # entries of each call
        self.rejects: Callable[[dict[str, Any]], bool] = lambda _: False
        self.code = "InternalFailure"  # of a rejected entry
        self.down = False
        self.bytes_max = 1_000_000  # of the entries of a call

    def put_events(self, *, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        if self.down:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "PutEvents")
        self.calls.append(len(Entries))
        if sum(len(entry["Detail"].encode()) for entry in Entries) > self.bytes_max:
            message = "Total size of the entries in the request is over the limit."
            raise ClientError({"Error": {"Code": "ValidationException", "Message": message}}, "PutEvents")
        return {"Entries": [self._result(entry) for entry in Entries]}

    @property
    def published(self) -> list[tuple[str, int]]:
        """The property and sequence of each event on the bus."""
        details = [json.loads(entry["Detail"]) for entry in self.taken]
        return [(detail["property_id"], detail["metadata"]["sequence"]) for detail in details]

    def _result(self, entry: dict[str, Any]) -> dict[str, str]:
        if self.rejects(json.loads(entry["Detail"])):
            return {"ErrorCode": self.code}
        self.taken.append(entry)
        return {"EventId": "e"}


class FakeQueue:
    """A queue of JSON bodies."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:
        self.bodies.append(json.loads(MessageBody))
