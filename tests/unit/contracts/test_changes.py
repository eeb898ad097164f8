"""PATCH /contracts/{contract_id}: null clears what may be absent, and the last day is a date."""

from typing import Any

import pytest

from tests.unit.contracts.api import Answer, ask
from tests.unit.contracts.fakes import FakeContracts

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {"address": ADDRESS, "seller_name": "Ada", "expires_on": "2099-12-31"}
NO_DATES: list[object] = [
    1767225600,  # Unix seconds
    1767225600000,  # and milliseconds
    "1767225600",
    2099.0,
    True,
    "2099-12-31T00:00:00",
    "2099-12-31T00:00:00Z",
    "2099-12-31T23:59:59+14:00",
    "2099-12-31 00:00",
    "20991231",
    "2099-W01-1",
    "31.12.2099",
    "2099-12-31\n",
    "\u0662\u0660\u0669\u0669-12-31",
    "",
    {},
]


def change(path: str, body: object) -> Answer:
    return ask("PATCH", path, body, headers={"If-Match": "*"})


@pytest.fixture
def path(contracts: FakeContracts) -> str:
    """The path of a contract that holds until the end of 2099."""
    return ask("POST", "/contracts", DRAFT).headers["Location"]


def test_null_removes_the_last_day(path: str) -> None:
    changed = change(path, {"expires_on": None})
    assert (changed.status, changed.body["expires_on"], changed.body["version"]) == (200, None, 2)
    assert ask("GET", path).body == changed.body


def test_what_is_left_out_stays_as_it_is(path: str) -> None:
    assert change(path, {"seller_name": "Bea"}).body["expires_on"] == "2099-12-31"
    assert change(path, {"expires_on": None}).body["seller_name"] == "Bea"
    assert change(path, {}).body["version"] == 3


@pytest.mark.parametrize("field", ["seller_name", "contract_status"])
def test_null_for_what_may_not_be_absent_is_an_error_of_its_field(path: str, field: str) -> None:
    rejected = change(path, {field: None, "expires_on": None})
    message = "a contract needs this; leave it out to keep the old value"
    assert (rejected.status, rejected.body["errors"]) == (400, [{"field": field, "message": message}])
    assert ask("GET", path).body["expires_on"] == "2099-12-31"


def test_an_ended_contract_keeps_its_last_day(path: str) -> None:
    change(path, {"contract_status": "CANCELLED"})
    rejected = change(path, {"expires_on": None})
    assert (rejected.status, rejected.kind) == (409, "contract-ended")


@pytest.mark.parametrize("value", NO_DATES, ids=repr)
def test_only_a_date_is_a_last_day(path: str, value: object) -> None:
    drafted = ask("POST", "/contracts", DRAFT | {"address": ADDRESS | {"number": "112"}, "expires_on": value})
    for rejected in (drafted, change(path, {"expires_on": value})):
        message = "write a date as YYYY-MM-DD, without a time"
        assert (rejected.status, rejected.body["errors"]) == (400, [{"field": "expires_on", "message": message}])
    assert ask("GET", path).body["expires_on"] == "2099-12-31"


def test_a_day_that_the_calendar_lacks_is_an_error(path: str) -> None:
    [error] = change(path, {"expires_on": "2099-02-30"}).body["errors"]
    assert error == {"field": "expires_on", "message": "2099-02-30 is no day of the calendar"}
