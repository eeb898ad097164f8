"""Step Functions' events about executions that ended without success → the request that is still to be answered."""

import json

from properties_service.domain.request import PublicationRequest
from properties_service.inbound.publication_approval_requested import RequestIds

# The errors of executions that have published their answer themselves.
ANSWERED = frozenset({"EvaluationFailed", "RequestUnreadable"})


def unanswered_request(body: str) -> PublicationRequest | None:
    """Return the request of the execution that an event is about; None if the execution has answered it.

    Raises KeyError, TypeError or ValueError if the event or the request in it cannot be read.
    """
    ended = json.loads(body)["detail"]
    if ended.get("error") in ANSWERED:
        return None
    envelope = json.loads(ended["input"])
    return RequestIds.read(envelope).request(str(envelope.get("id") or ended["name"]))
