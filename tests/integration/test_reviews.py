"""Reviews on the deployed stacks: what no machine judges, decided by an admin; a decline, appealed; one decision."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from demo.listings import path_of, publication, upload_image, wait_for_images
from tests.integration.aws import Aws
from tests.integration.listings import a_draft, a_photo, publish, reaches, requested
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

UKRAINIAN = "Затишний будинок із великим садом, новою кухнею та світлою вітальнею. Поруч парк та школа."
AT_ONCE = 6


@pytest.fixture
def admin(access: Access) -> Iterator[Api]:
    with access.web("admin1") as api:
        yield api


def ready(web: Api, contracts: Api, description: str) -> str:
    """Draft a listing with a photo and an approved contract; return its property id."""
    draft = a_draft("Reviewtown", description=description)
    property_id = str(web.post("/properties", draft)["property_id"])
    wait_for_images(web, property_id, [upload_image(web, property_id, "front.jpg", a_photo())])
    contracts.post("/contracts", {"property_id": property_id, "address": draft["address"], "seller_name": "Ada"})
    contracts.put("/contracts", {"property_id": property_id, "contract_status": "APPROVED"})
    return property_id


def waits(web: Api, admin: Api, property_id: str) -> str:
    """Return the id of the request once it is in the list of what waits for a person."""

    def look() -> str | None:
        every = admin.get("/reviews", limit="20")
        return next((str(found["request_id"]) for found in every if found["property_id"] == property_id), None)

    found = eventually(look, seconds=30)
    assert found
    review = publication(web, property_id)["review"]
    assert review["verdict"] is None
    return found


def test_what_no_machine_judges_is_declined_by_an_admin_and_approved_on_appeal(
    web_api: Api, contracts_api: Api, admin: Api, bus_events: Callable[[], list[dict[str, Any]]]
) -> None:
    property_id = ready(web_api, contracts_api, UKRAINIAN)
    requested(web_api, property_id)
    request_id, key = waits(web_api, admin, property_id), uuid4().hex
    body = {"verdict": "DECLINED", "comment": "Add a translation."}
    first, again = (admin.post(f"/reviews/{request_id}", body, expect=200, key=key) for _ in range(2))
    assert first == again
    declined = reaches(web_api, property_id, "DECLINED")
    assert declined
    assert [(reason["code"], reason["message"]) for reason in declined["reasons"]] == [
        ("REVIEW_DECLINED", "Add a translation.")
    ]

    appealed = web_api.post(f"{path_of(property_id)}/publication/appeal", {"comment": "Must I?"}, expect=202)
    assert waits(web_api, admin, property_id) == appealed["request_id"]
    admin.post(f"/reviews/{appealed['request_id']}", {"verdict": "APPROVED"}, expect=200)
    assert reaches(web_api, property_id, "APPROVED")
    kinds = [
        (event["detail-type"], event["detail"].get("verdict"))
        for event in bus_events()
        if event["detail"].get("property_id") == property_id and "Review" in event["detail-type"]
    ]
    assert sorted(kinds, key=str) == [
        ("PublicationReviewRequested", None),
        ("PublicationReviewRequested", None),
        ("PublicationReviewed", "APPROVED"),
        ("PublicationReviewed", "DECLINED"),
    ]
    web_api.delete(path_of(property_id))


def test_of_decisions_at_once_one_counts(
    web_api: Api, contracts_api: Api, admin: Api, access: Access, outputs: dict[str, str]
) -> None:
    property_id = ready(web_api, contracts_api, UKRAINIAN)
    requested(web_api, property_id)
    request_id = waits(web_api, admin, property_id)
    token = access.token("admin1")

    def decide(number: int) -> int:
        verdict = "APPROVED" if number % 2 else "DECLINED"
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=outputs["WebApiUrl"], timeout=120, trust_env=False, headers=headers) as client:
            return client.post(f"/reviews/{request_id}", json={"verdict": verdict, "comment": "So."}).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(decide, range(AT_ONCE)))
    assert sorted(answers) == [200] + [409] * (AT_ONCE - 1)
    verdict = publication(web_api, property_id)["review"]["verdict"]
    assert reaches(web_api, property_id, verdict)
    web_api.delete(path_of(property_id))


def test_a_review_whose_listing_is_withdrawn_is_over(web_api: Api, contracts_api: Api, admin: Api) -> None:
    property_id = ready(web_api, contracts_api, UKRAINIAN)
    requested(web_api, property_id)
    request_id = waits(web_api, admin, property_id)
    web_api.delete(path_of(property_id))
    late = admin.post(f"/reviews/{request_id}", {"verdict": "APPROVED"}, expect=409)
    assert late["type"].endswith("/review-over")
    assert not [found for found in admin.get("/reviews", limit="20") if found["request_id"] == request_id]


def test_questions_about_another_request_wait_for_nobody(
    web_api: Api, admin: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    property_id = str(web_api.post("/properties", a_draft("Reviewtown"))["property_id"])
    request_id = str(uuid4())
    questions = {
        "property_id": property_id,
        "request_id": request_id,
        "questions": [],
        "answer_by": "2999-01-01T00:00:00Z",
    }
    publish(aws, outputs["EventBusName"], "PublicationReviewRequested", questions)
    mine = requested(web_api, property_id)
    publish(aws, outputs["EventBusName"], "PublicationReviewRequested", questions | {"request_id": mine})
    assert eventually(lambda: publication(web_api, property_id)["review"])
    admin.post(f"/reviews/{request_id}", {"verdict": "APPROVED"}, expect=404)
    web_api.delete(path_of(property_id))
