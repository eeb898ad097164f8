"""Every field with what a hostile or careless agent may put into it: refused by name, or kept byte for byte."""

from copy import deepcopy
from typing import Any

import pytest
from web_service.domain.features import PropertyType

from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, with_picture

pytestmark = pytest.mark.usefixtures("listings", "bucket")

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {
    "property_id": HOUSE,
    "address": ADDRESS,
    "description": "A lovely house",
    "contract": "sale",
    "listprice": 199.99,
    "currency": "USD",
    "headline": "Sunny cottage",
    "property_type": "house",
    "bedrooms": 3,
    "bathrooms": 2,
    "living_area": 118.5,
    "lot_size": 640,
    "year_built": 1934,
}
BASICS = ("description", "contract", "listprice", "currency")
OPTIONAL = ("headline", "property_type", "bedrooms", "bathrooms", "living_area", "lot_size", "year_built")
TEXTS = ("description", "headline")
NUMBERS = ("bedrooms", "bathrooms", "living_area", "lot_size", "year_built")
ADDRESS_PARTS = tuple(f"address.{part}" for part in ADDRESS)
MISSING = object()

# trap 17: & + % corrupt nothing; trap 42: markup is text
KEPT = {
    "script": "<script>alert('x')</script>",
    "an ampersand, a plus and a per cent sign": "a&b=c+d%20e%00",
    "quotes": """a"b'c`d\\""",
    "another script": "東京都 Ωmega Ünïcode",
    "beyond the basic plane": "house 🏠𐍈",
    "a combining mark": "e\u0301",
    "a template": "{{7*7}} ${7*7}",
    "space around": " x ",
}
HOSTILE: dict[str, object] = {
    "missing": MISSING,
    "null": None,
    "a list": ["x"],
    "an object": {"x": 1},
    "true": True,
    "empty": "",
    "blank": "   ",
    "too long": "x" * 5_001,
    "a control character": "a\x00b",
    "a delete": "a\x7fb",
    "a line separator": "a\u2028b",
    "a change of direction": "a\u202eb",
    "half a character": "\ud800",
    "a negative number": -1,
    "more than any": 1e16,
    "three decimals": 1.001,
    **KEPT,
}


def with_value(field: str, value: object) -> dict[str, Any]:
    body = deepcopy(DRAFT)
    *parents, name = field.split(".")
    part = body
    for parent in parents:
        part = part[parent]
    if value is MISSING:
        del part[name]
    else:
        part[name] = value
    return body


def change(body: object, version: str = '"1"') -> Answer:
    return ask("PATCH", f"/properties/{HOUSE}", body, headers={"If-Match": version})


def read() -> dict[str, Any]:
    [listing] = ask("GET", f"/properties?property_id={HOUSE}").body
    return dict(listing)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", ("property_id", *ADDRESS_PARTS, *BASICS, *OPTIONAL))
def test_a_field_of_a_draft_is_refused_by_name_or_kept_as_it_came(field: str, name: str) -> None:
    body = with_value(field, HOSTILE[name])
    answer = ask("POST", "/properties", body)
    if answer.status == 201:
        assert {key: read()[key] for key in (*BASICS, *OPTIONAL)} == {
            key: body.get(key) for key in (*BASICS, *OPTIONAL)
        }
        return
    assert answer.status == 400
    # An address that is taken by itself may still name another property than the id does.
    assert answer.fields in ({field}, {"property_id"})
    assert ask("GET", "/properties").body == []


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", BASICS + OPTIONAL)
def test_a_field_of_a_change_is_refused_by_name_or_kept_as_it_came(field: str, name: str) -> None:
    before = ask("POST", "/properties", DRAFT).body
    value = HOSTILE[name]
    answer = change({} if value is MISSING else {field: value})
    if answer.status == 200:
        wanted = before[field] if value is MISSING else value
        assert (read(), read()[field]) == (answer.body, wanted)
        return
    assert (answer.status, answer.fields) == (400, {field})
    assert read() == before


@pytest.mark.parametrize("field", TEXTS)
def test_texts_of_every_script_are_kept_byte_for_byte(field: str) -> None:
    ask("POST", "/properties", DRAFT)
    sent = {name: value for name, value in HOSTILE.items() if name not in {"missing", "null"}}
    kept = {name for name, value in sent.items() if change({field: value}, "*").status == 200}
    assert kept == set(KEPT)


