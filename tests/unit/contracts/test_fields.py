"""Every field with hostile or careless values: rejected by name, or stored as one line of what was sent."""

from typing import Any

import pytest

from tests.hostile import MISSING, changed
from tests.unit.contracts.api import ask
from tests.unit.contracts.fakes import HOUSE

pytestmark = pytest.mark.usefixtures("contracts")

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {"property_id": HOUSE, "address": ADDRESS, "seller_name": "Ada", "expires_on": None}
FIELDS = ["property_id", "seller_name", "address.country", "address.city", "address.street", "address.number"]

HOSTILE: dict[str, object] = {
    "missing": MISSING,
    "null": None,
    "a number": 7,
    "a list": ["x"],
    "an object": {"x": 1},
    "true": True,
    "empty": "",
    "blank": "   ",
    "too long": "x" * 301,
    "a control character": "a\x00b",
    "a change of direction": "a\u202eb",
    "a line break": "a\nb",
    "script": "<script>alert('x')</script>",
    "an ampersand, a plus and a per cent sign": "a&b=c+d%20e",
    "quotes": """a"b'c`d""",
    "another script": "東京都 Ωmega Ünïcode",
    "beyond the basic plane": "house 🏠𐍈",
    "a combining mark": "e\u0301",
    "a template": "{{7*7}} ${7*7}",
}


def with_value(field: str, value: object) -> dict[str, Any]:
    return changed(DRAFT, field, value)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_rejected_by_name_or_stored_in_one_line(field: str, name: str) -> None:
    body = with_value(field, HOSTILE[name])
    answer = ask("POST", "/contracts", body)
    if answer.status == 201:
        read = ask("GET", answer.headers["Location"])
        shown = {part: text for part, text in read.body["address"].items() if text is not None}
        assert (read.body["seller_name"], shown) == (body["seller_name"].replace("\n", " "), body["address"])
        return
    assert answer.status == 400
    # An address that is taken by itself may still name another property than the id does.
    assert answer.fields in ({field}, {"property_id"})


def test_texts_of_every_script_are_kept_byte_for_byte() -> None:
    kept = [
        name for name in HOSTILE if ask("POST", "/contracts", with_value("seller_name", HOSTILE[name])).status != 400
    ]
    assert set(kept) == set(list(HOSTILE)[11:])


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "2020-01-01", 1e99, True, "", [], {}])
def test_an_invalid_date_is_rejected_by_field(value: object) -> None:
    rejected = ask("POST", "/contracts", with_value("expires_on", value))
    assert (rejected.status, rejected.fields) == (400, {"expires_on"})


def test_an_unknown_field_is_rejected_by_name() -> None:
    rejected = ask("POST", "/contracts", DRAFT | {"contract_status": "APPROVED", "price": 1})
    assert (rejected.status, rejected.fields) == (400, {"contract_status", "price"})


@pytest.mark.parametrize("number", ["112", "1", "11"])
def test_an_id_that_contradicts_its_address_is_rejected(number: str) -> None:
    rejected = ask("POST", "/contracts", with_value("address.number", number))
    assert (rejected.status, rejected.kind, rejected.fields) == (400, "invalid-property-id", {"property_id"})


@pytest.mark.parametrize("body", ["", "null", "[]", '"text"', "{", '{"property_id": }', "7", "NaN", '{"a":' * 500])
def test_a_body_that_is_no_object_is_a_bad_request(body: str) -> None:
    for method in ("POST", "PUT"):
        rejected = ask(method, "/contracts", body)
        assert (rejected.status, rejected.kind) == (400, "invalid-request")


def test_a_body_that_is_no_text_is_a_bad_request() -> None:
    assert ask("POST", "/contracts", b"\xff\xfe\x00").status == 400


def test_a_body_over_64_kb_is_too_large() -> None:
    assert ask("POST", "/contracts", with_value("seller_name", "x" * 65_536)).status == 413


@pytest.mark.parametrize(
    ("etag", "status"),
    [
        ("", 428),
        *[(unquoted, 400) for unquoted in ("1", "null", "W/1", '"1"; drop', "é", '"1" "2"', '*, "1"', "'1'")],
        *[(another, 412) for another in ('"one"', '"-1"', '"99999999999999"', '"01"', '"2", "3"', 'W/"1"')],
    ],
)
def test_an_etag_of_no_version_changes_nothing_and_one_without_quotes_is_told(etag: str, status: int) -> None:
    path = ask("POST", "/contracts", DRAFT).headers["Location"]
    rejected = ask("PATCH", path, {"seller_name": "Bea"}, headers={"If-Match": etag})
    assert (rejected.status, rejected.fields) == (status, {"If-Match"} if status == 400 else set())
    assert ask("GET", path).body["seller_name"] == "Ada"


@pytest.mark.parametrize("etag", ['"1"', '"7", "1"', 'W/"1","1"', "*"])
def test_a_change_of_one_of_the_versions_that_are_named_is_made(etag: str) -> None:
    path = ask("POST", "/contracts", DRAFT).headers["Location"]
    assert ask("PATCH", path, {"seller_name": "Bea"}, headers={"If-Match": etag}).status == 200


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "ключ", '"', '""', '"a', 'a"b', "a\\b"])
def test_an_invalid_idempotency_key_is_rejected_by_name(key: str) -> None:
    rejected = ask("POST", "/contracts", DRAFT, headers={"Idempotency-Key": key})
    assert (rejected.status, rejected.fields) == (400, {"Idempotency-Key"})
