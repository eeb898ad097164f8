"""A bad event breaks nothing: it is in the consumer's dead-letter queue, whole, with the reason."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from events.tools.samples import Sample
from events.tools.wrap import entries, message
from tests.integration.aws import Aws
from tests.integration.properties.agency import PATIENCE, Agency, a_house, a_request
from tests.templates import PROJECT
from unicorn_cli.terminal.waiting import eventually

QUEUES = {
    "ContractStatusChanged": "PropertiesContractStatusDeadLetterQueueUrl",
    "PublicationApprovalRequested": "PropertiesRequestDeadLetterQueueUrl",
    "PublicationEvaluationCompleted": "WebEvaluationDeadLetterQueueUrl",
    "PublicationRevoked": "WebEvaluationDeadLetterQueueUrl",
}
APPROVED = PROJECT / "events/samples/unicorn.contracts/ContractStatusChanged.v1.approved.json"
BAD: dict[str, tuple[dict[str, Any], str]] = {  # by case: the bad fields, and the field that the reason names
    "unknown version": ({"metadata": {"event_id": "e", "correlation_id": "c", "schema_version": 2}}, "schema_version"),
    "null": ({"property_id": None}, "property_id"),
    "mistyped": ({"property_id": 111}, "property_id"),
}


@pytest.fixture
def agency(aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[dict[str, Any]]]) -> Agency:
    return Agency(aws, outputs, bus_events)


def letters(aws: Aws, queue: str, mark: str) -> Callable[[], list[tuple[str, str]]]:
    """Return a function that receives and deletes the dead letters with a mark: body and reason of each."""
    found: list[tuple[str, str]] = []

    def take() -> list[tuple[str, str]]:
        answer = aws.sqs.receive_message(
            QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=1, MessageAttributeNames=["reason"]
        )
        for letter in answer.get("Messages", []):
            if mark in letter["Body"]:
                found.append((letter["Body"], letter["MessageAttributes"]["reason"]["StringValue"]))
                aws.sqs.delete_message(QueueUrl=queue, ReceiptHandle=letter["ReceiptHandle"])
        return found

    return take


@pytest.mark.parametrize("detail_type", QUEUES)
def test_a_bad_event_is_a_dead_letter_whole_and_with_the_reason(
    agency: Agency, outputs: dict[str, str], sources: dict[str, str], detail_type: str
) -> None:
    mark = uuid4().hex
    bad = {case: fault | {"mark": f"{mark} {case}"} for case, (fault, _) in BAD.items()}
    for detail in bad.values():
        agency.publish(sources[detail_type], detail_type, detail)
    take = letters(agency.aws, outputs[QUEUES[detail_type]], mark)
    assert eventually(lambda: len(take()) >= len(bad), seconds=PATIENCE), take()
    kept = {json.loads(body)["detail"]["mark"]: (json.loads(body), reason) for body, reason in take()}
    for case, detail in bad.items():
        envelope, reason = kept[detail["mark"]]
        assert (envelope["detail"], envelope["detail-type"]) == (detail, detail_type)
        assert BAD[case][1] in reason


@pytest.mark.parametrize("source", ["unicorn-contracts", "unicorn-approvals", "unicorn-web"])
def test_an_event_of_an_older_systems_source_is_a_dead_letter_that_says_so(
    agency: Agency, unicorn: Callable[..., subprocess.CompletedProcess[str]], source: str
) -> None:
    mark = uuid4().hex
    agency.publish(source, "ContractStatusChanged", {"property_id": "usa/anytown/main-street/111", "mark": mark})

    def shown() -> list[dict[str, Any]]:
        letters = json.loads(unicorn("dlq", "show", "ContractsUnpublished", "--json").stdout)
        return [letter for letter in letters if mark in json.dumps(letter)]

    [letter] = eventually(shown, seconds=PATIENCE) or []
    assert f"No context reads events of the source {source}: docs/older-systems.md has the names." in str(letter)
    kept = json.loads(agency.dead_letter("ContractsUnpublishedQueueUrl", mark))["unread"]
    assert (kept["source"], kept["detail"]["mark"]) == (source, mark)


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """Return the source of each detail type."""
    return {path.name.partition(".")[0]: path.parent.name for path in (PROJECT / "events/schemas").glob("uni*/*.json")}


def test_two_versions_are_both_read_though_a_bad_event_is_between_them(agency: Agency, outputs: dict[str, str]) -> None:
    """The flat events of older systems are the version before version 1."""
    flat_house, house, mark = a_house(), a_house(), uuid4().hex
    flat = {
        "property_id": flat_house.upper(),
        "contract_id": "contract-0",
        "contract_status": "APPROVED",
        "contract_last_modified_on": "23/11/2026 18:05:09",
    }
    agency.publish("unicorn.contracts", "ContractStatusChanged", flat)
    agency.publish("unicorn.contracts", "ContractStatusChanged", flat | {"contract_status": mark})
    agency.contract(house, "APPROVED")

    def both_are_stored() -> bool:
        items = [agency.item(f"PROPERTY#{place}", "CONTRACT") for place in (flat_house, house)]
        return [item and item["contract_status"]["S"] for item in items] == ["APPROVED", "APPROVED"]

    assert eventually(both_are_stored, seconds=PATIENCE)
    assert agency.dead_letter(QUEUES["ContractStatusChanged"], mark)


def test_a_request_of_an_unknown_version_is_declined_and_the_next_one_is_evaluated(
    agency: Agency, safe_picture: str
) -> None:
    house, tomorrow = a_house(), a_house()
    agency.contract(house, "APPROVED")
    request = agency.request(house, images=[safe_picture])
    asked = a_request(tomorrow, images=[safe_picture])
    asked["metadata"]["schema_version"] = 2
    agency.publish("unicorn.web", "PublicationApprovalRequested", asked)
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"
    assert [r["code"] for r in agency.evaluation(asked["request_id"])["reasons"]] == ["EVALUATION_FAILED"]
    assert agency.dead_letter(QUEUES["PublicationApprovalRequested"], tomorrow)


@pytest.fixture(scope="session")
def safe_picture(aws: Aws, outputs: dict[str, str]) -> str:
    return Agency(aws, outputs, list).upload()


def test_the_function_and_the_bus_accept_a_sample(agency: Agency, outputs: dict[str, str], tmp_path: Path) -> None:
    house = a_house()
    sample = Sample.at(APPROVED)
    path = tmp_path / "unicorn.contracts" / APPROVED.name
    path.parent.mkdir()
    path.write_text(APPROVED.read_text().replace(sample.envelope["detail"]["property_id"], house))
    mine = Sample.at(path)
    agency.aws.events.put_events(Entries=entries(mine, outputs["EventBusName"]))  # type: ignore[arg-type]
    assert eventually(lambda: agency.item(f"PROPERTY#{house}", "CONTRACT"), seconds=PATIENCE)
    answer = agency.aws.functions.invoke(
        FunctionName="unicorn-local-properties-record-facts", Payload=json.dumps(message(mine))
    )
    assert json.load(answer["Payload"]) == {"batchItemFailures": []}


@pytest.mark.parametrize("path", ["/events", "/events/"])
def test_the_site_serves_the_events_page(outputs: dict[str, str], path: str) -> None:
    page = httpx.get(outputs["SiteUrl"] + path)
    assert "ContractStatusChanged" in page.text
    asked_for = re.findall(r'href="(/[^"]+)"', page.text)
    assert asked_for == ["/events/style.css", "/assets/icon.svg", "/events/asyncapi.json"]
    style, icon, document = (httpx.get(outputs["SiteUrl"] + address) for address in asked_for)
    assert style.headers["Content-Type"].startswith("text/css")
    assert icon.status_code == httpx.codes.OK
    assert document.json() == json.loads((PROJECT / "docs/events/asyncapi.json").read_text())
