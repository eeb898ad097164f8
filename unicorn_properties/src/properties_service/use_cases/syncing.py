"""A property's state → what it calls for: waiters that go on or end, people who are asked, revoked publications."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from properties_service.domain.approval import (
    Action,
    Decline,
    Delays,
    GiveUp,
    RequestReview,
    Resume,
    Revoke,
    what_to_do,
)
from properties_service.ports import (
    Approvals,
    BusUnavailable,
    Publisher,
    StoreUnavailable,
    TokenGone,
    Workflow,
    WorkflowUnavailable,
)

UNAVAILABLE = (StoreUnavailable, BusUnavailable, WorkflowUnavailable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The ports that syncing a property needs, and the moment of the sync."""

    approvals: Approvals
    workflow: Callable[[], Workflow]  # made only if there is a waiter to resume
    publisher: Callable[[], Publisher]  # made only if there is an event to publish
    now: datetime
    delays: Delays


@dataclass(slots=True, kw_only=True)
class SyncResult:
    """The request ids for which syncing a property did something."""

    resumed: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)

    def facts(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the fact and the request ids of everything that was done."""
        done = {
            "WaiterResumed": self.resumed,
            "WaiterDeclined": self.declined,
            "WaiterDropped": self.dropped,
            "ReviewRequested": self.requested,
            "PublicationRevoked": self.revoked,
        }
        yield from ((fact, request_ids) for fact, request_ids in done.items() if request_ids)


def sync_property(property_id: str, *, services: Services) -> SyncResult:
    """Compare a property's state with its contract and do what is missing; idempotent, at any time.

    Raises StoreUnavailable, BusUnavailable, WorkflowUnavailable; actions done before the error stay done.
    """
    result = SyncResult()
    state = services.approvals.state(property_id)
    for action in what_to_do(state, now=services.now, delays=services.delays):
        _do(action, services, result)
    return result


def _do(action: Action, services: Services, result: SyncResult) -> None:
    match action:
        case Revoke():
            _revoke(action, services, result)
        case RequestReview():
            _request_review(action, services, result)
        case Resume() | Decline() | GiveUp():
            _wake(action, services, result)


def _revoke(action: Revoke, services: Services, result: SyncResult) -> None:
    publication = action.publication
    services.publisher().publish_revocation(action, at=services.now)  # first: what is marked is not published again
    services.approvals.mark_revoked(publication.property_id, publication.request_id, at=services.now)
    result.revoked.append(publication.request_id)


def _request_review(action: RequestReview, services: Services, result: SyncResult) -> None:
    services.publisher().publish_review_request(action)  # first, for the same reason
    services.approvals.mark_requested(action.waiter)
    result.requested.append(action.waiter.request_id)


def _wake(action: Resume | Decline | GiveUp, services: Services, result: SyncResult) -> None:
    request_ids = result.resumed if isinstance(action, Resume) else result.declined
    try:
        _resume(action, services.workflow())
    except TokenGone:
        request_ids = result.dropped
    services.approvals.drop_waiter(action.waiter)
    request_ids.append(action.waiter.request_id)


def _resume(action: Resume | Decline | GiveUp, workflow: Workflow) -> None:
    match action:
        case Resume():
            workflow.resume(action.waiter, contract_id=action.contract.contract_id if action.contract else None)
        case Decline():
            workflow.decline(action.waiter, action.reason)
        case GiveUp():
            workflow.give_up(action.waiter)
