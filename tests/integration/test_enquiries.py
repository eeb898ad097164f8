"""Questions about a home on the deployed stacks: asked, read, answered, and closed when the home is taken down."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

PER_HOME = 30  # in an hour, which begins when the clock's does
PATIENCE = 120  # seconds; a busy machine lets a request wait
QUESTION = {"name": "Ada Customer", "email": "ada@example.com", "text": "Is there a garden?"}


def test_a_question_reaches_its_agent_and_the_bus_and_ends_with_the_home(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[dict[str, Any]]]
) -> None:
    property_id, _ = published(web_api, aws, outputs["EventBusName"], "Asktown")
    path, key = f"{path_of(property_id)}/enquiries", uuid4().hex
    asked, again = (customer.post(path, QUESTION, key=key) for _ in range(2))
    assert asked == again
    other = customer.post(path, QUESTION | {"text": "And a cellar?"})
    mine = f"{path}/{asked['enquiry_id']}"

    def inbox() -> list[Any]:
        found = web_api.get("/agent/enquiries?state=NEW&limit=100")
        return [one for one in found if one["property_id"] == property_id]

    assert eventually(lambda: len(inbox()) == 2)
    newest, oldest = inbox()
    assert (newest["text"], oldest["text"], oldest["email"]) == ("And a cellar?", QUESTION["text"], QUESTION["email"])
    closed = web_api.patch(f"{path}/{other['enquiry_id']}", {"state": "CLOSED"}, if_match='"1"')
    assert (closed["state"], closed["closed_because"]) == ("CLOSED", "CLOSED_BY_AGENT")
    assert customer.get(mine) == asked

    web_api.delete(path_of(property_id))
    assert eventually(lambda: customer.get(mine)["state"] == "CLOSED")
    assert customer.get(mine)["closed_because"] == "HOME_TAKEN_DOWN"
    customer.post(path, QUESTION, expect=410)

    def facts() -> list[tuple[str, str, str | None]]:
        details = [(event["detail-type"], event["detail"]) for event in bus_events()]
        ours = [found for found in details if found[1]["property_id"] == property_id and "enquiry_id" in found[1]]
        return sorted((kind, detail["enquiry_id"], detail.get("reason")) for kind, detail in ours)

    wanted = sorted(
        [
            ("EnquiryReceived", asked["enquiry_id"], None),
            ("EnquiryReceived", other["enquiry_id"], None),
            ("EnquiryClosed", asked["enquiry_id"], "HOME_TAKEN_DOWN"),
            ("EnquiryClosed", other["enquiry_id"], "CLOSED_BY_AGENT"),
        ],
        key=str,
    )
    assert eventually(lambda: sorted(facts(), key=str) == wanted)
    assert not any(word in str(bus_events()) for word in QUESTION.values())


def test_a_home_is_asked_about_thirty_times_an_hour(web_api: Api, aws: Aws, outputs: dict[str, str]) -> None:
    property_id, _ = published(web_api, aws, outputs["EventBusName"], "Asktown")
    path, first_hour = f"{path_of(property_id)}/enquiries", datetime.now(UTC).hour
    with httpx.Client(base_url=outputs["WebApiUrl"], timeout=PATIENCE, trust_env=False) as client:
        sent = 0
        while (answer := client.post(path, json=QUESTION)).status_code == HTTPStatus.CREATED and sent < 2 * PER_HOME:
            sent += 1
    assert answer.json()["type"].endswith("/too-many-enquiries")
    is_one_hour = datetime.now(UTC).hour == first_hour
    assert sent == PER_HOME if is_one_hour else PER_HOME <= sent < 2 * PER_HOME
