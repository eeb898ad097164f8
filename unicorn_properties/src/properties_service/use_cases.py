"""One function for each request from the workflow, the bus, the table's stream and the clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.approval import (
    Action,
    Decline,
    GiveUp,
    Publication,
    Resume,
    Revoke,
    Waiter,
    what_to_do,
)
from properties_service.domain.content import Description, Limits, Verdict, reasons_against
from properties_service.domain.contract_status import ContractFact, supersedes
from properties_service.domain.reasons import Reason, contract_not_found, evaluation_failed, reason_against
from properties_service.domain.request import PublicationRequest
from properties_service.ports import (
    Approvals,
    BusUnavailable,
    ChangedMeanwhile,
    ContractFacts,
    Findings,
    Publisher,
    Requests,
    StoreUnavailable,
    TokenGone,
    Verdicts,
    Waiting,
    WaitingProperty,
    Workflow,
    WorkflowUnavailable,
)
from unicorn_kit.rounds import Budget, handle_round

TRIES = 5  # against other writers of the same fact
UNAVAILABLE = (StoreUnavailable, BusUnavailable, WorkflowUnavailable)


class Outcome(StrEnum):
    """The result of the contract check, which decides the workflow's next state."""

    DUPLICATE = "DUPLICATE"  # another execution has the request
    UNKNOWN = "UNKNOWN"  # no contract yet; its event may still be on the way
    DECLINED = "DECLINED"
    KNOWN = "KNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt of an execution to find its property's contract."""

    execution_id: str
    started_at: datetime  # of the execution
    now: datetime
    grace: timedelta  # after the start, in which the contract's event may still be on the way


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCheck:
    outcome: Outcome
    reasons: Sequence[Reason] = ()
    unmoderated: Sequence[str] = ()  # keys of images without a usable verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The ports that syncing a property needs, and the moment of the sync."""

    approvals: Approvals
    workflow: Callable[[], Workflow]  # made only if there is a waiter to resume
    publisher: Callable[[], Publisher]  # made only if there is an event to publish
    now: datetime
    patience: timedelta  # how long a workflow may wait for its contract


