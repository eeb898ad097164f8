"""Addresses in POST /contracts: one home has one id, two homes have two, and the canonical spelling is shown."""

# ruff: noqa: RUF001 - characters that look alike are what this is about

import re
from dataclasses import replace

import pytest

from tests.unit.contracts.api import Answer, ask
from tests.unit.contracts.fakes import ADDRESS, FakeContracts, a_call, a_contract
from unicorn_kernel.address import FIELDS

HOME = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
PATTERN = re.compile(r"\\|\[|\^|pattern")


def draft(**fields: object) -> Answer:
    return ask("POST", "/contracts", {"address": HOME | fields, "seller_name": "Ada"})


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "12-4"}, {"number": "12/4"}),
        ({"number": "121/2"}, {"number": "12½"}),
        ({"street": "Elm -5"}, {"street": "Elm #5"}),
        ({"city": "苏州"}, {"city": "宿州"}),
        ({"street": "شارع النيل"}, {"street": "شارع النّيل"}),
        ({"region": "Illinois"}, {"region": "Massachusetts"}),
        ({"region": "Illinois"}, {}),
        ({"unit": "4"}, {"unit": "5"}),
        ({"postcode": "10115"}, {"postcode": "12209"}),
    ],
)
def test_two_homes_have_two_ids_and_a_contract_each(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = draft(**one), draft(**other)
    assert (first.status, second.status) == (201, 201)
    assert first.body["property_id"] != second.body["property_id"]


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize(
    ("typed", "again", "shown"),
    [
        ({"street": "O’Connell Street"}, {"street": "O'Connell Street"}, {"street": "O'Connell Street"}),
        ({"street": "Rue–Daru"}, {"street": "rue-daru"}, {"street": "Rue-Daru"}),
        ({"city": "  SANKT   NAM "}, {"city": "Sankt Nam"}, {"city": "SANKT NAM"}),
        ({"city": "Sankt\r\n\tNam"}, {"city": "Sankt Nam"}, {"city": "Sankt Nam"}),
        ({"city": "Any\u00adtown\u200b"}, {"city": "Anytown"}, {"city": "Anytown"}),
        ({"number": 123}, {"number": "123"}, {"number": "123"}),
        ({"number": "12 1/2"}, {"number": "12½"}, {"number": "12½"}),
        ({"city": "A &amp; B"}, {"city": "a &amp; b"}, {"city": "A &amp; B"}),
    ],
)
def test_one_home_typed_twice_has_one_id_and_one_contract(
    typed: dict[str, object], again: dict[str, object], shown: dict[str, str]
) -> None:
    first = draft(**typed)
    assert first.status == 201
    assert first.body["address"] == dict.fromkeys(FIELDS) | HOME | shown
    assert ask("GET", first.headers["Location"]).body == first.body
    second = draft(**again)
    assert (second.status, second.kind) == (409, "property-has-active-contract")
    assert second.body["holder"]["address"] == first.body["address"]


def test_a_taken_id_is_a_conflict_that_names_the_contract_and_the_address_that_hold_it(
    contracts: FakeContracts,
) -> None:
    """An earlier version gave 12/4 and 12-4 one id."""
    held = replace(a_contract(), property_id="usa/anytown/main-street/12-4", address=replace(ADDRESS, number="12/4"))
    contracts.stored[held.contract_id] = held
    taken = draft(number="12-4")
    assert (taken.status, taken.kind) == (409, "property-has-active-contract")
    assert f"contract {held.contract_id} in DRAFT, about 12/4 Main Street, Anytown, USA;" in taken.body["detail"]
    address = dict.fromkeys(FIELDS) | HOME | {"number": "12/4"}
    assert taken.body["holder"] == {"contract_id": str(held.contract_id), "address": address}


@pytest.mark.usefixtures("contracts")
def test_every_field_of_an_address_is_shown_and_null_is_what_was_not_sent() -> None:
    full = HOME | {"region": "Illinois", "postcode": "62701", "unit": "4"}
    assert draft(**full).body["address"] == full
    assert draft(unit=None).body["address"] == dict.fromkeys(FIELDS) | HOME


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize("given", ["ireland/dublin/oconnell-street/7", "Ireland/Dublin/O’Connell Street/7"])
def test_the_id_of_older_clients_is_taken_beside_its_address_and_the_answer_has_the_id_that_holds(given: str) -> None:
    address = {"country": "Ireland", "city": "Dublin", "street": "O’Connell Street", "number": 7}
    drafted = ask("POST", "/contracts", {"property_id": given, "address": address, "seller_name": "Ada"})
    assert drafted.status == 201
    assert re.fullmatch("ireland/dublin/o-connell-street-x[a-z2-7]{16}/7", drafted.body["property_id"])


@pytest.mark.usefixtures("contracts")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\x00b", "holds a control character (U+0000); remove it"),
        ("a\u202eb", "holds an invisible character that changes the direction of writing (U+202E); remove it"),
        ("a\ue000b", "holds a character that stands for no letter or sign (U+E000); type it again"),
        (" \u200b\u3164\n", "is empty"),
        ("!!!", "has no letter or digit"),
        ("a" * 61, "has 61 characters; at most 60 are allowed"),
    ],
)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_cannot_be_spelled_is_named_with_one_plain_sentence(field: str, text: str, problem: str) -> None:
    rejected = draft(**{field: text})
    assert (rejected.status, rejected.kind) == (400, "invalid-request")
    assert rejected.body["errors"] == [{"field": f"address.{field}", "message": f"{field} {problem}"}]


@pytest.mark.usefixtures("contracts")
def test_a_script_without_latin_letters_is_an_error_of_its_field() -> None:
    rejected = draft(city="ⵜⴰⵎⴰⵣⵉⵖⵜ")
    assert (rejected.status, rejected.kind, rejected.fields) == (400, "invalid-address", {"address.city"})
    assert "Latin letters" in rejected.body["detail"]


@pytest.mark.usefixtures("contracts")
def test_all_fields_in_error_are_named_at_once_and_no_sentence_shows_a_pattern() -> None:
    address = HOME | {"city": "\x00", "number": -1, "unit": 4, "state": "IL"}
    rejected = ask("POST", "/contracts", {"address": address, "seller_name": "a\u202eb", "expires_on": "x"})
    assert rejected.fields == {
        "address.city",
        "address.number",
        "address.unit",
        "address.state",
        "seller_name",
        "expires_on",
    }
    assert not [error for error in rejected.body["errors"] if PATTERN.search(error["message"])]


@pytest.mark.usefixtures("contracts")
def test_a_pasted_name_becomes_one_line() -> None:
    body = {"address": HOME, "seller_name": "Ada\r\nLovelace\t\n"}
    assert ask("POST", "/contracts", body).body["seller_name"] == "Ada Lovelace"


def test_the_change_that_is_published_carries_the_address(contracts: FakeContracts) -> None:
    draft(street="O’Connell Street")
    assert contracts.changes[-1].contract.address.street == "O'Connell Street"
    assert contracts.changes[-1].contract.drafted_by == a_call().origin.agent
