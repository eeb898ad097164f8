"""Wrong versions, images, paths and queries in requests about a listing."""

import pytest

from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, with_picture
from tests.unit.web.test_listing_fields import ADDRESS, DRAFT, HOSTILE, KEPT, change, read

pytestmark = [pytest.mark.usefixtures("listings", "bucket"), pytest.mark.slow]


@pytest.mark.parametrize("body", ["", "null", "[]", '"text"', "{", "7", "NaN", '{"a":' * 500])
def test_a_change_that_is_not_an_object_is_a_bad_request(body: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change(body)
    assert (refused.status, refused.fields) == (400, {"body"})


@pytest.mark.parametrize(
    ("method", "path", "body", "error"),
    [
        ("POST", "/properties", [], {"field": "body", "message": "Input should be an object"}),
        ("POST", "/properties", DRAFT | {"address": "x"}, {"field": "address", "message": "Input should be an object"}),
        (
            "PUT",
            f"/properties/{HOUSE}/images",
            [{"image_id": 1}],
            {"field": "0.image_id", "message": "Input should be a valid UUID"},
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_reported_without_names_of_classes(
    method: str, path: str, body: object, error: dict[str, str]
) -> None:
    assert ask(method, path, body).body["errors"] == [error]


@pytest.mark.parametrize("etag", ['"one"', '"-1"', '"99999999999999"', '"2"', '"0"', '"2", "3"'])
def test_an_etag_of_no_version_matches_none(etag: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change({"headline": "Other"}, etag)
    assert (refused.status, refused.kind) == (412, "changed-meanwhile")
    assert read()["headline"] == "Sunny cottage"


@pytest.mark.parametrize("header", ["1", "null", '"1"; drop', "é"])
def test_what_is_no_etag_is_refused(header: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = change({"headline": "Other"}, header)
    assert (refused.status, refused.kind, refused.fields) == (400, "invalid-request", {"If-Match"})
    assert read()["headline"] == "Sunny cottage"


def test_a_change_needs_the_version_that_it_was_made_from() -> None:
    ask("POST", "/properties", DRAFT)
    for header in ({}, {"If-Match": ""}):
        refused = ask("PATCH", f"/properties/{HOUSE}", {"headline": "Other"}, headers=header)
        assert (refused.status, refused.kind) == (428, "version-required")
    assert change({"headline": "Other"}, 'W/"1"').kind == "weak-tag"
    assert change({"headline": "Second"}, '"7", "1"').headers["ETag"] == '"2"'
    assert change({"headline": "Third"}, "*").headers["ETag"] == '"3"'


PICTURE_TEXTS = ("alt_text", "caption")


@pytest.fixture
def image_id(listings: FakeListings) -> str:
    pictured = with_picture(a_listing())
    listings.add(pictured)
    return str(pictured.images[0].image_id)


def arrange(body: object) -> Answer:
    return ask("PUT", f"/properties/{HOUSE}/images", body)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "missing"])
@pytest.mark.parametrize("field", PICTURE_TEXTS)
def test_a_text_of_an_image_is_rejected_by_name_or_kept_unchanged(
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
def test_an_invalid_order_is_an_error_that_names_the_field(image_id: str, body: object, field: str) -> None:
    text = body if isinstance(body, str) else str(body).replace("'", '"').replace("None", "null")
    refused = arrange(text.replace("ID", image_id))
    assert (refused.status, refused.fields) == (400, {field})


@pytest.mark.parametrize(
    "image", ["x", "..", "%2e%2e%2f", "00000000-0000-0000-0000-000000000000", "é", "a&b", "\u202e"]
)
def test_an_unknown_image_is_not_found(image_id: str, image: str) -> None:
    refused = ask("DELETE", f"/properties/{HOUSE}/images/{image}")
    assert (refused.status, refused.kind) == (404, "image-not-found")
    assert len(read()["images"]) == 1


@pytest.mark.parametrize(
    "query", ["usa/anytown/main-street/111", "USA/Anytown/Main%20Street/111", "usa/anytown/main+street/111"]
)
def test_one_listing_can_be_read_by_its_id(query: str) -> None:
    ask("POST", "/properties", DRAFT)
    assert [found["property_id"] for found in ask("GET", f"/properties?property_id={query}").body] == [HOUSE]
    assert ask("GET", f"/properties?property_id={query}&status=APPROVED").body == []


def test_an_unknown_listing_is_an_empty_list() -> None:
    ask("POST", "/properties", DRAFT)
    for other in ("usa/anytown/main-street/11", "usa/anytown/main-street/1"):
        assert ask("GET", f"/properties?property_id={other}").body == []
    refused = ask("GET", "/properties?property_id=nowhere")
    assert (refused.status, refused.fields) == (400, {"property_id"})


@pytest.mark.parametrize("part", ["!!!", "...", "%20", "%00", "%E2%80%AE", "x" * 61, "%3Cscript%3E" * 9, "%2F", "+"])
@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize(
    ("method", "suffix", "body"),
    [("PATCH", "", {}), ("DELETE", "", None), ("PUT", "/images", []), ("DELETE", "/images/x", None)],
)
def test_an_invalid_path_is_an_error_that_names_the_part(
    method: str, suffix: str, body: object, position: int, part: str
) -> None:
    ask("POST", "/properties", DRAFT)
    parts = HOUSE.split("/")
    parts[position] = part
    refused = ask(method, f"/properties/{'/'.join(parts)}{suffix}", body, headers={"If-Match": "*"})
    assert (refused.status, refused.fields) == (400, {tuple(ADDRESS)[position]})
    assert read()["version"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, value) for field in ("status", "property_id", "limit") for value in ("", "%00", "<b>", "x" * 1001)),
        *(("limit", value) for value in ("0", "101", "-1", "1.5", "1e1", "٣")),
        *(("status", value) for value in ("draft", "APPROVED,DRAFT", "BANANA")),
        *(("property_id", value) for value in ("usa", "usa/anytown", "usa/anytown/main-street/1/2", "///")),
        *(("cursor", value) for value in ("", "x", "AAAA", "é", "x" * 1001)),
        ("agent", ""),
        ("agent", "x" * 129),
        ("sort", "newest"),
    ],
)
def test_an_invalid_query_is_an_error_that_names_the_parameter(field: str, value: str) -> None:
    ask("POST", "/properties", DRAFT)
    refused = ask("GET", f"/properties?{field}={value}")
    assert (refused.status, refused.fields) == (400, {field})
