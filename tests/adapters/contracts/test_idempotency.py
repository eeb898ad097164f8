"""The same Idempotency-Key on the API, with the tables as deployed."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from contracts_service import wiring
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.ports import ContractFilter

from tests.receipts import AtCommit, FunctionDied, die, lose_answer
from tests.templates import create_table
from tests.unit.contracts.api import Answer, ask
from tests.unit.contracts.fakes import HOUSE
from unicorn_kit.idempotency import Receipts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DRAFT: dict[str, Any] = {
    "property_id": HOUSE,
    "address": {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"},
    "seller_name": "Ada",
}
KEY = {"Idempotency-Key": "a-key-of-mine"}


@pytest.fixture(autouse=True)
def commit(dynamodb: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> Iterator[AtCommit]:
    table = create_table(dynamodb, "unicorn_contracts", "ContractsIdempotencyTable")
    client: Any = AtCommit(dynamodb)
    monkeypatch.setattr(wiring, "contracts", lambda: ContractTable(client, "ContractsTable"))
    monkeypatch.setattr(wiring, "receipts", lambda: Receipts(dynamodb, table, prefix="contracts"))
    yield client
    dynamodb.delete_table(TableName=table)


def draft(body: object = DRAFT, *, key: str = KEY["Idempotency-Key"]) -> Answer:
    return ask("POST", "/contracts", body, headers={"Idempotency-Key": key})


def the_one(*answers: Answer) -> None:
    """All answers are the first one, and there is one contract."""
    first, *others = ((answer.status, answer.body, answer.headers["Location"]) for answer in answers)
    assert first[0] == 201
    assert others == [first] * len(others)
    assert [str(contract.contract_id) for contract in wiring.contracts().find(ContractFilter())] == [
        answers[0].body["contract_id"]
    ]


def test_the_same_key_and_body_get_the_first_answer_again() -> None:
    the_one(draft(), draft())


def test_the_order_of_names_white_space_and_quotes_around_the_key_do_not_count() -> None:
    spaced = json.dumps(dict(reversed(DRAFT.items())), indent=2)
    the_one(draft(), draft(spaced, key='"a-key-of-mine"'))


def test_an_answer_that_was_lost_on_its_way_is_answered_again(commit: AtCommit) -> None:
    commit.after.append(lose_answer)
    the_one(draft(), draft())


def test_a_function_that_died_after_its_commit_has_answered(commit: AtCommit) -> None:
    commit.after.append(die)
    with pytest.raises(FunctionDied):
        draft()
    the_one(draft(), draft())


def test_a_function_that_died_before_its_commit_has_not_answered(commit: AtCommit) -> None:
    commit.before.append(die)
    with pytest.raises(FunctionDied):
        draft()
    the_one(draft(), draft())


def test_of_two_at_once_one_has_its_effect_and_both_get_its_answer(commit: AtCommit) -> None:
    meanwhile: list[Answer] = []
    commit.before.append(lambda: meanwhile.append(draft()))
    the_one(draft(), *meanwhile)


def test_the_same_key_with_another_body_is_rejected() -> None:
    draft()
    rejected = draft(DRAFT | {"seller_name": "Bea"})
    assert (rejected.status, rejected.kind, rejected.fields) == (422, "key-of-another-request", {"Idempotency-Key"})


def test_an_error_response_is_not_stored() -> None:
    assert [draft(body).status for body in (DRAFT | {"seller_name": ""}, DRAFT)] == [400, 201]


@pytest.mark.parametrize("body", ["", "{", "[" * 60_000, '"\\ud800"', '"a"'])
def test_what_is_no_request_is_refused_as_without_a_key(body: str) -> None:
    assert draft(body).status == ask("POST", "/contracts", body).status == 400


def test_one_agents_key_is_not_anothers() -> None:
    other = {"cognito:username": "agent2", "cognito:groups": "agents"}
    assert draft().status == 201
    assert ask("POST", "/contracts", DRAFT, headers=KEY, claims=other).status == 409


def test_a_key_is_free_again_after_a_day(dynamodb: "DynamoDBClient") -> None:
    draft()
    [receipt] = dynamodb.scan(TableName="ContractsIdempotencyTable")["Items"]
    receipt["expiration"] = {"N": "1"}  # DynamoDB removes it some time later
    dynamodb.put_item(TableName="ContractsIdempotencyTable", Item=receipt)
    assert draft(DRAFT | {"address": DRAFT["address"] | {"number": "112"}, "property_id": None}).status == 201
