"""Every field with hostile and careless values: rejected with the field's name, or kept byte for byte."""

from typing import Any

import pytest
from web_service.domain.listings.features import FACTS, Heating, PropertyType, RentPeriod

from tests.hostile import MISSING, changed
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE

pytestmark = [pytest.mark.usefixtures("listings", "bucket"), pytest.mark.slow]

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {
    "property_id": HOUSE,
    "address": ADDRESS,
    "description": "A lovely house",
    "contract": "rent",
    "listprice": 199.99,
    "currency": "USD",
    "headline": "Sunny cottage",
    "property_type": "house",
    "bedrooms": 3,
    "bathrooms": 2,
    "living_area": 118.5,
    "lot_size": 640,
    "year_built": 1934,
    "heating": "heat_pump",
    "agent_name": "A. Gent",
    "rent_period": "month",
}
BASICS = ("description", "contract", "listprice", "currency")
OPTIONAL = tuple(FACTS)
TEXTS = ("description", "headline", "agent_name")
NUMBERS = ("bedrooms", "bathrooms", "living_area", "lot_size", "year_built")
ADDRESS_PARTS = tuple(f"address.{part}" for part in ADDRESS)

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
    "a change of direction": "a\u202eb",
    "half a character": "\ud800",
    "a negative number": -1,
    "more than any": 1e16,
    "three decimals": 1.001,
    **KEPT,
}


def with_value(field: str, value: object) -> dict[str, Any]:
    return changed(DRAFT, field, value)


def change(body: object, version: str = '"1"') -> Answer:
    return ask("PATCH", f"/properties/{HOUSE}", body, headers={"If-Match": version})


def read() -> dict[str, Any]:
    [listing] = ask("GET", f"/properties?property_id={HOUSE}").body
    return dict(listing)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", ("property_id", *ADDRESS_PARTS, *BASICS, *OPTIONAL))
def test_a_field_of_a_draft_is_rejected_by_name_or_kept_unchanged(field: str, name: str) -> None:
    body = with_value(field, HOSTILE[name])
    answer = ask("POST", "/properties", body)
    if answer.status == 201:
        assert {key: read()[key] for key in (*BASICS, *OPTIONAL)} == {
            key: body.get(key) for key in (*BASICS, *OPTIONAL)
        }
        return
    assert answer.status == 400
    # A valid address may still belong to another property than the property id.
    assert answer.fields in ({field}, {"property_id"})
    assert ask("GET", "/properties").body == []


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", BASICS + OPTIONAL)
def test_a_field_of_a_change_is_rejected_by_name_or_kept_unchanged(field: str, name: str) -> None:
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


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, 0) for field in NUMBERS[:-1]),
        ("bedrooms", 99),
        ("bathrooms", 99),
        *(("bathrooms", rooms) for rooms in (0.25, 0.5, 1.75, 2.5, 98.75)),
        ("living_area", 100_000),
        ("living_area", 0.01),
        ("living_area", 99_999.99),
        ("lot_size", 1_000_000_000),
        ("lot_size", 999_999_999.99),
        ("lot_size", 1.5),
        ("year_built", 1000),
        ("year_built", 2100),
        *(("property_type", kind.value) for kind in PropertyType),
        *(("heating", kind.value) for kind in Heating),
        *(("rent_period", period.value) for period in RentPeriod),
        ("headline", "x" * 120),
        ("headline", "🏠" * 120),
        ("listprice", 0.01),
        ("listprice", 9_999_999_999_999.99),
    ],
)
def test_a_value_at_the_limit_is_kept_exactly(field: str, value: object) -> None:
    for method, status in (("POST", 201), ("PATCH", 200)):
        answer = ask("POST", "/properties", DRAFT | {field: value}) if method == "POST" else change({field: value}, "*")
        assert (answer.status, answer.body[field], type(answer.body[field])) == (status, value, type(value))
        assert read()[field] == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, "3") for field in NUMBERS),
        *((field, 1.5) for field in ("bedrooms", "year_built")),
        ("bedrooms", 100),
        *(("bathrooms", rooms) for rooms in (99.25, 2.3, 0.125, -0.25)),
        ("living_area", 100_000.01),
        ("living_area", 1e300),
        ("living_area", 0.001),
        ("lot_size", 1_000_000_000.01),
        ("lot_size", -0.01),
        ("year_built", 999),
        ("year_built", 2101),
        ("property_type", "castle"),
        ("property_type", "House"),
        ("heating", "steam"),
        ("rent_period", "day"),
        ("rent_period", 1),
        *(("price_on_request", value) for value in ("true", 1, None)),
        ("heating", ["gas", "wood"]),
        ("headline", "x" * 121),
        ("description", "ü" * 2_501),
        ("property_id", "somewhere"),
        ("status", "APPROVED"),
        ("live", {}),
    ],
)
def test_a_value_beyond_the_limit_is_an_error_that_names_the_field(field: str, value: object) -> None:
    answers = [ask("POST", "/properties", DRAFT | {field: value})]
    ask("POST", "/properties", DRAFT)
    answers.append(change({field: value}))
    assert [(answer.status, answer.fields) for answer in answers] == [(400, {field})] * 2


@pytest.mark.parametrize("text", ["1e99999999999999999999", "1e-99999999999999999999", "1" * 5000])
def test_a_number_out_of_range_is_an_error(text: str) -> None:
    body = '{"address": %s, "living_area": %s}' % ("{}", text)  # noqa: UP031 - braces
    answer = ask("POST", "/properties", body)
    assert answer.status == 400
    assert answer.fields & {"body", "living_area"}


def test_a_zero_has_no_sign() -> None:
    ask("POST", "/properties", DRAFT | {"living_area": -0.0})
    assert repr(read()["living_area"]) == "0"


def test_null_clears_only_optional_fields() -> None:
    ask("POST", "/properties", DRAFT)
    cleared = change(dict.fromkeys(OPTIONAL) | {"contract": "sale"}).body
    assert {field: cleared[field] for field in OPTIONAL} == dict.fromkeys(OPTIONAL)
    assert {field: cleared[field] for field in BASICS} == {
        field: (DRAFT | {"contract": "sale"})[field] for field in BASICS
    }
    refused = change(dict.fromkeys(BASICS), "*")
    assert (refused.status, refused.fields) == (400, set(BASICS))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"currency": "JPY"}, "listprice"),  # the current price has cents, and yen have none
        ({"listprice": 1.005}, "listprice"),
        ({"listprice": 0}, "listprice"),
        ({"currency": "XYZ"}, "currency"),
        ({"address": ADDRESS}, "address"),
    ],
)
def test_a_price_must_have_the_decimals_of_its_currency(body: dict[str, Any], field: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change(body)
    assert (refused.status, refused.fields) == (400, {field})
    assert (read()["listprice"], read()["currency"], read()["version"]) == (199.99, "USD", 1)


def test_price_and_currency_may_change_together() -> None:
    ask("POST", "/properties", DRAFT)
    changed = change({"listprice": 30_000, "currency": "JPY"}).body
    assert (changed["listprice"], changed["currency"]) == (30_000, "JPY")
