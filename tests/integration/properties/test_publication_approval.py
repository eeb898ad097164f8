"""Every path of the approval workflow, by real executions."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.integration.aws import Aws
from tests.integration.properties.agency import LOVELY, Agency, a_house, a_request, codes
from tests.integration.properties.conftest import Variant
from tests.templates import PROJECT
from tests.unit.properties.pictures import DOUBTFUL, UNSAFE
from unicorn_cli.terminal.waiting import eventually

DAY_AGO = "2020-01-01T00:00:00.000+00:00"
APPROVED = ["Evaluate", "MayBeShown", "WaitForContractApproval", "RecordPublication", "PublishApproved"]
JUDGED = [
    "CheckContract",
    "HasContract",
    "ModerateImages",
    "AreImagesModerated",
    "ReadTexts",
    "ValidateContent",
    "Evaluated",
]


def obeys(detail: dict[str, Any]) -> None:
    schema = PROJECT / "events/schemas/unicorn.properties/PublicationEvaluationCompleted.v1.json"
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(json.loads(schema.read_text()), format_checker=checker).validate(detail)


def test_a_listing_is_approved_once_its_contract_is_approved(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    request = agency.request(house, images=[safe_picture], sequence=3)
    agency.waits(house, request)
    assert agency.published(house) == []
    agency.contract(house, "APPROVED")
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert (evaluation["evaluation_result"], evaluation["reasons"]) == ("APPROVED", [])
    assert evaluation["metadata"]["correlation_id"] == "story"
    assert evaluation["metadata"]["sequence"] == 6
    execution = agency.execution(request)
    assert execution["status"] == "SUCCEEDED"
    assert agency.path(execution["executionArn"]) == APPROVED
    [attempt] = agency.attempts(execution["executionArn"])
    assert agency.path(attempt) == JUDGED

    assert eventually(lambda: agency.item(f"PROPERTY#{house}", f"WAITER#{request}") is None)


def test_a_listing_with_an_approved_contract_does_not_wait(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    request = agency.request(house, images=[safe_picture])
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"


def test_the_workflow_waits_for_a_late_contract_event(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    request = agency.request(house, images=[safe_picture])
    assert eventually(lambda: agency.item(f"REQUEST#{request}", "REQUEST"))
    agency.contract(house, "APPROVED")
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"
    assert "AwaitContractEvent" in agency.path(agency.execution(request)["executionArn"])


def test_a_listing_without_a_contract_is_declined_with_the_reasons_against_its_content(agency: Agency) -> None:
    request = agency.request(a_house(), images=[], description="A horrible, ugly, terrible house.")
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert codes(evaluation) == ["CONTRACT_NOT_FOUND", "NO_IMAGES", "DESCRIPTION_NEGATIVE"]


def test_a_listing_whose_contract_has_ended_is_declined(agency: Agency, safe_picture: str) -> None:
    houses = {status: a_house() for status in ("CANCELLED", "CLOSED", "EXPIRED")}
    for status, house in houses.items():
        agency.contract(house, status)
    for status, house in houses.items():
        assert agency.knows(house, status)
    requests = {status: agency.request(house, images=[safe_picture]) for status, house in houses.items()}
    for status, request in requests.items():
        evaluation = agency.evaluation(request)
        assert codes(evaluation) == ["CONTRACT_ENDED"]
        assert status in evaluation["reasons"][0]["message"]


def test_a_listing_is_declined_with_every_reason_against_its_content(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    unsafe, broken = agency.upload(UNSAFE), agency.upload(content=b"not a picture")
    agency.contract(house, "APPROVED")
    request = agency.request(
        house,
        images=[safe_picture, unsafe, broken, "published/none/master.jpg"],
        description="A horrible, ugly, terrible house.",
    )
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert [(reason["code"], reason["subject"]) for reason in evaluation["reasons"]] == [
        ("IMAGE_UNSAFE", unsafe),
        ("DESCRIPTION_NEGATIVE", "description"),
    ]
    findings = agency.item(f"REQUEST#{request}", "REQUEST")
    assert findings is not None
    assert findings["findings"]["M"]["questions"]["L"] == [
        {"S": f"IMAGE_UNREADABLE: {key}"} for key in (broken, "published/none/master.jpg")
    ]
    assert findings["findings"]["M"]["texts"]["L"][0]["M"]["sentiments"]["L"][0]["M"]["sentiment"] == {"S": "NEGATIVE"}


@pytest.mark.parametrize("images", [[], None])
def test_a_listing_without_images_is_declined(agency: Agency, images: list[str] | None) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    assert codes(agency.evaluation(agency.request(house, images=images))) == ["NO_IMAGES"]


def test_an_image_with_a_label_below_the_threshold_passes(agency: Agency) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    evaluation = agency.evaluation(agency.request(house, images=[agency.upload(DOUBTFUL)]))
    assert evaluation["evaluation_result"] == "APPROVED"


@pytest.mark.parametrize(
    ("description", "wanted"),
    [
        (None, []),
        (" ", []),
        (f"{LOVELY} " * 200, []),
        (f"{LOVELY} " * 150 + "It is a horrible, ugly, terrible ruin. " * 120, ["DESCRIPTION_NEGATIVE"]),
    ],
    ids=["none", "blank", "long", "long, and bad at its end"],
)
def test_a_description_of_any_length_is_evaluated_whole(
    agency: Agency, safe_picture: str, description: str | None, wanted: list[str]
) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    assert codes(agency.evaluation(agency.request(house, images=[safe_picture], description=description))) == wanted


def test_the_captions_of_many_images_are_evaluated_whole_in_several_calls(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    friendly, nasty = ((text * 40)[:900] for text in (f"{LOVELY} ", "It is a horrible, ugly, terrible ruin. "))
    request = agency.request(house, images=[safe_picture], captions=[friendly] * 170 + [nasty] * 12)
    assert codes(agency.evaluation(request)) == ["DESCRIPTION_NEGATIVE"]
    [attempt] = agency.attempts(agency.execution(request)["executionArn"])
    assert agency.calls(attempt, "detect-sentiment") > 1


def test_the_wait_ends_when_the_contract_ends(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    request = agency.request(house, images=[safe_picture])
    agency.waits(house, request)
    agency.contract(house, "CANCELLED")
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert codes(evaluation) == ["CONTRACT_ENDED"]


def test_the_wait_ends_at_the_workflows_own_time_limit(
    agency: Agency, aws: Aws, safe_picture: str, variant: Variant
) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    eventually(lambda: agency.item(f"PROPERTY#{house}", "CONTRACT"))
    machine = variant(lambda states: states["WaitForContractApproval"].update(TimeoutSeconds=2))
    detail = a_request(house, images=[safe_picture])
    aws.states.start_execution(stateMachineArn=machine, input=json.dumps({"id": "x", "detail": detail}))
    evaluation = agency.evaluation(detail["request_id"])
    obeys(evaluation)
    assert codes(evaluation) == ["CONTRACT_NOT_APPROVED_IN_TIME"]
    assert agency.execution(detail["request_id"])["status"] == "SUCCEEDED"


def test_the_schedule_ends_a_wait_that_is_too_old(agency: Agency, aws: Aws, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    request = agency.request(house, images=[safe_picture])
    waiter: Any = agency.waits(house, request)
    aws.dynamodb.put_item(
        TableName=agency.outputs["PropertiesContractStatusTableName"], Item=waiter | {"since": {"S": DAY_AGO}}
    )
    assert codes(agency.evaluation(request)) == ["CONTRACT_NOT_APPROVED_IN_TIME"]


def test_a_request_that_is_delivered_three_times_is_evaluated_once(agency: Agency, aws: Aws, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    eventually(lambda: agency.item(f"PROPERTY#{house}", "CONTRACT"))
    detail = a_request(house, images=[safe_picture])
    started = [
        aws.states.start_execution(
            stateMachineArn=agency.outputs["ApprovalStateMachineArn"], input=json.dumps({"id": "x", "detail": detail})
        )["executionArn"]
        for _ in range(3)
    ]
    assert agency.evaluation(detail["request_id"])["evaluation_result"] == "APPROVED"
    assert eventually(lambda: all(_status(aws, arn) == "SUCCEEDED" for arn in started), seconds=30)
    ends = sorted(agency.path(arn)[-1] for arn in started)
    assert ends == ["Duplicate", "Duplicate", "PublishApproved"]
    assert len(agency.published(house)) == 1


def _status(aws: Aws, execution: str) -> str:
    return aws.states.describe_execution(executionArn=execution)["status"]


def test_two_requests_for_one_property_both_wait_and_are_both_evaluated(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    requests = [agency.request(house, images=[safe_picture], sequence=number) for number in (1, 2)]
    for request in requests:
        agency.waits(house, request)
    agency.contract(house, "APPROVED")
    assert {agency.evaluation(request)["evaluation_result"] for request in requests} == {"APPROVED"}

    publication = agency.item(f"PROPERTY#{house}", "PUBLICATION")
    assert publication is not None
    assert publication["request_id"]["S"] == requests[1]


@pytest.mark.parametrize("end", ["CANCELLED", "CLOSED", "EXPIRED"])
def test_a_publication_is_revoked_when_its_contract_ends(agency: Agency, safe_picture: str, end: str) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    request = agency.request(house, images=[safe_picture], sequence=2)
    agency.evaluation(request)
    agency.contract(house, end)
    assert eventually(lambda: agency.published(house, "PublicationRevoked"), seconds=30)
    agency.contract(house, "DRAFT", "contract-2")
    agency.contract(house, "APPROVED", "contract-2")
    assert eventually(lambda: _contract(agency, house) == "contract-2", seconds=30)
    [revoked] = agency.published(house, "PublicationRevoked")
    assert (revoked["request_id"], revoked["reason"]) == (request, f"CONTRACT_{end}")
    assert revoked["metadata"]["sequence"] == 5
    assert len(agency.published(house)) == 1  # a new contract alone publishes nothing


def _contract(agency: Agency, house: str) -> str | None:
    item = agency.item(f"PROPERTY#{house}", "CONTRACT")
    return item["contract_id"]["S"] if item and item["contract_status"]["S"] == "APPROVED" else None


def test_a_stopped_execution_still_leads_to_an_evaluation(agency: Agency, aws: Aws, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "DRAFT")
    request = agency.request(house, images=[safe_picture])
    agency.waits(house, request)
    item = agency.item(f"REQUEST#{request}", "REQUEST")
    assert item is not None
    aws.states.stop_execution(executionArn=item["execution_id"]["S"])
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert codes(evaluation) == ["EVALUATION_FAILED"]


def test_an_unreadable_request_is_declined_and_dead_lettered_whole(agency: Agency) -> None:
    house = a_house()
    request = agency.request(house, images="mistyped")
    assert codes(agency.evaluation(request)) == ["EVALUATION_FAILED"]
    letter = json.loads(agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", house))
    assert letter["detail"]["images"] == "mistyped"


def test_a_request_without_a_property_is_dead_lettered_whole(agency: Agency) -> None:
    mark = a_house()
    agency.publish("unicorn.web", "PublicationApprovalRequested", {"images": [], "description": mark})
    letter = json.loads(agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", mark))
    assert letter["detail"]["description"] == mark


def test_flat_events_of_older_systems_are_read(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    contract = {"property_id": house, "contract_id": "c", "contract_last_modified_on": "23/11/2026 18:05:09"}
    agency.publish("unicorn.contracts", "ContractStatusChanged", contract | {"contract_status": "APPROVED"})
    agency.publish("unicorn.contracts", "ContractStatusChanged", contract | {"contract_status": "DRAFT"})
    eventually(lambda: agency.item(f"PROPERTY#{house}", "CONTRACT"))
    request = {"property_id": house.upper(), "description": LOVELY, "images": [safe_picture], "contract": "sale"}
    agency.publish("unicorn.web", "PublicationApprovalRequested", request)
    assert eventually(lambda: agency.published(house), seconds=60)
    [evaluation] = agency.published(house)
    obeys(evaluation)
    assert evaluation["evaluation_result"] == "APPROVED"