# trap 30: 199.99 becomes 199; trap 26: numbers come back as strings
@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, 0) for field in NUMBERS[:-1]),
        ("bedrooms", 99),
        ("bathrooms", 99),
        ("living_area", 100_000),
        ("living_area", 0.01),
        ("living_area", 99_999.99),
        ("lot_size", 1_000_000_000),
        ("lot_size", 999_999_999.99),
        ("lot_size", 1.5),
        ("year_built", 1000),
        ("year_built", 2100),
        *(("property_type", kind.value) for kind in PropertyType),
        ("headline", "x" * 120),
        ("headline", "🏠" * 120),
        ("listprice", 0.01),
        ("listprice", 9_999_999_999_999.99),
    ],
)
def test_what_is_just_possible_is_kept_exactly(field: str, value: object) -> None:
    for method, status in (("POST", 201), ("PATCH", 200)):
        answer = ask("POST", "/properties", DRAFT | {field: value}) if method == "POST" else change({field: value}, "*")
        assert (answer.status, answer.body[field], type(answer.body[field])) == (status, value, type(value))
        assert read()[field] == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, "3") for field in NUMBERS),
        *((field, 1.5) for field in ("bedrooms", "bathrooms", "year_built")),
        ("bedrooms", 100),
        ("bathrooms", 100),
        ("living_area", 100_000.01),
        ("living_area", 1e300),
        ("living_area", 0.001),
        ("lot_size", 1_000_000_000.01),
        ("lot_size", -0.01),
        ("year_built", 999),
        ("year_built", 2101),
        ("property_type", "castle"),
        ("property_type", "House"),
        ("headline", "x" * 121),
        ("headline", "two\nlines"),
        ("description", "ü" * 2_501),
        ("property_id", "somewhere"),
        ("status", "APPROVED"),
        ("live", {}),
    ],
)
def test_what_is_just_impossible_is_refused_by_name(field: str, value: object) -> None:
    answers = [ask("POST", "/properties", DRAFT | {field: value})]
    ask("POST", "/properties", DRAFT)
    answers.append(change({field: value}))
    assert [(answer.status, answer.fields) for answer in answers] == [(400, {field})] * 2


@pytest.mark.parametrize("text", ["1e99999999999999999999", "1e-99999999999999999999", "1" * 5000])
def test_a_number_that_no_computer_holds_is_refused(text: str) -> None:
    body = '{"address": %s, "living_area": %s}' % ("{}", text)  # noqa: UP031 - braces
    answer = ask("POST", "/properties", body)
    assert answer.status == 400
    assert answer.fields & {"body", "living_area"}


def test_a_zero_has_no_sign() -> None:
    ask("POST", "/properties", DRAFT | {"living_area": -0.0})
    assert repr(read()["living_area"]) == "0"


