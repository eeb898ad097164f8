"""Random histories of one property id that two homes claim, with events of older systems whose clocks are wrong.

Whatever is delivered, in whatever order: the listing of one home is never public on the contract of the other.
"""

from collections import Counter
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

import pytest
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.home import are_two

from tests.simulation.agency import START, Agency
from unicorn_kernel.address import Address, address_key

pytestmark = pytest.mark.slow

HISTORIES, QUICK = 300, 30
SEEDS = [*range(QUICK), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(QUICK, HISTORIES))]
STEPS = 60
CLAIMED = "usa/anytown/main-street/12-4"
LISTED = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "12-4"}
OTHER = LISTED | {"number": "12/4"}
DRAFT, APPROVED = ContractStatus.DRAFT, ContractStatus.APPROVED
SKEW = timedelta(hours=10)


class Claims:
    """One history: contracts for either address, requests for the listed one, old-form events about any of them."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.agency = Agency(self.chance)
        self.address, self.contract_id, self.status = LISTED, "", ContractStatus.CLOSED
        self.of_the_other: set[str] = set()
        self.sequence = self.requests = 0
        self.done: Counter[str] = Counter()

    def run(self) -> "Claims":
        actions = [self.draft, self.move, self.move, self.end, self.request, self.request, self.old_form]
        actions += [self.agency.deliver] * 6 + [self.agency.look_again]
        for _ in range(STEPS):
            self.agency.tick()
            self.chance.choice(actions)()
            self.check()
        self.agency.settle()
        self.check()
        return self

    def draft(self) -> None:
        if self.status not in {DRAFT, APPROVED}:
            self.address = self.chance.choice([LISTED, OTHER])
            self.contract_id = str(self.agency.new_id())
            self.of_the_other |= {self.contract_id} if self.address is OTHER else set()
            self.publish_contract(DRAFT)

    def move(self) -> None:
        if self.status is DRAFT:
            self.publish_contract(APPROVED)

    def end(self) -> None:
        if self.status in {DRAFT, APPROVED}:
            self.publish_contract(ContractStatus.CANCELLED)

    def publish_contract(self, status: ContractStatus) -> None:
        self.status, self.sequence = status, self.sequence + 1
        key = address_key(Address(**self.address))
        numbered = {"metadata": self.metadata(self.sequence), "address_key": key, "address": self.address}
        self.put_contract(self.contract_id, status, numbered)

    def old_form(self) -> None:
        """Publish a status without number and address, of a clock that may be ten hours ahead or behind."""
        contract_id = self.chance.choice([None, "an older system's"])
        skew = self.chance.choice([-SKEW, timedelta(0), SKEW])
        self.put_contract(contract_id, self.chance.choice(list(ContractStatus)), {}, skew)

    def put_contract(
        self, contract_id: str | None, status: ContractStatus, more: dict[str, Any], skew: timedelta = timedelta(0)
    ) -> None:
        at = (self.agency.now + skew).isoformat()
        detail = {"property_id": CLAIMED, "contract_status": status, "contract_last_modified_on": at} | more
        detail |= {"contract_id": contract_id} if contract_id else {}
        self.agency.put("unicorn.contracts", "ContractStatusChanged", detail)

    def request(self) -> None:
        self.requests += 1
        content = {"address": LISTED, "description": "A lovely house.", "images": ["a"]}
        ids = {"property_id": CLAIMED, "request_id": str(UUID(int=self.requests))}
        detail = {"metadata": self.metadata(self.requests)} | ids | content
        self.agency.put("unicorn.web", "PublicationApprovalRequested", detail)

    def metadata(self, sequence: int) -> dict[str, Any]:
        ids = {"event_id": str(self.agency.new_id()), "correlation_id": "c"}
        return ids | {"schema_version": 1, "sequence": sequence}

    def check(self) -> None:
        publication, fact = self.agency.table.publications.get(CLAIMED), self.agency.table.facts.get(CLAIMED)
        if publication is not None and not publication.revoked:
            assert fact is not None
            assert not fact.has_ended
            assert not are_two(publication.home, fact.home)
            assert publication.contract_id not in self.of_the_other

    @property
    def fact(self) -> ContractFact:
        return self.agency.table.facts[CLAIMED]

    def events(self, detail_type: str) -> list[dict[str, Any]]:
        return [event["detail"] for event in self.agency.archive if event["detail-type"] == detail_type]


@cache
def played(seed: int) -> Claims:
    return Claims(seed).run()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_listing_is_never_public_on_the_contract_of_another_address(seed: int) -> None:
    claims = played(seed)
    approved = [
        evaluation
        for evaluation in claims.events("PublicationEvaluationCompleted")
        if evaluation["evaluation_result"] == "APPROVED"
    ]
    assert claims.of_the_other.isdisjoint(evaluation["contract_id"] for evaluation in approved)
    publication = claims.agency.table.publications.get(CLAIMED)
    if publication is not None and not publication.revoked and claims.sequence:
        assert claims.address is LISTED
        assert claims.status in {DRAFT, APPROVED}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_old_form_event_never_wins_against_a_numbered_one(seed: int) -> None:
    claims = played(seed)
    if claims.sequence:
        assert claims.fact.sequence == claims.sequence
        assert (claims.fact.status, claims.fact.contract_id) == (claims.status, claims.contract_id)


@pytest.mark.slow
def test_the_histories_include_both_addresses_declines_revocations_and_old_form_events() -> None:
    """Histories in which nothing becomes public, or nobody claims the other's id, would prove nothing."""
    seen: Counter[str] = Counter()
    for claims in map(played, range(HISTORIES)):
        for evaluation in claims.events("PublicationEvaluationCompleted"):
            seen.update(reason["code"] for reason in evaluation["reasons"])
            seen[evaluation["evaluation_result"]] += 1
            seen["on an older system's contract"] += evaluation["contract_id"] in {None, "an older system's"} and (
                evaluation["evaluation_result"] == "APPROVED"
            )
        seen.update(event["reason"] for event in claims.events("PublicationRevoked"))
        seen["public"] += any(not found.revoked for found in claims.agency.table.publications.values())
        seen["old form"] += sum("metadata" not in event for event in claims.events("ContractStatusChanged"))
    print(dict(seen))
    wanted = {"APPROVED", "CONTRACT_OF_ANOTHER_ADDRESS", "CONTRACT_ENDED", "CONTRACT_REPLACED", "public", "old form"}
    assert min(seen[name] for name in wanted | {"on an older system's contract"}) > 30


@pytest.mark.parametrize("seed", range(100))
def test_among_old_form_events_that_arrive_in_order_the_last_one_wins_though_some_are_dated_ahead(seed: int) -> None:
    claims = Claims(seed)
    stages = [DRAFT, APPROVED, ContractStatus.CANCELLED] * 3
    for number, status in enumerate(stages[: claims.chance.randint(1, len(stages))]):
        claims.agency.now = START + timedelta(minutes=number)
        contract_id = claims.chance.choice([None, f"contract-{number // 3}"])
        claims.put_contract(contract_id, status, {}, claims.chance.choice([timedelta(0), SKEW]))
        claims.agency.settle()
        assert claims.fact.status is status
