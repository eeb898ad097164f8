"""Decisions that are made once: for an execution that ended without one, and those that a table has lost."""

from datetime import datetime

from properties_service.domain.approval import Publication
from properties_service.domain.reasons import evaluation_failed
from properties_service.domain.request import PublicationRequest
from properties_service.ports import Approvals, Publisher, Requests


def decline_failed_request(
    request: PublicationRequest, *, requests: Requests, publisher: Publisher, now: datetime
) -> bool:
    """Decline a request whose execution has ended without an answer; return False if it was declined before."""
    if requests.is_answered(request.request_id):
        return False
    publisher.publish_failure(request, reason=evaluation_failed(request.property_id), at=now)
    requests.mark_answered(request.request_id)
    return True


def reconcile_evaluation(
    request: PublicationRequest,
    publication: Publication | None,
    *,
    approvals: Approvals,
    requests: Requests,
    at: datetime,
) -> None:
    """Write a decision that was made `at` a moment, if the table has lost it: it must not be made again."""
    requests.restore_request(request, at=at)
    if publication is not None:
        approvals.restore_publication(publication, at=at)
