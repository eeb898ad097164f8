"""Settling the houses."""

from io import StringIO

import pytest
from rich.console import Console

from demo import listings
from demo.catalogue import HOUSES
from demo.seed import seed
from tests.unit.cli.fake_apis import FakeApis
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def settled(apis: FakeApis) -> None:
    with Steps(Console(file=StringIO())) as steps:
        seed(apis.access(), steps, houses=HOUSES[:1])


def test_a_house_comes_to_where_the_catalogue_wants_it() -> None:
    apis = FakeApis()
    settled(apis)
    assert apis.listing["status"] == HOUSES[0].ends == "APPROVED"
    assert len(apis.listing["images"]) == len(HOUSES[0].pictures)


def test_a_house_that_is_there_is_left_as_it_is() -> None:
    apis = FakeApis()
    settled(apis)
    apis.broken = {
        "POST /properties": (409, {}),
        "POST /contracts": (500, {}),
        "PUT": (500, {}),
        "POST bucket": (500, b""),
    }
    settled(apis)


def test_a_house_that_was_half_settled_is_settled() -> None:
    apis = FakeApis({"POST /request_approval": (500, {"detail": "broken"})})
    with pytest.raises(Problem, match="broken"):
        settled(apis)
    apis.broken = {"POST /properties": (409, {})}
    settled(apis)
    assert apis.listing["status"] == "APPROVED"
    assert len(apis.listing["images"]) == len(HOUSES[0].pictures)


def test_what_does_not_come_in_time_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "DECISION_DEADLINE", 0.1)
    with pytest.raises(Problem, match="is not APPROVED after"):
        settled(FakeApis({"PUT /contracts": (200, {})}))


def test_a_declined_listing_is_not_waited_for() -> None:
    declined = {"status": "DECLINED", "reasons": [{"message": "Say something kind"}]}
    with pytest.raises(Problem, match="is DECLINED and not APPROVED: Say something kind"):
        settled(FakeApis({"GET /properties/usa": (200, declined)}))
