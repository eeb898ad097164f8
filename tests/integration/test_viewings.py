"""Viewings of a home on the deployed stacks: offered, booked once, moved, cancelled, and ended with the home."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

VISITOR = {"name": "Ada Visitor", "email": "ada.visitor@example.com"}
AT_ONCE = 10  # a hundred are in tests/simulator/test_viewings.py: here each has a process of its own


def offered(web_api: Api, path: str, count: int) -> list[dict[str, Any]]:
    """Offer times two days from now."""
    start = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%dT12:00+01:00}"
    slots: list[dict[str, Any]] = web_api.post(
        f"{path}/slots", {"starts_at": start, "minutes": 30, "in_a_row": count}, key=uuid4().hex
    )
    return slots


def browser(outputs: dict[str, str]) -> httpx.Client:
    """Return a client of the API as somebody without an account has it, whatever is answered."""
    return httpx.Client(base_url=outputs["WebApiUrl"], timeout=120, trust_env=False)


def test_a_viewing_is_booked_moved_and_ends_with_the_home(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[dict[str, Any]]]
) -> None:
    property_id, _ = published(web_api, aws, outputs["EventBusName"], "Viewtown")
    path, key = path_of(property_id), uuid4().hex
    first, second, third, last = offered(web_api, path, 4)
    assert [slot["slot_id"] for slot in customer.get(f"{path}/viewings")] == [
        slot["slot_id"] for slot in (first, second, third, last)
    ]
    body = VISITOR | {"slot_id": first["slot_id"]}
    mine, again = (customer.post(f"{path}/viewings", body, key=key) for _ in range(2))
    assert mine == again
    other = customer.post(f"{path}/viewings", VISITOR | {"slot_id": third["slot_id"]})
    viewing, secret = f"{path}/viewings/{mine['viewing_id']}", {"Viewing-Secret": mine["secret"]}

    def sent(method: str, headers: dict[str, str], body: object = None) -> httpx.Response:
        with browser(outputs) as client:
            return client.request(method, viewing, json=body, headers=headers)

    assert sent("GET", {"Viewing-Secret": other["secret"]}).status_code == 404
    moved = sent("PATCH", secret, {"slot_id": second["slot_id"]})
    assert (moved.status_code, moved.json()["slot_id"]) == (200, second["slot_id"])
    off = web_api.call("DELETE", f"/agent/viewings/{property_id}/{other['viewing_id']}", expect=200, if_match='"1"')
    assert off.json()["cancelled_because"] == "CANCELLED_BY_AGENT"

    def agenda() -> list[Any]:
        found = web_api.get("/agent/viewings?limit=100")
        ours = [entry for entry in found if entry["property_id"] == property_id]
        return [(entry["slot_id"], (entry["viewing"] or {}).get("name")) for entry in ours]

    wanted = [(first["slot_id"], None), (second["slot_id"], VISITOR["name"]), (last["slot_id"], None)]
    assert eventually(lambda: agenda() == wanted)
    web_api.delete(f"{path}/slots/{last['slot_id']}", expect=204)

    web_api.delete(path)
    assert eventually(lambda: sent("GET", secret).json()["cancelled_because"] == "HOME_TAKEN_DOWN")
    customer.post(f"{path}/viewings", VISITOR | {"slot_id": first["slot_id"]}, expect=410)
    assert eventually(lambda: agenda() == [])

    def facts() -> list[tuple[str, str, int, str | None]]:
        details = [(event["detail-type"], event["detail"]) for event in bus_events()]
        ours = [found for found in details if found[1]["property_id"] == property_id and "viewing_id" in found[1]]
        named = {mine["viewing_id"]: "mine", other["viewing_id"]: "other"}
        return sorted(
            (named[detail["viewing_id"]], kind, detail["metadata"]["sequence"], detail.get("reason"))
            for kind, detail in ours
        )

    assert eventually(lambda: len(facts()) == 5)
    assert facts() == [
        ("mine", "ViewingBooked", 1, None),
        ("mine", "ViewingBooked", 2, None),
        ("mine", "ViewingCancelled", 3, "HOME_TAKEN_DOWN"),
        ("other", "ViewingBooked", 1, None),
        ("other", "ViewingCancelled", 2, "CANCELLED_BY_AGENT"),
    ]
    written = str(bus_events())
    assert not any(word in written for word in (*VISITOR.values(), mine["secret"]))


def test_of_those_who_book_a_slot_at_once_one_gets_it(web_api: Api, aws: Aws, outputs: dict[str, str]) -> None:
    property_id, _ = published(web_api, aws, outputs["EventBusName"], "Viewtown")
    path = path_of(property_id)
    [slot] = offered(web_api, path, 1)

    def book(number: int) -> int:
        body = {"slot_id": slot["slot_id"], "name": f"Visitor {number}", "phone": "+1 555 0100"}
        with browser(outputs) as client:
            return client.post(f"{path}/viewings", json=body).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(book, range(AT_ONCE)))
    assert sorted(answers) == [201] + [409] * (AT_ONCE - 1)
    web_api.delete(path)
