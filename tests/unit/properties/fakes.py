"""The Properties context's ports in memory, and common values of its tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any

from properties_service.domain.approval import Delays, PropertyState, Publication, RequestReview, Revoke, Waiter
from properties_service.domain.content import Label, Limits, ReadText, Sentiment, Verdict
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.languages import Language
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.request import PublicationRequest
from properties_service.domain.review import Review, ReviewDecision, ReviewVerdict
from properties_service.ports import (
    BusUnavailable,
    ChangedMeanwhile,
    Findings,
    SeenProperty,
    StoreUnavailable,
    TokenGone,
    WorkflowUnavailable,
)
from properties_service.use_cases.evaluation import Attempt
from properties_service.use_cases.syncing import Services

from tests.scheduled import FakeRuns
from unicorn_kit.rounds import Step

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUSE = "usa/anytown/main-street/111"
HOME = Home(
    key="cf692316a316e1ddfa77d7f20d24961b8b9fa34c44d1a06370ea3cc9ec57d117", line="111 Main Street, Anytown, USA"
)
OTHER_HOME = Home(key="f" * 64, line="12½ Main Street, Anytown, USA")
PATIENCE = timedelta(days=30)
REVIEW = timedelta(days=7)
GRACE = timedelta(seconds=60)
DELAYS = Delays(patience=PATIENCE, review=REVIEW, grace=GRACE)
LIMITS = Limits(
    unsafe_confidence=60,
    accepted_sentiments=frozenset({"POSITIVE", "NEUTRAL", "MIXED"}),
    languages=frozenset({"en"}),
)
FRIENDLY = Sentiment(name="POSITIVE", scores={"Positive": 0.9})
ENGLISH, POLISH = Language(code="en", score=0.99), Language(code="pl", score=0.995)
ASKING = "019cadf1-3e68-7000-8000-000000000108"
UNREADABLE = Reason(code=ReasonCode.IMAGE_UNREADABLE, subject="a", message="The photo cannot be read.")
DESCRIPTION = ReadText(field="description", language=ENGLISH, pieces=1, sentiments=[FRIENDLY])


def a_fact(
    status: ContractStatus = ContractStatus.DRAFT,
    *,
    sequence: int | None = 1,
    as_of: datetime = MONDAY,
    contract_id: str | None = "contract-1",
    property_id: str = HOUSE,
    home: Home | None = None,
) -> ContractFact:
    return ContractFact(
        property_id=property_id,
        contract_id=contract_id,
        status=status,
        as_of=as_of,
        sequence=sequence,
        event_id=f"event-{sequence}",
        home=home,
    )


def a_request(
    request_id: str = "request-1", *, sequence: int = 1, images: tuple[str, ...] = ("a",), home: Home | None = None
) -> PublicationRequest:
    return PublicationRequest(
        property_id=HOUSE,
        request_id=request_id,
        sequence=sequence,
        correlation_id="correlation",
        causation_id="cause",
        texts={"description": "A lovely house."},
        images=images,
        home=home,
    )


def an_attempt(execution_id: str = "execution-1", *, after: timedelta = timedelta(0)) -> Attempt:
    return Attempt(execution_id=execution_id, started_at=MONDAY, now=MONDAY + after, grace=GRACE)


def a_waiter(
    request_id: str = "request-1", *, token: str | None = None, since: datetime = MONDAY, home: Home | None = None
) -> Waiter:
    token = token or f"token of {request_id}"
    return Waiter(property_id=HOUSE, request_id=request_id, token=token, since=since, home=home)


def a_review(
    request_id: str = "request-1", *, token: str | None = None, since: datetime = MONDAY, home: Home | None = None
) -> Waiter:
    """Return a waiter with a question to a person."""
    review = Review(
        event_id=ASKING, questions=(UNREADABLE,), sequence=2, correlation_id="correlation", causation_id="cause"
    )
    return replace(a_waiter(request_id, token=token, since=since, home=home), review=review)


def a_decision(
    verdict: ReviewVerdict = ReviewVerdict.APPROVED, request_id: str = "request-1", comment: str = "Looks fine."
) -> ReviewDecision:
    return ReviewDecision(property_id=HOUSE, request_id=request_id, verdict=verdict, comment=comment)


def a_publication(
    request_id: str = "request-1", *, contract_id: str | None = "contract-1", home: Home | None = None
) -> Publication:
    return Publication(
        property_id=HOUSE,
        request_id=request_id,
        contract_id=contract_id,
        sequence=2,
        correlation_id="correlation",
        home=home,
    )


def safe(key: str) -> Verdict:
    return Verdict(key=key, least_confidence=50)


def unsafe(key: str, confidence: float = 98.5) -> Verdict:
    return Verdict(key=key, labels=(Label(name="Weapons", confidence=confidence),), least_confidence=50)


@dataclass
class FakeTable:
    """The table's ports: `ContractFacts`, `Approvals`, `Requests`, `Verdicts`, `ReviewDecisions`; they can fail."""

    facts: dict[str, ContractFact] = field(default_factory=dict)
    waiters: dict[tuple[str, str], Waiter] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    decisions: dict[tuple[str, str], ReviewDecision] = field(default_factory=dict)
    executions: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Findings] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    races: int = 0  # number of writes that lose against a concurrent writer
    broken: set[str] = field(default_factory=set)  # properties that cannot be read

    def of(self, property_id: str) -> ContractFact | None:
        self._works(property_id)
        return self.facts.get(property_id)

    def put(self, fact: ContractFact, *, instead_of: ContractFact | None) -> None:
        self._works(fact.property_id)
        if self.races > 0 or self.facts.get(fact.property_id) != instead_of:
            self.races -= 1
            raise ChangedMeanwhile
        self.facts[fact.property_id] = fact

    def add_waiter(self, waiter: Waiter) -> None:
        self.waiters[waiter.property_id, waiter.request_id] = waiter

    def drop_waiter(self, waiter: Waiter) -> None:
        known = self.waiters.get((waiter.property_id, waiter.request_id))
        if known is not None and known.token == waiter.token:
            del self.waiters[waiter.property_id, waiter.request_id]

    def mark_requested(self, waiter: Waiter) -> None:
        known = self.waiters.get((waiter.property_id, waiter.request_id))
        if known is not None and known.review is not None and known.token == waiter.token:
            marked = replace(known, review=replace(known.review, is_requested=True))
            self.waiters[waiter.property_id, waiter.request_id] = marked

    def keep_decision(self, decision: ReviewDecision, *, at: datetime) -> bool:
        return self.decisions.setdefault((decision.property_id, decision.request_id), decision) is decision

    def state(self, property_id: str) -> PropertyState:
        self._works(property_id)
        return PropertyState(
            property_id=property_id,
            contract=self.facts.get(property_id),
            publication=self.publications.get(property_id),
            waiters=tuple(w for (p, _), w in self.waiters.items() if p == property_id),
            decisions=tuple(d for (p, _), d in self.decisions.items() if p == property_id),
        )

    def restore_publication(self, publication: Publication, *, at: datetime) -> None:
        known = self.publications.get(publication.property_id)
        if known is None or known.sequence < publication.sequence:
            self.publications[publication.property_id] = publication

    def restore_request(self, request: PublicationRequest, *, at: datetime) -> None:
        self.executions.setdefault(request.request_id, "")

    def mark_revoked(self, property_id: str, request_id: str, *, at: datetime) -> None:
        known = self.publications.get(property_id)
        if known is not None and known.request_id == request_id and not known.revoked:
            self.publications[property_id] = replace(known, revoked=True)

    def until(self, moment: datetime, *, after: str | None = None) -> Iterator[Sequence[Step[SeenProperty]]]:
        waiters = sorted(self.waiters.values(), key=_position)
        found = [w for w in waiters if w.since <= moment and (after is None or _position(w) > after)]
        return (
            [Step(SeenProperty(property_id=w.property_id, state=self._seen(w)), _position(w)) for w in page]
            for page in batched(found, 50, strict=False)
        )

    def _seen(self, waiter: Waiter) -> PropertyState:
        contract = self.facts.get(waiter.property_id)
        decided = self.decisions.get((waiter.property_id, waiter.request_id))
        return PropertyState(
            property_id=waiter.property_id,
            contract=contract,
            waiters=(waiter,),
            decisions=(decided,) if decided else (),
        )

    def register(self, request: PublicationRequest, *, execution_id: str, at: datetime) -> bool:
        return self.executions.setdefault(request.request_id, execution_id) == execution_id

    def keep_findings(self, findings: Findings) -> None:
        self.findings[findings.request_id] = findings

    def is_answered(self, request_id: str) -> bool:
        return request_id in self.answered

    def mark_answered(self, request_id: str) -> None:
        self.answered.add(request_id)

    def verdicts_on(self, keys: Sequence[str]) -> Mapping[str, Verdict]:
        self.asked.extend(keys)
        return {key: self.verdicts[key] for key in keys if key in self.verdicts}

    def keep_verdicts(self, verdicts: Sequence[Verdict], *, at: datetime) -> None:
        self.verdicts |= {verdict.key: verdict for verdict in verdicts}

    def _works(self, property_id: str) -> None:
        if property_id in self.broken:
            raise StoreUnavailable


