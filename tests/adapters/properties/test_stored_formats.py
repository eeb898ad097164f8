"""Every form of an item that was ever written is read as it was meant, and written the same today.

The files in stored/ are never changed: they are what tables contain. A new form is a new file.
"""

import json
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.request_table import RequestTable
from properties_service.domain.approval import PropertyState
from properties_service.domain.content import Judgement, ReadText, Verdict
from properties_service.domain.contract_status import ContractStatus
from properties_service.domain.home import Home
from properties_service.domain.reasons import contract_not_found
from properties_service.domain.review import ReviewVerdict
from properties_service.ports import Findings

from tests.adapters.properties.conftest import TABLE
from tests.infra.approval import REQUEST, Played, known
from tests.unit.properties.fakes import (
    DESCRIPTION,
    FRIENDLY,
    HOME,
    HOUSE,
    MONDAY,
    POLISH,
    UNREADABLE,
    a_decision,
    a_fact,
    a_publication,
    a_request,
    a_review,
    a_waiter,
    safe,
    unsafe,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FOLDER = Path(__file__).parent / "stored"
STORED: dict[str, dict[str, Any]] = {file.stem: json.loads(file.read_text()) for file in FOLDER.glob("*.json")}
NUMBERED = a_fact(ContractStatus.APPROVED, sequence=7, as_of=MONDAY + timedelta(milliseconds=123))
UNNUMBERED = replace(a_fact(ContractStatus.DRAFT, sequence=None, contract_id=None), event_id="envelope-1")
WITHOUT_CONTRACT_ID = a_publication(contract_id=None)
WITH_ADDRESS = a_publication(home=Home(key=HOME.key))
REVIEW = a_review()
assert REVIEW.review is not None
ASKED = replace(REVIEW, review=replace(REVIEW.review, is_requested=True))
STATES = {
    "contract.numbered": PropertyState(property_id=HOUSE, contract=NUMBERED),
    "contract.from_an_older_system": PropertyState(property_id=HOUSE, contract=UNNUMBERED),
    "contract.with_address": PropertyState(property_id=HOUSE, contract=replace(NUMBERED, home=HOME)),
    "waiter": PropertyState(property_id=HOUSE, waiters=(a_waiter(),)),
    "waiter.with_address": PropertyState(property_id=HOUSE, waiters=(a_waiter(home=HOME),)),
    "waiter.for_a_person": PropertyState(property_id=HOUSE, waiters=(a_review(home=HOME),)),
    "waiter.for_a_person_who_was_asked": PropertyState(property_id=HOUSE, waiters=(ASKED,)),
    "decision.approved": PropertyState(property_id=HOUSE, decisions=(a_decision(comment=""),)),
    "decision.declined": PropertyState(property_id=HOUSE, decisions=(a_decision(ReviewVerdict.DECLINED),)),
    "publication.from_the_workflow": PropertyState(property_id=HOUSE, publication=a_publication()),
    "publication.from_the_workflow_without_contract_id": PropertyState(
        property_id=HOUSE, publication=WITHOUT_CONTRACT_ID
    ),
    "publication.from_the_workflow_with_address": PropertyState(property_id=HOUSE, publication=WITH_ADDRESS),
    "publication.from_the_workflow_without_address": PropertyState(property_id=HOUSE, publication=a_publication()),
    "publication.from_the_workflow_without_contract_id_and_address": PropertyState(
        property_id=HOUSE, publication=WITHOUT_CONTRACT_ID
    ),
    "publication.restored": PropertyState(property_id=HOUSE, publication=a_publication()),
    "publication.restored_with_address": PropertyState(property_id=HOUSE, publication=WITH_ADDRESS),
    "publication.restored_without_contract_id": PropertyState(property_id=HOUSE, publication=WITHOUT_CONTRACT_ID),
    "publication.revoked": PropertyState(property_id=HOUSE, publication=replace(a_publication(), revoked=True)),
}
REQUESTS = {  # the execution that may register the request again, and whether it was answered
    "request.registered": ("execution-1", False),
    "request.restored": (None, False),
    "request.with_findings": ("execution-1", False),
    "request.with_findings_of_each_text": ("execution-1", False),
    "request.with_questions": ("execution-1", False),
    "request.answered": ("execution-1", True),
    "request.answered_without_registration": (None, True),
}
VERDICTS = {"verdict.safe": safe("published/a"), "verdict.unsafe": unsafe("published/a", 60.123456)}
FINDINGS = Findings(
    request_id="request-1",
    verdicts=[unsafe("published/a"), Verdict(key="published/b", unreadable="InvalidS3ObjectException")],
    texts=[
        replace(DESCRIPTION, sentiments=[replace(FRIENDLY, words=["not good"])]),
        ReadText(field="captions", language=POLISH, pieces=1),
    ],
    judgement=Judgement(reasons=[contract_not_found(HOUSE)]),
)
QUESTIONS = replace(FINDINGS, judgement=Judgement(questions=[UNREADABLE]))


@pytest.fixture(autouse=True)
def _empty(client: "DynamoDBClient") -> None:
    for item in client.scan(TableName=TABLE)["Items"]:
        client.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})


def put(client: "DynamoDBClient", name: str) -> None:
    client.put_item(TableName=TABLE, Item=STORED[name])


def written(client: "DynamoDBClient") -> dict[str, Any]:
    """Return the only item of the table."""
    [item] = client.scan(TableName=TABLE)["Items"]
    return dict(item)


