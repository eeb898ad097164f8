"""Admins name the countries and cities that customers see."""

from typing import Any

import pytest
from web_service import wiring

from tests.apigateway import CLAIMS
from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeLocalities, approved
from tests.unit.web.memory import listings_in_memory

ADMIN = {"cognito:username": "admin1", "cognito:groups": "admins"}


@pytest.fixture(autouse=True)
def localities(monkeypatch: pytest.MonkeyPatch) -> FakeLocalities:
    """Publish one listing; return the names that admins give."""
    listings_in_memory(monkeypatch, approved())
    found = wiring.localities()
    assert isinstance(found, FakeLocalities)
    return found


def test_an_admin_names_a_country_and_a_city(localities: FakeLocalities) -> None:
    country = ask("PUT", "/localities/USA", {"name": "  United   States "}, claims=ADMIN)
    assert (country.status, country.body) == (
        200,
        {"country": "usa", "name": "United States", "listings": 1, "cities": 1},
    )
    city = ask("PUT", "/localities/usa/Anytown", {"name": "Any Town"}, claims=ADMIN)
    assert city.body == {"country": "usa", "city": "anytown", "name": "Any Town", "listings": 1}
    assert localities.names == {"usa": "United States", "usa/anytown": "Any Town"}


@pytest.mark.parametrize("path", ["/localities/usa", "/localities/usa/anytown"])
def test_an_agent_may_not_name_a_locality(localities: FakeLocalities, path: str) -> None:
    answer = ask("PUT", path, {"name": "Mine"}, claims=CLAIMS)
    assert (answer.status, answer.kind) == (403, "not-allowed")
    assert localities.names == {}


@pytest.mark.parametrize("path", ["/localities/peru", "/localities/usa/nowhere", "/localities/peru/anytown"])
def test_a_locality_where_nothing_is_public_has_no_name(path: str) -> None:
    answer = ask("PUT", path, {"name": "Any"}, claims=ADMIN)
    assert (answer.status, answer.kind) == (404, "locality-not-found")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 61, "a\x00b", "a\u202eb", 5, None, "!!!"])
def test_a_name_that_nobody_can_read_is_an_error(localities: FakeLocalities, name: Any) -> None:
    answer = ask("PUT", "/localities/usa/anytown", {"name": name}, claims=ADMIN)
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-request", {"name"})
    assert localities.names == {}


@pytest.mark.parametrize("part", ["!!!", "%00", "x" * 61])
def test_an_invalid_part_of_a_localitys_path_is_named(part: str) -> None:
    answer = ask("PUT", f"/localities/usa/{part}", {"name": "Any"}, claims=ADMIN)
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-property-id", {"city"})
