"""What the workflow, the bus, the table and the clock ask of this context: one function per request."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from properties_service.domain.approval import (
    Action,
    GiveUp,
    Publication,
    Refuse,
    Resume,
    Revoke,
    Waiter,
    what_to_do,
)
from properties_service.domain.content import Description, Limits, Verdict, reasons_against
from properties_service.domain.contract_status import ContractFact, supersedes
from properties_service.domain.reasons import Reason, contract_ended, contract_not_found, evaluation_failed
from properties_service.domain.request import PublicationRequest
from properties_service.ports import (
    Announcements,
    Approvals,
    BusUnavailable,
    ChangedMeanwhile,
    ContractFacts,
    Findings,
    Requests,
    StoreUnavailable,
    TokenGone,
    Verdicts,
    Workflow,
    WorkflowUnavailable,
)

TRIES = 5  # against other writers of the same fact
UNAVAILABLE = (StoreUnavailable, BusUnavailable, WorkflowUnavailable)


class Outcome(StrEnum):
    """Where the workflow goes after it has looked at the contract."""

    DUPLICATE = "DUPLICATE"  # another execution has the request
    UNKNOWN = "UNKNOWN"  # no contract yet; its event may still be on the way
    DECLINED = "DECLINED"
    KNOWN = "KNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look of an execution at its property's contract."""

    execution_id: str
    started_at: datetime  # of the execution
    now: datetime
    grace: timedelta  # after the start, in which the contract's event may still be on the way


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCheck:
    outcome: Outcome
    reasons: Sequence[Reason] = ()
    unjudged: Sequence[str] = ()  # pictures on which there is no verdict yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What it takes to do what a property's state calls for."""

    approvals: Approvals
    workflow: Callable[[], Workflow]  # asked for only where there is somebody to wake,
    announcements: Callable[[], Announcements]  # or something to tell
    now: datetime
    patience: timedelta  # how long a workflow may wait for its contract


@dataclass(slots=True, kw_only=True)
class Done:
    """What a look at a property has led to."""

    resumed: list[str] = field(default_factory=list)  # request ids, all of them
    refused: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)

    def facts(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what happened to anybody, and to whom."""
        happened = {
            "WaiterResumed": self.resumed,
            "WaiterRefused": self.refused,
            "WaiterDropped": self.dropped,
            "PublicationRevoked": self.revoked,
        }
        yield from ((fact, request_ids) for fact, request_ids in happened.items() if request_ids)


def record_contract_status(fact: ContractFact, *, facts: ContractFacts) -> bool:
    """Keep the fact if it is newer than what is known; return whether it was."""
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
    look: Look,
    facts: ContractFacts,
    requests: Requests,
    verdicts: Verdicts,
    limits: Limits,
) -> ContractCheck:
    """Register the request and look at its contract; in the grace period a missing one may still come."""
    if not requests.register(request, execution_id=look.execution_id, at=look.now):
        return ContractCheck(outcome=Outcome.DUPLICATE)
    contract = facts.of(request.property_id)
    if contract is None and look.now - look.started_at < look.grace:
        return ContractCheck(outcome=Outcome.UNKNOWN)
    if contract is None:
        return ContractCheck(outcome=Outcome.DECLINED, reasons=[contract_not_found(request.property_id)])
    if contract.has_ended:
        return ContractCheck(outcome=Outcome.DECLINED, reasons=[contract_ended(contract)])
    known = _usable(verdicts, request.images, limits)
    unjudged = [key for key in request.images if key not in known]
    return ContractCheck(outcome=Outcome.KNOWN, unjudged=unjudged)


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
    """Return every reason against the content, and keep what it rests on. Raises NotJudged."""
    verdicts.keep_verdicts([verdict for verdict in moderated if verdict.unreadable is None], at=now)
    new = {verdict.key: verdict for verdict in moderated}
    known = _usable(verdicts, [key for key in images if key not in new], limits)
    judged = dict(known) | new
    reasons = reasons_against(images, judged, description, limits)
    requests.keep_findings(
        Findings(
            request_id=request_id,
            verdicts=[judged[key] for key in images],
            sentiments=description.sentiments,
            language=description.language,
            reasons=reasons,
        )
    )
    return reasons


def wait_for_contract_approval(waiter: Waiter, *, approvals: Approvals) -> None:
    """Add the waiter, and nothing else: that the table has changed is what makes everybody look."""
    approvals.add_waiter(waiter)


def sync_property(property_id: str, *, around: Surroundings) -> Done:
    """Look at a property and do what its state calls for; harmless however often and whenever it is done.

    Raises StoreUnavailable, BusUnavailable, WorkflowUnavailable; what was done by then is done.
    """
    done = Done()
    state = around.approvals.state(property_id)
    for action in what_to_do(state, now=around.now, patience=around.patience):
        _do(action, around, done)
    return done


def look_after_waiters(*, since: datetime, around: Surroundings) -> tuple[dict[str, Done], int]:
    """Look again at every property for which somebody waits since `since`; return what was done, and how many failed.

    One property that cannot be looked at does not keep the others from it.
    """
    done: dict[str, Done] = {}
    failed = 0
    for property_id in around.approvals.waiting_since(since):
        try:
            done[property_id] = sync_property(property_id, around=around)
        except UNAVAILABLE:
            failed += 1
    return done, failed


def answer_for_the_failed(
    request: PublicationRequest, *, requests: Requests, announcements: Announcements, now: datetime
) -> bool:
    """Decline a request whose execution has ended without an answer; return whether that was still to do."""
    if requests.is_answered(request.request_id):
        return False
    announcements.failed(request, reason=evaluation_failed(request.property_id), at=now)
    requests.mark_answered(request.request_id)
    return True


def recall_evaluation(
    request: PublicationRequest,
    publication: Publication | None,
    *,
    approvals: Approvals,
    requests: Requests,
    at: datetime,
) -> None:
    """Take up what was decided `at` a moment, if it is not known any more: what is decided is not decided again."""
    requests.recall_request(request, at=at)
    if publication is not None:
        approvals.recall_publication(publication, at=at)


def _usable(verdicts: Verdicts, keys: Iterable[str], limits: Limits) -> dict[str, Verdict]:
    """Return the verdicts that were asked for finely enough for the confidence that counts now."""
    known = verdicts.verdicts_on(list(keys))
    return {key: verdict for key, verdict in known.items() if verdict.least_confidence <= limits.unsafe_confidence}


def _do(action: Action, around: Surroundings, done: Done) -> None:
    if isinstance(action, Revoke):
        around.announcements().revoked(action, at=around.now)  # told first: what is marked is not told again
        publication = action.publication
        around.approvals.mark_revoked(publication.property_id, publication.request_id, at=around.now)
        done.revoked.append(action.publication.request_id)
        return
    woken = done.resumed if isinstance(action, Resume) else done.refused
    try:
        _wake(action, around.workflow())
    except TokenGone:
        woken = done.dropped
    around.approvals.drop_waiter(action.waiter)
    woken.append(action.waiter.request_id)


def _wake(action: Resume | Refuse | GiveUp, workflow: Workflow) -> None:
    match action:
        case Resume():
            workflow.resume(action.waiter, contract_id=action.contract.contract_id)
        case Refuse():
            workflow.refuse(action.waiter, action.reason)
        case GiveUp():
            workflow.give_up(action.waiter)
