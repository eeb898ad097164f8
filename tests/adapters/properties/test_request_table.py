"""The ports `Requests` and `Verdicts` on DynamoDB."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from properties_service.adapters.request_items import request_key, verdict_key
from properties_service.adapters.request_table import RequestTable
from properties_service.domain.content import Judgement, Verdict
from properties_service.domain.reasons import contract_not_found
from properties_service.ports import Findings, StoreUnavailable

from tests.adapters.properties.conftest import TABLE
from tests.unit.properties.fakes import DESCRIPTION, MONDAY, a_request, safe, unsafe

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def test_a_request_belongs_to_the_first_execution_that_registers_it(requests: RequestTable) -> None:
    request = a_request(uuid4().hex)
    assert requests.register(request, execution_id="first", at=MONDAY)
    assert not requests.register(request, execution_id="second", at=MONDAY)
    assert requests.register(request, execution_id="first", at=MONDAY + timedelta(seconds=30))


def test_a_request_has_a_time_to_live(client: "DynamoDBClient", requests: RequestTable) -> None:
    request = a_request(uuid4().hex)
    requests.register(request, execution_id="first", at=MONDAY)
    item = client.get_item(TableName=TABLE, Key=request_key(request.request_id))["Item"]
    assert int(item["expires_at"]["N"]) == (MONDAY + timedelta(days=120)).timestamp()


def test_a_restored_request_belongs_to_no_execution(client: "DynamoDBClient", requests: RequestTable) -> None:
    answered, running = a_request(uuid4().hex), a_request(uuid4().hex)
    assert requests.register(running, execution_id="first", at=MONDAY)
    for request in (answered, running):
        requests.restore_request(request, at=MONDAY)
    assert not requests.register(answered, execution_id="first", at=MONDAY)
    assert requests.register(running, execution_id="first", at=MONDAY)


def test_the_findings_of_an_evaluation_are_on_its_request(client: "DynamoDBClient", requests: RequestTable) -> None:
    request_id = uuid4().hex
    requests.register(a_request(request_id), execution_id="first", at=MONDAY)
    broken = Verdict(key="b", unreadable="InvalidS3ObjectException")
    requests.keep_findings(
        Findings(
            request_id=request_id,
            verdicts=[unsafe("a"), broken],
            texts=[DESCRIPTION],
            judgement=Judgement(reasons=[contract_not_found("x")]),
        )
    )
    item = client.get_item(TableName=TABLE, Key=request_key(request_id))["Item"]
    findings = item["findings"]["M"]
    assert item["execution_id"]["S"] == "first"
    assert findings["images"]["L"][0]["M"]["labels"]["L"][0]["M"]["confidence"] == {"N": "98.5"}
    assert findings["images"]["L"][1]["M"]["unreadable"] == {"S": "InvalidS3ObjectException"}
    assert findings["texts"]["L"][0]["M"]["sentiments"]["L"][0]["M"]["scores"]["M"] == {"Positive": {"N": "0.9"}}


def test_a_request_is_marked_as_answered(requests: RequestTable) -> None:
    request_id = uuid4().hex
    assert not requests.is_answered(request_id)
    requests.mark_answered(request_id)
    assert requests.is_answered(request_id)


@pytest.mark.parametrize("number", [0, 1, 26, 100])
def test_verdicts_are_read_back_equal(requests: RequestTable, number: int) -> None:
    keys = [f"published/{uuid4().hex}" for _ in range(number)]
    verdicts = {key: unsafe(key, 60.123456) if position % 2 else safe(key) for position, key in enumerate(keys)}
    requests.keep_verdicts(list(verdicts.values()), at=MONDAY)
    assert requests.verdicts_on([*keys, "published/never-seen"]) == verdicts


def test_a_verdict_has_a_time_to_live_of_a_year(client: "DynamoDBClient", requests: RequestTable) -> None:
    requests.keep_verdicts([safe("published/old")], at=MONDAY)
    item = client.get_item(TableName=TABLE, Key=verdict_key("published/old"))["Item"]
    assert int(item["expires_at"]["N"]) == (MONDAY + timedelta(days=365)).timestamp()


def test_unprocessed_keys_are_requested_again(requests: RequestTable, monkeypatch: pytest.MonkeyPatch) -> None:
    requests.keep_verdicts([safe("published/a"), safe("published/b")], at=MONDAY)
    read = requests._client.batch_get_item

    def half(**wanted: Any) -> Any:
        [first, *others] = wanted["RequestItems"][TABLE]["Keys"]
        answer = read(RequestItems={TABLE: {"Keys": [first]}})
        return answer | {"UnprocessedKeys": {TABLE: {"Keys": others}} if others else {}}

    monkeypatch.setattr(requests._client, "batch_get_item", half)
    assert requests.verdicts_on(["published/a", "published/b"]).keys() == {"published/a", "published/b"}


def test_a_store_that_processes_no_key_is_unavailable(requests: RequestTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        requests._client, "batch_get_item", lambda RequestItems: {"Responses": {}, "UnprocessedKeys": RequestItems}
    )
    monkeypatch.setattr(requests._client, "batch_write_item", lambda RequestItems: {"UnprocessedItems": RequestItems})
    with pytest.raises(StoreUnavailable):
        requests.verdicts_on(["published/a"])
    with pytest.raises(StoreUnavailable):
        requests.keep_verdicts([safe("published/a")], at=MONDAY)