@dataclass(slots=True, kw_only=True)
class SyncResult:
    """The request ids for which syncing a property did something."""

    resumed: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)

    def metrics(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the metric and the request ids of everything that was done."""
        done = {
            "WaiterResumed": self.resumed,
            "WaiterDeclined": self.declined,
            "WaiterDropped": self.dropped,
            "PublicationRevoked": self.revoked,
        }
        yield from ((metric, request_ids) for metric, request_ids in done.items() if request_ids)


def record_contract_status(fact: ContractFact, *, facts: ContractFacts) -> bool:
    """Store the fact if it is newer than the stored one; return whether it was."""
    for _ in range(TRIES):
        known = facts.of(fact.property_id)
        if not supersedes(fact, known):
            return False
        try:
            facts.put(fact, instead_of=known)
        except ChangedMeanwhile:
            continue
        return True
    raise StoreUnavailable("other writers kept changing the same fact")


def check_contract(
    request: PublicationRequest,
    *,
    attempt: Attempt,
    facts: ContractFacts,
    requests: Requests,
    verdicts: Verdicts,
    limits: Limits,
) -> ContractCheck:
    """Register the request and check its contract; within the grace period a missing one may still arrive."""
    if not requests.register(request, execution_id=attempt.execution_id, at=attempt.now):
        return ContractCheck(outcome=Outcome.DUPLICATE)
    contract = facts.of(request.property_id)
    if contract is None and attempt.now - attempt.started_at < attempt.grace:
        return ContractCheck(outcome=Outcome.UNKNOWN)
    if contract is None:
        return ContractCheck(outcome=Outcome.DECLINED, reasons=[contract_not_found(request.property_id)])
    reason = reason_against(contract, request.home)
    if reason is not None:
        return ContractCheck(outcome=Outcome.DECLINED, reasons=[reason])
    known = _usable(verdicts, request.images, limits)
    unmoderated = [key for key in request.images if key not in known]
    return ContractCheck(outcome=Outcome.KNOWN, unmoderated=unmoderated)


def validate_content(
    request_id: str,
    *,
    images: Sequence[str],
    moderated: Sequence[Verdict],
    description: Description,
    limits: Limits,
    verdicts: Verdicts,
    requests: Requests,
    now: datetime,
) -> list[Reason]:
    """Return every reason against the content, and store the findings. Raises ResultMissing."""
    verdicts.keep_verdicts([verdict for verdict in moderated if verdict.unreadable is None], at=now)
    new = {verdict.key: verdict for verdict in moderated}
    known = _usable(verdicts, [key for key in images if key not in new], limits)
    results = dict(known) | new
    reasons = reasons_against(images, results, description, limits)
    requests.keep_findings(
        Findings(
            request_id=request_id,
            verdicts=[results[key] for key in images],
            sentiments=description.sentiments,
            language=description.language,
            reasons=reasons,
        )
    )
    return reasons


def wait_for_contract_approval(waiter: Waiter, *, approvals: Approvals) -> None:
    """Add the waiter and nothing else: the change of the table triggers the sync of its property."""
    approvals.add_waiter(waiter)


def sync_property(property_id: str, *, services: Services) -> SyncResult:
    """Compare a property's state with its contract and do what is missing; idempotent, at any time.

    Raises StoreUnavailable, BusUnavailable, WorkflowUnavailable; actions done before the error stay done.
    """
    result = SyncResult()
    state = services.approvals.state(property_id)
    for action in what_to_do(state, now=services.now, patience=services.patience):
        _do(action, services, result)
    return result


@dataclass(slots=True, kw_only=True)
class WaiterCheck:
    """What a run of the schedule has done."""

    waiters: int = 0  # looked at
    results: dict[str, SyncResult] = field(default_factory=dict)  # of the properties that were synced
    failed: dict[str, str] = field(default_factory=dict)  # error of each property that could not be synced


def check_waiters(
    *,
    waiting: Waiting,
    after: str | None,
    move: Callable[[str | None], None],
    budget: Budget,
    overlooked: timedelta,
    services: Services,
) -> WaiterCheck:
    """Sync the properties of the waiters whose time is over, then go on with the round over all that are old enough.

    `after` is where the round stands; `move` stores where the next run goes on.

    A property is synced only if its waiter's state requires an action. One that fails does not keep the others from
    being synced, and those whose time is over cannot keep the round from going on: they have half of the budget.
    """
    check = WaiterCheck()

    def look_at(found: WaitingProperty) -> None:
        check.waiters += 1
        if found.property_id not in check.results and _is_to_be_synced(found, services):
            _sync_waiting(found.property_id, check, services)

    expired = waiting.until(services.now - services.patience)
    handle_round(expired, look_at, budget=budget.half(), move=lambda _: None)
    old_enough = waiting.until(services.now - overlooked, after=after)
    handle_round(old_enough, look_at, budget=budget, move=move)
    return check


def _is_to_be_synced(found: WaitingProperty, services: Services) -> bool:
    return found.state is None or bool(what_to_do(found.state, now=services.now, patience=services.patience))


def _sync_waiting(property_id: str, check: WaiterCheck, services: Services) -> None:
    try:
        check.results[property_id] = sync_property(property_id, services=services)
    except Exception as error:  # also a state that cannot be read: the others are not to wait for it
        check.failed[property_id] = type(error).__name__


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


def _usable(verdicts: Verdicts, keys: Iterable[str], limits: Limits) -> dict[str, Verdict]:
    """Return the verdicts that include every label from the present limit on."""
    known = verdicts.verdicts_on(list(keys))
    return {key: verdict for key, verdict in known.items() if verdict.least_confidence <= limits.unsafe_confidence}


def _do(action: Action, services: Services, result: SyncResult) -> None:
    if isinstance(action, Revoke):
        publication = action.publication
        services.publisher().publish_revocation(action, at=services.now)  # first: what is marked is not published again
        services.approvals.mark_revoked(publication.property_id, publication.request_id, at=services.now)
        result.revoked.append(publication.request_id)
        return
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
            workflow.resume(action.waiter, contract_id=action.contract.contract_id)
        case Decline():
            workflow.decline(action.waiter, action.reason)
        case GiveUp():
            workflow.give_up(action.waiter)
