"""What no machine can judge waits for a person, on real executions."""

import json
from datetime import UTC, datetime
from typing import Any

from jsonschema import Draft202012Validator

from tests.integration.aws import Aws
from tests.integration.properties.agency import Agency, a_house, a_request, codes
from tests.integration.properties.conftest import Variant
from tests.integration.properties.test_publication_approval import DAY_AGO, obeys
from tests.templates import PROJECT
from unicorn_cli.terminal.waiting import eventually

GERMAN = "Das Haus ist sehr schön und mit dem Garten nicht zu groß für eine Familie."
SCHEMA = json.loads((PROJECT / "events/schemas/unicorn.properties/PublicationReviewRequested.v1.json").read_text())
ASKED = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def waiting(agency: Agency, picture: str, **more: Any) -> tuple[str, str]:
    """Request the publication of a home about which a person has to be asked; return both ids once it waits."""
    house = a_house()
    agency.contract(house, "APPROVED")
    request = agency.request(house, **{"images": [picture], "description": GERMAN} | more)
    agency.waits(house, request, "REVIEW")
    return house, request


def test_a_text_that_no_machine_judges_is_published_once_a_person_has_approved_it(
    agency: Agency, safe_picture: str
) -> None:
    house, request = waiting(agency, safe_picture)
    asked = agency.question(house)
    ASKED.validate(asked)
    assert (asked["request_id"], codes({"reasons": asked["questions"]})) == (request, ["DESCRIPTION_LANGUAGE_UNKNOWN"])
    assert datetime.fromisoformat(asked["answer_by"]) > datetime.now(UTC)
    assert agency.published(house) == []  # an approved contract is no person's approval
    agency.review(house, request, "APPROVED")
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"
    path = agency.path(agency.execution(request)["executionArn"])
    assert path == [
        "Evaluate",
        "MayBeShown",
        "WaitForReview",
        "WaitForContractApproval",
        "RecordPublication",
        "PublishApproved",
    ]
    assert len(agency.published(house, "PublicationReviewRequested")) == 1


def test_a_photo_that_cannot_be_read_is_declined_with_the_persons_words(agency: Agency) -> None:
    house, request = waiting(agency, agency.upload(content=b"not a picture"), description=None)
    assert codes({"reasons": agency.question(house)["questions"]}) == ["IMAGE_UNREADABLE"]
    agency.review(house, request, "DECLINED", "The photo is black. 🏠")
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert [(reason["code"], reason["message"]) for reason in evaluation["reasons"]] == [
        ("REVIEW_DECLINED", "The photo is black. 🏠")
    ]


def test_the_first_decision_stands_and_may_come_before_the_question(agency: Agency, safe_picture: str) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    detail = a_request(house, images=[safe_picture], description=GERMAN)
    request = detail["request_id"]
    for verdict, comment in (("DECLINED", "No."), ("APPROVED", "")):
        agency.review(house, request, verdict, comment)
        assert eventually(lambda: agency.item(f"PROPERTY#{house}", f"DECIDED#{request}"), seconds=30)
    agency.publish("unicorn.web", "PublicationApprovalRequested", detail)
    assert codes(agency.evaluation(request)) == ["REVIEW_DECLINED"]
    assert agency.published(house, "PublicationReviewRequested") == []


def test_an_appeal_lets_a_person_judge_what_was_negative(agency: Agency, safe_picture: str) -> None:
    horrible = "A horrible, ugly, terrible house."
    appeal = {"request_id": "019cadf1-6000-7000-8000-0000000000a1", "comment": "It is the name of the inn."}
    house, request = waiting(agency, safe_picture, description=horrible, appeal=appeal)
    assert codes({"reasons": agency.question(house)["questions"]}) == ["DESCRIPTION_NEGATIVE"]
    agency.review(house, request, "APPROVED")
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"


def test_a_review_ends_when_the_contract_ends(agency: Agency, safe_picture: str) -> None:
    house, request = waiting(agency, safe_picture)
    agency.contract(house, "CANCELLED")
    assert codes(agency.evaluation(request)) == ["CONTRACT_ENDED"]
    agency.review(house, request, "APPROVED")  # too late, and without effect
    assert eventually(lambda: agency.item(f"PROPERTY#{house}", f"DECIDED#{request}"), seconds=30)
    assert len(agency.published(house)) == 1


def test_the_schedule_ends_a_review_that_nobody_answers(agency: Agency, aws: Aws, safe_picture: str) -> None:
    house, request = waiting(agency, safe_picture)
    agency.question(house)
    waiter: Any = agency.waits(house, request, "REVIEW")
    table = agency.outputs["PropertiesContractStatusTableName"]
    aws.dynamodb.put_item(TableName=table, Item=waiter | {"since": {"S": DAY_AGO}})
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert codes(evaluation) == ["REVIEW_NOT_ANSWERED_IN_TIME"]


def test_a_review_ends_at_the_workflows_own_time_limit(
    agency: Agency, aws: Aws, safe_picture: str, variant: Variant
) -> None:
    house = a_house()
    agency.contract(house, "APPROVED")
    eventually(lambda: agency.item(f"PROPERTY#{house}", "CONTRACT"))
    machine = variant(lambda states: states["WaitForReview"].update(TimeoutSeconds=2))
    detail = a_request(house, images=[safe_picture], description=GERMAN)
    aws.states.start_execution(stateMachineArn=machine, input=json.dumps({"id": "x", "detail": detail}))
    assert codes(agency.evaluation(detail["request_id"])) == ["REVIEW_NOT_ANSWERED_IN_TIME"]
    agency.review(house, detail["request_id"], "APPROVED")  # its token is gone, and is dropped

    def is_dropped() -> bool:
        return agency.item(f"PROPERTY#{house}", f"REVIEW#{detail['request_id']}") is None

    assert eventually(is_dropped, seconds=30)
    assert len(agency.published(house)) == 1