def test_every_stored_item_is_read() -> None:
    assert STORED.keys() == STATES.keys() | REQUESTS.keys() | VERDICTS.keys()


@pytest.mark.parametrize("name", STATES)
def test_a_stored_item_of_a_property_is_read(client: "DynamoDBClient", properties: PropertyTable, name: str) -> None:
    put(client, name)
    assert properties.state(HOUSE) == STATES[name]


@pytest.mark.parametrize("name", [name for name in STATES if name.startswith("contract")])
def test_a_stored_contract_is_replaced_by_a_newer_fact(
    client: "DynamoDBClient", properties: PropertyTable, name: str
) -> None:
    put(client, name)
    known = properties.of(HOUSE)
    properties.put(a_fact(ContractStatus.CLOSED, sequence=8), instead_of=known)
    assert properties.of(HOUSE) == a_fact(ContractStatus.CLOSED, sequence=8)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_stored_request_is_read(client: "DynamoDBClient", requests: RequestTable, name: str) -> None:
    execution, answered = REQUESTS[name]
    put(client, name)
    assert requests.is_answered("request-1") is answered
    assert requests.register(a_request(), execution_id="execution-1", at=MONDAY) is (execution == "execution-1")


@pytest.mark.parametrize("name", VERDICTS)
def test_a_stored_verdict_is_read(client: "DynamoDBClient", requests: RequestTable, name: str) -> None:
    put(client, name)
    assert requests.verdicts_on(["published/a"]) == {"published/a": VERDICTS[name]}


def test_items_of_a_property_are_still_written_alike(client: "DynamoDBClient", properties: PropertyTable) -> None:
    for name, fact in (
        ("contract.numbered", NUMBERED),
        ("contract.from_an_older_system", UNNUMBERED),
        ("contract.with_address", replace(NUMBERED, home=HOME)),
    ):
        properties.put(fact, instead_of=properties.of(HOUSE))
        assert written(client) == STORED[name]
    _delete(client, "contract.numbered")
    properties.add_waiter(a_waiter())
    assert written(client) == STORED["waiter"]
    properties.add_waiter(a_waiter(home=HOME))
    assert written(client) == STORED["waiter.with_address"]
    _delete(client, "waiter")
    properties.add_waiter(a_review(home=HOME))
    assert written(client) == STORED["waiter.for_a_person"]
    properties.add_waiter(a_review())
    properties.mark_requested(a_review())
    assert written(client) == STORED["waiter.for_a_person_who_was_asked"]
    properties.drop_waiter(a_review())
    for name, decision in (("approved", a_decision(comment="")), ("declined", a_decision(ReviewVerdict.DECLINED))):
        properties.keep_decision(decision, at=MONDAY)
        assert written(client) == STORED[f"decision.{name}"]
        _delete(client, f"decision.{name}")
    properties.restore_publication(a_publication(), at=MONDAY)
    assert written(client) == STORED["publication.restored"]
    properties.mark_revoked(HOUSE, "request-1", at=MONDAY + timedelta(days=1))
    assert written(client) == STORED["publication.revoked"]
    _delete(client, "publication.revoked")
    properties.restore_publication(WITHOUT_CONTRACT_ID, at=MONDAY)
    assert written(client) == STORED["publication.restored_without_contract_id"]
    _delete(client, "publication.restored_without_contract_id")
    properties.restore_publication(WITH_ADDRESS, at=MONDAY)
    assert written(client) == STORED["publication.restored_with_address"]


@pytest.mark.parametrize(
    ("name", "contract_id", "home"),
    [
        ("publication.from_the_workflow_with_address", "contract-1", {"home": asdict(HOME)}),
        ("publication.from_the_workflow_without_address", "contract-1", {}),
        ("publication.from_the_workflow_without_contract_id_and_address", None, {}),
    ],
)
def test_the_workflow_still_writes_publications_alike(name: str, contract_id: str | None, home: dict[str, Any]) -> None:
    check = {"Payload": known(request=REQUEST | home)}
    played = Played({"CheckContract": check, "WaitForContractApproval": {"contract_id": contract_id}})
    played.run()
    assert played.arguments["RecordPublication"][0]["Item"] == STORED[name]


def test_requests_are_still_written_alike(client: "DynamoDBClient", requests: RequestTable) -> None:
    requests.restore_request(a_request(), at=MONDAY)
    assert written(client) == STORED["request.restored"]
    _delete(client, "request.restored")
    requests.mark_answered("request-1")
    assert written(client) == STORED["request.answered_without_registration"]
    _delete(client, "request.answered_without_registration")
    requests.register(a_request(), execution_id="execution-1", at=MONDAY)
    assert written(client) == STORED["request.registered"]
    requests.keep_findings(FINDINGS)
    assert written(client) == STORED["request.with_findings_of_each_text"]
    requests.keep_findings(QUESTIONS)
    assert written(client) == STORED["request.with_questions"]
    requests.keep_findings(FINDINGS)
    requests.register(a_request(), execution_id="execution-1", at=MONDAY)
    requests.mark_answered("request-1")
    assert written(client) == STORED["request.answered"]


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts_are_still_written_alike(client: "DynamoDBClient", requests: RequestTable, name: str) -> None:
    requests.keep_verdicts([VERDICTS[name]], at=MONDAY)
    assert written(client) == STORED[name]


def _delete(client: "DynamoDBClient", name: str) -> None:
    client.delete_item(TableName=TABLE, Key={"pk": STORED[name]["pk"], "sk": STORED[name]["sk"]})
