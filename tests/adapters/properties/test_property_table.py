"""The ports `ContractFacts` and `Approvals` on DynamoDB."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.status_items import publication_key, waiter_key
from properties_service.domain.approval import Publication, RevocationReason, Revoke, Waiter
from properties_service.domain.contract_status import ContractFact, ContractStatus
from properties_service.domain.review import ReviewVerdict
from properties_service.events import PublicationRevoked
from properties_service.ports import ChangedMeanwhile, StoreUnavailable
from properties_service.use_cases.contract_facts import record_contract_status

from tests.adapters.properties.conftest import TABLE
from tests.unit.properties.fakes import MONDAY, a_decision, a_fact, a_review, a_waiter
from unicorn_kernel.sequences import DECISION_SEQUENCE_MAX

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

APPROVED, DRAFT = ContractStatus.APPROVED, ContractStatus.DRAFT


def a_house() -> str:
    return f"usa/anytown/main-street/{uuid4().hex}"


def put_publication(client: "DynamoDBClient", property_id: str, request_id: str = "r1", sequence: str = "2") -> None:
    """Write the item that the workflow's state RecordPublication writes."""
    client.put_item(
        TableName=TABLE,
        Item=publication_key(property_id)
        | {
            "property_id": {"S": property_id},
            "request_id": {"S": request_id},
            "contract_id": {"NULL": True},
            "sequence": {"N": sequence},
            "correlation_id": {"S": "c"},
            "published_at": {"S": "2026-03-02T09:00:00.000Z"},
        },
    )


@pytest.mark.parametrize(
    "fact",
    [
        a_fact(APPROVED, sequence=7),
        a_fact(DRAFT, sequence=None, contract_id=None),
        a_fact(as_of=MONDAY + timedelta(microseconds=123_000)),
    ],
)
def test_a_fact_is_read_back_equal(properties: PropertyTable, fact: ContractFact) -> None:
    fact = replace(fact, property_id=a_house())
    properties.put(fact, instead_of=None)
    assert properties.of(fact.property_id) == fact


def test_an_unknown_property_has_no_state(properties: PropertyTable) -> None:
    assert properties.of(a_house()) is None


@pytest.mark.parametrize("read", [None, a_fact(DRAFT, sequence=1), a_fact(APPROVED, sequence=1)])
def test_a_fact_that_another_writer_has_replaced_is_not_overwritten(
    properties: PropertyTable, read: ContractFact | None
) -> None:
    house = a_house()
    properties.put(a_fact(APPROVED, sequence=2, property_id=house), instead_of=None)
    with pytest.raises(ChangedMeanwhile):
        properties.put(a_fact(DRAFT, sequence=3, property_id=house), instead_of=read)


def test_the_newest_fact_is_kept(properties: PropertyTable) -> None:
    house = a_house()
    for sequence, status in ((3, ContractStatus.CLOSED), (1, DRAFT), (2, APPROVED), (3, ContractStatus.CLOSED)):
        record_contract_status(a_fact(status, sequence=sequence, property_id=house), facts=properties)
    known = properties.of(house)
    assert known is not None
    assert known.status is ContractStatus.CLOSED


def test_one_read_returns_the_whole_state(client: "DynamoDBClient", properties: PropertyTable) -> None:
    house = a_house()
    waiters = {replace(a_waiter(f"r{number}"), property_id=house) for number in range(3)}
    properties.put(a_fact(property_id=house), instead_of=None)
    for waiter in waiters:
        properties.add_waiter(waiter)
    put_publication(client, house)
    state = properties.state(house)
    assert state.contract == a_fact(property_id=house)
    assert set(state.waiters) == waiters
    assert state.publication == Publication(
        property_id=house, request_id="r1", contract_id=None, sequence=2, correlation_id="c"
    )


def test_each_request_waits_with_a_token_of_its_own(properties: PropertyTable) -> None:
    house = a_house()
    first, second = (replace(a_waiter(name), property_id=house) for name in ("r1", "r2"))
    properties.add_waiter(first)
    properties.add_waiter(second)
    properties.drop_waiter(first)
    assert properties.state(house).waiters == (second,)


def test_dropping_an_old_token_leaves_the_new_one_and_dropping_twice_is_harmless(properties: PropertyTable) -> None:
    old = Waiter(property_id=a_house(), request_id="r", token="old", since=MONDAY)
    new = replace(old, token="new")
    properties.add_waiter(old)
    properties.add_waiter(new)
    properties.drop_waiter(old)
    assert properties.state(old.property_id).waiters == (new,)
    properties.drop_waiter(new)
    properties.drop_waiter(new)
    assert properties.state(old.property_id).waiters == ()


def test_the_two_kinds_of_waiters_of_a_request_have_items_of_their_own(properties: PropertyTable) -> None:
    """A version that knows no reviews must not take one for a waiter whose contract is approved."""
    house = a_house()
    person, contract = (replace(waiter, property_id=house) for waiter in (a_review(token="a"), a_waiter(token="b")))
    for waiter in (person, contract):
        properties.add_waiter(waiter)
    assert properties.state(house).waiters == (person, contract)
    assert waiter_key(person)["sk"] == {"S": "REVIEW#request-1"}
    properties.drop_waiter(person)
    assert properties.state(house).waiters == (contract,)