def _position(waiter: Waiter) -> str:
    return f"{waiter.since.isoformat()} {waiter.property_id} {waiter.request_id}"


@dataclass
class FakeWorkflow:
    """The port `Workflow`; each token works once."""

    resumed: list[tuple[str, str | None]] = field(default_factory=list)  # request, contract
    declined: list[tuple[str, str]] = field(default_factory=list)  # request, reason
    given_up: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # tokens whose execution no longer waits
    is_down: bool = False

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        self._use(waiter)
        self.resumed.append((waiter.request_id, contract_id))

    def decline(self, waiter: Waiter, reason: Reason) -> None:
        self._use(waiter)
        self.declined.append((waiter.request_id, reason.code))

    def give_up(self, waiter: Waiter) -> None:
        self._use(waiter)
        self.given_up.append(waiter.request_id)

    def _use(self, waiter: Waiter) -> None:
        if self.is_down:
            raise WorkflowUnavailable
        if waiter.token in self.gone:
            raise TokenGone
        self.gone.add(waiter.token)


@dataclass
class FakePublisher:
    """The port `Publisher`."""

    revocations: list[tuple[str, str]] = field(default_factory=list)  # request, reason
    failures: list[tuple[str, str]] = field(default_factory=list)  # request, reason
    reviews: list[tuple[str, datetime]] = field(default_factory=list)  # request, end of the wait
    is_down: bool = False

    def publish_revocation(self, revoke: Revoke, *, at: datetime) -> None:
        self._works()
        self.revocations.append((revoke.publication.request_id, revoke.reason))

    def publish_review_request(self, request: RequestReview) -> None:
        self._works()
        self.reviews.append((request.waiter.request_id, request.answer_by))

    def publish_failure(self, request: PublicationRequest, *, reason: Reason, at: datetime) -> None:
        self._works()
        self.failures.append((request.request_id, reason.code))

    def _works(self) -> None:
        if self.is_down:
            raise BusUnavailable


@dataclass
class FakeDeadLetters:
    kept: list[tuple[str, str]] = field(default_factory=list)
    records: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)
    full: bool = False

    def put_record(self, record: Mapping[str, Any], reason: str) -> None:
        if self.full:
            raise StoreUnavailable
        self.records.append((record, reason))

    def put_message(self, body: str, reason: str) -> None:
        if self.full:
            raise StoreUnavailable
        self.kept.append((body, reason))


@dataclass
class World:
    """A property, its table, its workflows and the bus."""

    table: FakeTable = field(default_factory=FakeTable)
    workflow: FakeWorkflow = field(default_factory=FakeWorkflow)
    publisher: FakePublisher = field(default_factory=FakePublisher)
    dead_letters: FakeDeadLetters = field(default_factory=FakeDeadLetters)
    runs: FakeRuns = field(default_factory=FakeRuns)
    now: datetime = MONDAY

    def services(self) -> Services:
        return Services(
            approvals=self.table,
            workflow=lambda: self.workflow,
            publisher=lambda: self.publisher,
            now=self.now,
            delays=DELAYS,
        )
