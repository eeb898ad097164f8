"""The whole system in memory: the shipped use cases, events and consumers of all three contexts, around one bus.

AWS's part is a few lines each: a stream passes a change to its publisher; a rule delivers an event to its consumers, in
any order and sometimes twice; an execution checks the contract, evaluates, waits, and publishes its evaluation.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import contracts_service.adapters.stream as contracts_stream
import web_service.adapters.publication.listing_stream as web_stream
import web_service.inbound as to_web
from contracts_service.adapters.contract_items import HEAD
from contracts_service.domain.change import Change
from properties_service.adapters.event_publisher import EventPublisher
from properties_service.domain.approval import Publication, Waiter
from properties_service.domain.content import ListingContent, ReadText, Sentiment
from properties_service.domain.home import Home
from properties_service.domain.languages import Language
from properties_service.domain.reasons import Reason, reason_against
from properties_service.domain.request import PublicationRequest, idempotency_key
from properties_service.events import (
    EvaluationReason,
    EvaluationResult,
    Metadata,
    PublicationEvaluationCompleted,
)
from properties_service.inbound import decisions
from properties_service.inbound.contract_status_changed import ContractStatusChanged
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested
from properties_service.inbound.reading import arrival_of
from properties_service.ports import TokenGone
from properties_service.use_cases.contract_facts import record_contract_status
from properties_service.use_cases.decisions import reconcile_evaluation
from properties_service.use_cases.evaluation import Attempt, ContractCheck, Outcome, check_contract, validate_content
from properties_service.use_cases.syncing import Services, sync_property
from properties_service.use_cases.waiting import start_waiting
from web_service.adapters.listings.listing_items import listing_item
from web_service.domain.listings.listing import Listing
from web_service.use_cases.publication import apply_evaluation, apply_revocation

from tests.unit.contracts.fakes import FakeContracts
from tests.unit.properties.fakes import DELAYS, GRACE, LIMITS, PATIENCE, FakeTable, safe
from tests.unit.web.fakes import FakeListings
from unicorn_cli.bus.envelopes import Envelope
from unicorn_kernel.address import address_key
from unicorn_kit.event_bus import EventBus

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
type Reader = Callable[[Envelope], None]


@dataclass
class Execution:
    """One execution of the workflow; `token` is its task token while it waits."""

    number: int
    request: PublicationRequest
    started_at: datetime
    token: str | None = None


@dataclass
class Agency:
    """`archive` holds every event that was published; `in_flight` holds the deliveries that were not consumed yet."""

    chance: Random
    now: datetime = START
    contracts: FakeContracts = field(default_factory=FakeContracts)
    table: FakeTable = field(default_factory=FakeTable)
    listings: FakeListings = field(default_factory=FakeListings)
    archive: list[Envelope] = field(default_factory=list)
    in_flight: list[tuple[Reader, Envelope]] = field(default_factory=list)
    looking: list[Execution] = field(default_factory=list)  # executions whose contract is not known yet
    waiting: dict[str, Execution] = field(default_factory=dict)
    ids: int = 0
    facts: dict[str, int] = field(default_factory=dict)  # number of facts about each property's contracts
    started: int = 0
    synced: bool = True

    # --- time and ids
    def new_id(self) -> UUID:
        self.ids += 1
        return UUID(int=self.ids)

    def tick(self) -> None:
        self.now += timedelta(milliseconds=self.chance.randint(1, 20_000))

    # --- streams
    def contract_changed(self, change: Change) -> None:
        contract = change.contract
        if not change.status_changed:
            return
        self.facts[contract.property_id] = self.facts.get(contract.property_id, 0) + 1
        head = {
            "sk": HEAD,
            "property_id": contract.property_id,
            "contract_id": str(contract.contract_id),
            "contract_status": contract.status,
            "event_id": str(change.change_id),
            "correlation_id": change.origin.correlation_id,
            "causation_id": change.origin.causation_id,
            "contract_last_modified_on": contract.modified_at.isoformat(),
        }
        image: dict[str, Any] = {name: {"S": value} for name, value in head.items()}
        image["sequence"] = {"N": str(self.facts[contract.property_id])}
        image["address_key"] = {"S": address_key(contract.address)}
        self.publish(contracts_stream.to_event({"dynamodb": {"NewImage": image}}))

    def listing_changed(self, before: Listing, after: Listing) -> None:
        images = {"OldImage": listing_item(before), "NewImage": listing_item(after)}
        self.publish(web_stream.to_event({"dynamodb": images}))

    # --- the bus
    def publish(self, event: Any) -> None:
        if event is not None:
            self.put(event.source, type(event).__name__, json.loads(event.model_dump_json()))

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        """Accept an adapter's call of PutEvents."""
        for entry in Entries:
            self.put(entry["Source"], entry["DetailType"], json.loads(entry["Detail"]))
        return {"Entries": [{"EventId": "x"} for _ in Entries]}

    def put(self, source: str, detail_type: str, detail: dict[str, Any]) -> None:
        time = self.now.isoformat(timespec="seconds").replace("+00:00", "Z")
        envelope = {
            "id": str(self.new_id()),
            "source": source,
            "detail-type": detail_type,
            "time": time,
            "detail": detail,
        }
        is_replay = "replay" in detail.get("metadata", {})
        if not is_replay:
            self.archive.append(envelope)
        readers: dict[str, list[Reader]] = {
            "ContractStatusChanged": [self.read_contract],
            "PublicationApprovalRequested": [self.start],
            "PublicationEvaluationCompleted": [self.read_evaluation, *[self.reconcile_evaluation] * is_replay],
            "PublicationRevoked": [self.read_revocation, *[self.reconcile_revocation] * is_replay],
        }
        self.in_flight += [(reader, envelope) for reader in readers[detail_type]]

    def deliver(self) -> None:
        """Deliver one event, chosen at random, to one consumer; one in ten is delivered again later."""
        if self.in_flight:
            reader, envelope = self.in_flight.pop(self.chance.randrange(len(self.in_flight)))
            if self.chance.random() < 0.1:
                self.in_flight.append((reader, envelope))
            reader(envelope)

    def settle(self) -> None:
        """Deliver everything, and let the grace period of executions and waiters pass, until nothing is left to do."""
        while self.in_flight or self.looking or self.to_be_declined():
            while self.in_flight:
                self.deliver()
            self.now += GRACE
            self.look_again()
            for property_id in self.to_be_declined():
                self.sync(property_id)

    def to_be_declined(self) -> list[str]:
        """Return the properties whose waiters the schedule declines once their grace period is over."""
        facts = self.table.facts
        ended = [w for w in self.table.waiters.values() if w.property_id in facts]
        return sorted({w.property_id for w in ended if reason_against(facts[w.property_id], w.home)})

    # --- Properties
    def read_contract(self, envelope: Envelope) -> None:
        arrived_at = arrival_of(envelope, now=self.now)
        fact = ContractStatusChanged.read(envelope).fact(envelope["id"], arrived_at=arrived_at)
        record_contract_status(fact, facts=self.table)
        self.sync(fact.property_id)

    def start(self, envelope: Envelope) -> None:
        self.started += 1
        request = PublicationApprovalRequested.read(envelope).request(envelope["id"])
        self.look(Execution(self.started, request, self.now))

    def look_again(self) -> None:
        looking, self.looking = self.looking, []
        for execution in looking:
            self.look(execution)

    def look(self, execution: Execution) -> None:
        name = f"execution-{execution.number}"
        check = check_contract(
            execution.request,
            attempt=Attempt(execution_id=name, started_at=execution.started_at, now=self.now, grace=GRACE),
            facts=self.table,
            requests=self.table,
            verdicts=self.table,
            limits=LIMITS,
        )
        match check.outcome:
            case Outcome.UNKNOWN:
                self.looking.append(execution)
            case Outcome.DECLINED | Outcome.KNOWN:
                self.judge(execution, check)

    def judge(self, execution: Execution, check: ContractCheck) -> None:
        request = execution.request
        feeling = "NEGATIVE" if any("dreadful" in text for text in request.texts.values()) else "POSITIVE"
        text = ReadText(
            field="description",
            language=Language(code="en", score=1.0),
            pieces=1,
            sentiments=[Sentiment(name=feeling, scores={})],
        )
        judgement = validate_content(
            request.request_id,
            ListingContent(images=request.images, texts=[text]),
            moderated=[safe(key) for key in check.unmoderated],
            limits=LIMITS,
            verdicts=self.table,
            requests=self.table,
            now=self.now,
        )
        if reasons := [*check.reasons, *judgement.reasons]:
            self.answer(request, reasons)
            return
        execution.token = f"token-{execution.number}"
        self.waiting[execution.token] = execution
        waiter = Waiter(
            property_id=request.property_id,
            request_id=request.request_id,
            token=execution.token,
            since=self.now,
            home=request.home,
        )
        start_waiting(waiter, approvals=self.table)
        self.sync(request.property_id)

    def sync(self, property_id: str) -> None:
        """Run the sync function, as the table's stream does, until nothing changes any more."""
        client: Any = self  # only put_events is called
        bus: EventBus[Any] = EventBus(client, "bus", key=lambda event: event.property_id)
        services = Services(
            approvals=self.table,
            workflow=lambda: self,
            publisher=lambda: EventPublisher(bus, self.new_id),
            now=self.now,
            delays=replace(DELAYS, patience=PATIENCE * 1_000),
        )
        while any(names for _, names in sync_property(property_id, services=services).facts()):
            pass

    def resume(self, waiter: Waiter, *, contract_id: str | None) -> None:
        request = self.woken(waiter).request
        known = self.table.publications.get(request.property_id)
        if known is None or known.sequence <= request.evaluation_sequence:
            self.table.publications[request.property_id] = Publication(
                property_id=request.property_id,
                request_id=request.request_id,
                contract_id=contract_id,
                sequence=request.evaluation_sequence,
                correlation_id=request.correlation_id,
                home=Home(key=request.home.key) if request.home else None,
            )
        self.answer(request, [], contract_id)

    def decline(self, waiter: Waiter, reason: Reason) -> None:
        self.answer(self.woken(waiter).request, [reason])

    def give_up(self, waiter: Waiter) -> None:
        raise AssertionError("no waiter gets that old in the simulation")

    def woken(self, waiter: Waiter) -> Execution:
        if waiter.token not in self.waiting:
            raise TokenGone
        return self.waiting.pop(waiter.token)

    def answer(self, request: PublicationRequest, reasons: Any, contract_id: str | None = None) -> None:
        metadata = Metadata(
            event_id=self.new_id(),
            idempotency_key=idempotency_key(request.request_id, "evaluation"),
            correlation_id=request.correlation_id,
            causation_id=request.causation_id,
            occurred_at=self.now,
            sequence=request.evaluation_sequence,
        )
        self.publish(
            PublicationEvaluationCompleted(
                metadata=metadata,
                property_id=request.property_id,
                request_id=request.request_id,
                evaluation_result=EvaluationResult.DECLINED if reasons else EvaluationResult.APPROVED,
                reasons=[EvaluationReason(code=r.code, subject=r.subject, message=r.message) for r in reasons],
                contract_id=contract_id,
                address_key=request.home.key if request.home else None,
            )
        )

    def reconcile_evaluation(self, envelope: Envelope) -> None:
        event = decisions.PublicationEvaluationCompleted.read(envelope)
        at = event.decided[0].occurred_at
        reconcile_evaluation(event.request(), event.publication(), approvals=self.table, requests=self.table, at=at)
        self.sync(event.property_id)

    def reconcile_revocation(self, envelope: Envelope) -> None:
        event = decisions.PublicationRevoked.read(envelope)
        metadata, request_id = event.decided
        self.table.mark_revoked(event.property_id, request_id, at=metadata.occurred_at)
        self.sync(event.property_id)

    # --- Web
    def read_evaluation(self, envelope: Envelope) -> None:
        event = to_web.read(json.dumps(envelope), to_web.PublicationEvaluationCompleted)
        apply_evaluation(event.detail.to_domain(event.occurred_at), listings=self.listings, now=self.now)

    def read_revocation(self, envelope: Envelope) -> None:
        event = to_web.read(json.dumps(envelope), to_web.PublicationRevoked)
        apply_revocation(event.detail.to_domain(event.occurred_at), listings=self.listings, now=self.now)
