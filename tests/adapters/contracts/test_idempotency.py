"""The same Idempotency-Key on the API, with the tables as deployed."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from contracts_service import wiring
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.ports import RequestInFlight

from tests.apigateway import LambdaContext
from tests.templates import create_table
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import HOUSE
from unicorn_kit.http import Response
from unicorn_kit.idempotency import Idempotency

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DRAFT: dict[str, Any] = {
    "property_id": HOUSE,
    "address": {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"},
    "seller_name": "Ada",
}
KEY = {"Idempotency-Key": "a-key-of-mine"}


@pytest.fixture
def idempotency(
    dynamodb: "DynamoDBClient", contracts: ContractTable, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Idempotency]:
    table = create_table(dynamodb, "unicorn_contracts", "ContractsIdempotencyTable")
    idempotency = Idempotency(dynamodb, table, prefix="contracts")
    monkeypatch.setattr(wiring, "contracts", lambda: contracts)
    monkeypatch.setattr(wiring, "idempotency", lambda: idempotency)
    yield idempotency
    dynamodb.delete_table(TableName=table)


@pytest.mark.usefixtures("idempotency")
def test_the_same_key_and_body_get_the_first_answer_again() -> None:
    first, second = (ask("POST", "/contracts", DRAFT, headers=KEY) for _ in range(2))
    assert first.status == second.status == 201
    assert (first.body, first.headers["Location"]) == (second.body, second.headers["Location"])


@pytest.mark.usefixtures("idempotency")
def test_the_same_key_with_another_body_is_rejected() -> None:
    ask("POST", "/contracts", DRAFT, headers=KEY)
    rejected = ask("POST", "/contracts", DRAFT | {"seller_name": "Bea"}, headers=KEY)
    assert (rejected.status, rejected.fields) == (422, {"Idempotency-Key"})


@pytest.mark.usefixtures("idempotency")
def test_an_error_response_is_not_stored() -> None:
    bad = DRAFT | {"seller_name": ""}
    assert [ask("POST", "/contracts", body, headers=KEY).status for body in (bad, DRAFT)] == [400, 201]


@pytest.mark.usefixtures("idempotency")
def test_one_agents_key_is_not_anothers() -> None:
    other = {"cognito:username": "agent2", "cognito:groups": "agents"}
    assert ask("POST", "/contracts", DRAFT, headers=KEY).status == 201
    assert ask("POST", "/contracts", DRAFT, headers=KEY, claims=other).status == 409


def test_a_key_whose_first_request_is_in_flight_is_a_conflict(idempotency: Idempotency) -> None:
    answer = Response[Any](HTTPStatus.OK, {"Content-Type": "text/plain"}, "done")

    def meanwhile() -> Response[Any]:
        with pytest.raises(RequestInFlight):
            idempotency.once("k", "{}", lambda: answer, context=LambdaContext())  # type: ignore[arg-type]
        return answer

    assert idempotency.once("k", "{}", meanwhile, context=LambdaContext()) == answer  # type: ignore[arg-type]
