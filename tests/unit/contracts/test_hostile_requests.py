"""Thousands of requests generated from the OpenAPI document: none breaks the API, and each accepted write is stored."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from contracts_service import wiring
from contracts_service.api.routes import API
from contracts_service.handlers import contracts_api
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import BaseSchema, Case, GenerationMode
from schemathesis.core.result import Ok

from tests.apigateway import wsgi
from tests.generated import NIGHTLY, examples
from tests.receipts import ForgetfulReceipts
from tests.unit.contracts.api import PATHS
from tests.unit.contracts.fakes import FakeContracts
from unicorn_kernel.property_id import Address, InvalidPropertyId, of_address
from unicorn_kit.openapi import document

pytestmark = pytest.mark.slow

REQUESTS = examples(5_000)

# OpenAPI cannot express that an address and an id must agree, or that a day is not over: those are 400 too.
ACCEPTED = ["2xx", "304", "400", "404", "409", "412", "428"]
CONFIG = schemathesis.Config.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}}})
APP = wsgi(contracts_api.handler, PATHS)


def behind_the_authorizer() -> dict[str, Any]:
    """Return the API's description as the function sees it: API Gateway has checked the token before."""
    described = document(API)
    del described["security"], described["components"]["securitySchemes"]
    return described


def cases(schema: BaseSchema) -> st.SearchStrategy[Case[Any]]:
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    good = [operation.as_strategy(generation_mode=GenerationMode.POSITIVE) for operation in operations]
    bad = [operation.as_strategy(generation_mode=GenerationMode.NEGATIVE) for operation in operations]
    return st.one_of(good + bad)


def make_sense(case: Case[Any], store: FakeContracts) -> None:
    """Let a valid draft have an address that can be spelled, and a valid change the id of an existing contract."""
    known = list(store.stored.values())[-1:]
    if case.method == "POST" and isinstance(case.body, dict):
        case.body.pop("property_id", None)
        case.body["address"] = spellable(case.body["address"], len(store.stored))
    elif case.method == "PUT" and isinstance(case.body, dict) and known:
        case.body["property_id"] = known[0].property_id
    elif case.method == "PATCH" and known:
        case.path_parameters["contract_id"] = str(known[0].contract_id)
        case.headers["If-Match"] = f'"{known[0].version}"'


def spellable(address: Any, number: int) -> Any:
    """Return the address, or a plain one: many characters of Unicode stand for nothing that an address may hold."""
    try:
        of_address(Address(**address | {"number": str(address["number"])}))
    except InvalidPropertyId:
        return {"country": "usa", "city": "anytown", "street": "main street", "number": number}
    return address


@pytest.fixture(scope="module")
def store() -> Iterator[FakeContracts]:
    """One store for all requests, so that later ones meet the contracts of earlier ones."""
    fake = FakeContracts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "contracts", lambda: fake)
        patch.setattr(wiring, "receipts", ForgetfulReceipts)
        yield fake


def test_no_request_breaks_the_api_and_every_write_can_be_read_back(store: FakeContracts) -> None:
    schema = schemathesis.openapi.from_dict(behind_the_authorizer(), config=CONFIG)
    statuses: Counter[str] = Counter()

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=not NIGHTLY,
    )
    @given(case=cases(schema))
    def ask(case: Case[Any]) -> None:
        if case.meta and case.meta.generation.mode is GenerationMode.POSITIVE:
            make_sense(case, store)
        response = case.call(app=APP)
        statuses[f"{case.method} {response.status_code}"] += 1
        case.validate_response(response)
        if response.status_code in {200, 201} and case.method != "GET":
            assert kept(schema, response.json()) == response.json()

    ask()
    print(dict(sorted(statuses.items())))
    assert statuses.total() >= REQUESTS
    assert all(statuses[taken] > 50 for taken in ("POST 201", "PUT 200", "PATCH 200", "GET 200")), statuses


def kept(schema: BaseSchema, contract: dict[str, Any]) -> Any:
    read = schema["/contracts/{contract_id}"]["GET"].Case(path_parameters={"contract_id": contract["contract_id"]})
    return read.call(app=APP).json()