def test_only_the_newest_token_of_a_review_is_marked_as_asked(properties: PropertyTable) -> None:
    old = replace(a_review(token="old"), property_id=a_house())
    new = replace(old, token="new")
    properties.add_waiter(old)
    properties.add_waiter(new)
    for waiter, is_requested in ((old, False), (new, True)):
        properties.mark_requested(waiter)
        [stored] = properties.state(old.property_id).waiters
        assert stored.review is not None
        assert (stored.token, stored.review.is_requested) == ("new", is_requested)
    properties.drop_waiter(new)
    properties.mark_requested(new)  # nothing waits any more, and nothing is written
    assert properties.state(old.property_id).waiters == ()


def test_the_first_decision_about_a_request_is_kept(properties: PropertyTable) -> None:
    first = replace(a_decision(ReviewVerdict.DECLINED), property_id=a_house())
    other = replace(first, request_id="request-2", verdict=ReviewVerdict.APPROVED)
    later = replace(first, verdict=ReviewVerdict.APPROVED)
    kept = [properties.keep_decision(one, at=MONDAY) for one in (first, later, first, other)]
    assert kept == [True, False, False, True]
    assert properties.state(first.property_id).decisions == (first, other)


def test_a_revocation_marks_the_publication_it_was_for(client: "DynamoDBClient", properties: PropertyTable) -> None:
    house = a_house()
    put_publication(client, house)
    publication = properties.state(house).publication
    assert publication is not None
    put_publication(client, house, "r2")
    properties.mark_revoked(house, publication.request_id, at=MONDAY)
    second = properties.state(house).publication
    assert second is not None
    assert not second.revoked
    properties.mark_revoked(house, second.request_id, at=MONDAY)
    assert properties.state(house).publication == replace(second, revoked=True)


def test_a_restored_publication_is_written_as_the_workflow_writes_it(
    client: "DynamoDBClient", properties: PropertyTable
) -> None:
    house = a_house()
    put_publication(client, house)
    before = item(client, house)
    lost = properties.state(house).publication
    assert lost is not None
    client.delete_item(TableName=TABLE, Key=publication_key(house))
    for _ in range(2):
        properties.restore_publication(lost, at=MONDAY)
        assert item(client, house) == before
    properties.mark_revoked(house, lost.request_id, at=MONDAY)
    revoked = item(client, house)
    properties.mark_revoked(house, lost.request_id, at=MONDAY + timedelta(days=1))
    properties.restore_publication(lost, at=MONDAY)
    properties.restore_publication(replace(lost, request_id="r0", sequence=1), at=MONDAY)
    assert item(client, house) == revoked
    properties.restore_publication(replace(lost, request_id="r2", sequence=4), at=MONDAY)
    assert "revoked_at" not in item(client, house)


def test_a_stored_sequence_that_no_event_can_have_bars_no_property(
    client: "DynamoDBClient", properties: PropertyTable
) -> None:
    house = a_house()
    properties.put(a_fact(APPROVED, sequence=10**30, property_id=house), instead_of=None)
    closed = a_fact(ContractStatus.CLOSED, sequence=3, property_id=house)
    assert record_contract_status(closed, facts=properties)
    assert properties.of(house) == closed
    put_publication(client, house, sequence="1" + 30 * "0")
    known = properties.state(house).publication
    assert known is not None
    revoke = Revoke(publication=known, contract=closed, reason=RevocationReason.CONTRACT_CLOSED)
    assert PublicationRevoked.of(revoke, event_id=uuid4(), at=MONDAY).metadata.sequence == DECISION_SEQUENCE_MAX
    properties.restore_publication(replace(known, request_id="r2", sequence=4), at=MONDAY)
    assert item(client, house)["sequence"] == {"N": "4"}


def item(client: "DynamoDBClient", property_id: str) -> dict[str, object]:
    return dict(client.get_item(TableName=TABLE, Key=publication_key(property_id))["Item"])


def test_the_index_has_no_task_token(client: "DynamoDBClient", properties: PropertyTable) -> None:
    properties.add_waiter(replace(a_waiter(), property_id=a_house()))
    items = client.scan(TableName=TABLE, IndexName="waiting")["Items"]
    assert items
    assert not any("task_token" in item for item in items)


def test_a_failing_store_is_unavailable(properties: PropertyTable, monkeypatch: pytest.MonkeyPatch) -> None:
    def throttled(*_: object, **__: object) -> None:
        raise ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, "Query")

    monkeypatch.setattr(properties._client, "_make_api_call", throttled)
    with pytest.raises(StoreUnavailable):
        properties.state("x")
    with pytest.raises(StoreUnavailable):
        properties.of("x")


class OneItemAPage:
    """A client whose queries answer one item at a time, as DynamoDB does beyond a megabyte."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client

    def query(self, **query: Any) -> dict[str, Any]:
        return dict(self._client.query(**query, Limit=1))


def test_a_state_of_many_pages_is_read_to_its_end(client: "DynamoDBClient", properties: PropertyTable) -> None:
    property_id = a_house()
    put_publication(client, property_id)
    properties.put(replace(a_fact(APPROVED), property_id=property_id), instead_of=None)
    for request_id in ("r1", "r2"):
        properties.add_waiter(replace(a_waiter(request_id), property_id=property_id))
    state = PropertyTable(cast("DynamoDBClient", OneItemAPage(client)), TABLE).state(property_id)
    assert state == properties.state(property_id)
    assert (state.contract is not None, state.publication is not None, len(state.waiters)) == (True, True, 2)
