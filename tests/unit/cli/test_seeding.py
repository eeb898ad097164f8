"""Creating the demo listings."""

from io import StringIO

import pytest
from rich.console import Console

from demo import listings
from demo import seed as seed_module
from demo.catalogue import HOUSES, House
from demo.seed import seed
from tests.unit.cli.fake_apis import FakeApis, a_small_image
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def create(apis: FakeApis) -> None:
    with Steps(Console(file=StringIO())) as steps:
        seed(apis.access(), steps, houses=HOUSES[:1])


def test_a_listing_gets_the_status_of_the_catalogue() -> None:
    apis = FakeApis()
    create(apis)
    assert apis.listing["status"] == HOUSES[0].ends == "APPROVED"
    assert len(apis.listing["images"]) == len(HOUSES[0].images)


def test_an_existing_listing_is_left_unchanged() -> None:
    apis = FakeApis()
    create(apis)
    apis.broken = {
        "POST /properties": (409, {}),
        "POST /contracts": (500, {}),
        "PUT": (500, {}),
        "POST bucket": (500, b""),
    }
    create(apis)


def test_a_partly_created_listing_is_completed() -> None:
    apis = FakeApis({"POST /request_approval": (500, {"detail": "broken"})})
    with pytest.raises(Problem, match="broken"):
        create(apis)
    apis.broken = {"POST /properties": (409, {})}
    create(apis)
    assert apis.listing["status"] == "APPROVED"
    assert len(apis.listing["images"]) == len(HOUSES[0].images)


def test_a_missed_deadline_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "DECISION_DEADLINE", 0.1)
    with pytest.raises(Problem, match="is not APPROVED after"):
        create(FakeApis({"PUT /contracts": (200, {})}))


def test_a_declined_listing_is_not_waited_for() -> None:
    declined = {"status": "DECLINED", "reasons": [{"message": "Say something kind"}]}
    with pytest.raises(Problem, match="is DECLINED and not APPROVED: Say something kind"):
        create(FakeApis({"GET /properties/usa": (200, declined)}))


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.address.property_id)
def test_api_gateway_lets_every_demo_listing_pass(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixture of these tests validates what is sent."""
    monkeypatch.setattr(seed_module, "draw", lambda _: a_small_image())
    monkeypatch.setattr(seed_module, "wait_for_status", lambda *_: None)  # of which these APIs know one
    apis = FakeApis()
    with Steps(Console(file=StringIO())) as steps:
        seed(apis.access(), steps, houses=(house,))
    assert apis.listing["images"]