def test_null_clears_what_is_optional_and_nothing_else() -> None:
    ask("POST", "/properties", DRAFT)
    cleared = change(dict.fromkeys(OPTIONAL)).body
    assert {field: cleared[field] for field in OPTIONAL} == dict.fromkeys(OPTIONAL)
    assert {field: cleared[field] for field in BASICS} == {field: DRAFT[field] for field in BASICS}
    refused = change(dict.fromkeys(BASICS), "*")
    assert (refused.status, refused.fields) == (400, set(BASICS))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"currency": "JPY"}, "listprice"),  # the price there is has cents, and yen have none
        ({"listprice": 1.005}, "listprice"),
        ({"listprice": 0}, "listprice"),
        ({"currency": "XYZ"}, "currency"),
        ({"address": ADDRESS}, "address"),
    ],
)
def test_a_price_is_one_of_its_currency(body: dict[str, Any], field: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change(body)
    assert (refused.status, refused.fields) == (400, {field})
    assert (read()["listprice"], read()["currency"], read()["version"]) == (199.99, "USD", 1)


def test_price_and_currency_may_change_together() -> None:
    ask("POST", "/properties", DRAFT)
    changed = change({"listprice": 30_000, "currency": "JPY"}).body
    assert (changed["listprice"], changed["currency"]) == (30_000, "JPY")


@pytest.mark.parametrize("body", ["", "null", "[]", '"text"', "{", "7", "NaN", '{"a":' * 500])
def test_a_change_that_is_no_object_is_a_bad_request(body: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change(body)
    assert (refused.status, refused.fields) == (400, {"body"})


@pytest.mark.parametrize(
    "etag", ["1", '"one"', '"-1"', '"1", "2"', "null", '"99999999999999"', '"2"', '"0"', '"1"; drop', "é"]
)
def test_a_version_that_is_none_matches_nothing(etag: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change({"headline": "Other"}, etag)
    assert (refused.status, refused.kind) == (412, "changed-meanwhile")
    assert read()["headline"] == "Sunny cottage"


def test_a_change_names_the_version_that_it_was_made_from() -> None:
    ask("POST", "/properties", DRAFT)
    for header in ({}, {"If-Match": ""}):
        refused = ask("PATCH", f"/properties/{HOUSE}", {"headline": "Other"}, headers=header)
        assert (refused.status, refused.kind) == (428, "version-required")
    assert change({"headline": "Second"}, 'W/"1"').headers["ETag"] == '"2"'
    assert change({"headline": "Third"}, "*").headers["ETag"] == '"3"'


PICTURE_TEXTS = ("alt_text", "caption")


@pytest.fixture
def image_id(listings: FakeListings) -> str:
    pictured = with_picture(a_listing())
    listings.add(pictured)
    return str(pictured.images[0].image_id)


def arrange(body: object) -> Answer:
    return ask("PUT", f"/properties/{HOUSE}/images", body)


# trap 17, trap 42
@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "missing"])
@pytest.mark.parametrize("field", PICTURE_TEXTS)
def test_what_is_said_of_a_picture_is_refused_by_name_or_kept_as_it_came(
    image_id: str, field: str, name: str
) -> None:  # fmt: skip
    value = HOSTILE[name]
    answer = arrange([{"image_id": image_id, field: value}])
    if name in KEPT or value is None:
        assert (answer.status, read()["images"][0][field]) == (200, value)
        return
    assert (answer.status, answer.fields) == (400, {f"0.{field}"})
    assert read()["images"][0][field] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ("", "body"),
        ("null", "body"),
        ([7], "0"),
        ([None], "0"),
        ([[]], "0"),
        ([{}], "0.image_id"),
        (["x"], "0.image_id"),
        ([{"image_id": 7}], "0.image_id"),
        ([{"image_id": None}], "0.image_id"),
        ([{"image_id": "ID", "title": "x"}], "0.title"),
        (["ID", "ID"], "body"),
        (["ID"] * 41, "body"),
    ],
)
def test_an_order_that_is_none_is_refused_by_name(image_id: str, body: object, field: str) -> None:
    told = body if isinstance(body, str) else str(body).replace("'", '"').replace("None", "null")
    refused = arrange(told.replace("ID", image_id))
    assert (refused.status, refused.fields) == (400, {field})


@pytest.mark.parametrize(
    "image", ["x", "..", "%2e%2e%2f", "00000000-0000-0000-0000-000000000000", "é", "a&b", "\u202e"]
)
def test_an_image_that_is_none_is_not_found(image_id: str, image: str) -> None:
    refused = ask("DELETE", f"/properties/{HOUSE}/images/{image}")
    assert (refused.status, refused.kind) == (404, "image-not-found")
    assert len(read()["images"]) == 1


# trap 40: an id is the same however it is written
@pytest.mark.parametrize(
    "query", ["usa/anytown/main-street/111", "USA/Anytown/Main%20Street/111", "usa/anytown/main+street/111"]
)
def test_one_listing_is_read_by_its_id(query: str) -> None:
    ask("POST", "/properties", DRAFT)
    assert [found["property_id"] for found in ask("GET", f"/properties?property_id={query}").body] == [HOUSE]
    assert ask("GET", f"/properties?property_id={query}&status=APPROVED").body == []


# trap 38: an address prefix is no address
def test_a_listing_that_is_none_is_no_entry() -> None:
    ask("POST", "/properties", DRAFT)
    for other in ("usa/anytown/main-street/11", "usa/anytown/main-street/1"):
        assert ask("GET", f"/properties?property_id={other}").body == []
    refused = ask("GET", "/properties?property_id=nowhere")
    assert (refused.status, refused.fields) == (400, {"property_id"})
