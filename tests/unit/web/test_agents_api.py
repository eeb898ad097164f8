"""The Web API for agents, in process."""

import json
from typing import Any
from uuid import UUID

import pytest
from web_service.domain.listings.features import FACTS
from web_service.domain.publication.rules import Result
from web_service.use_cases.publication import apply_evaluation

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, TUESDAY, FakeBucket, FakeListings, answer_to
from unicorn_kit.errors import StoreUnavailable

ADDRESS = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}
DRAFT: dict[str, Any] = {
    "address": ADDRESS,
    "description": "A lovely house",
    "contract": "sale",
    "listprice": 199.99,
    "currency": "USD",
}
FEATURES = tuple(FACTS)
OTHER = CLAIMS | {"cognito:username": "agent2"}
ADMIN = {"cognito:username": "admin1", "cognito:groups": "[admins]"}
UPLOAD = {"filename": "front.jpg", "content_type": "image/jpeg", "size": 1000}
IMAGES = "/properties/USA/Anytown/Main%20Street/111/images"
PUBLICATION = f"/properties/{HOUSE}/publication"

pytestmark = pytest.mark.usefixtures("listings", "bucket")


def drafted(number: str = "111") -> Answer:
    return ask("POST", "/properties", DRAFT | {"address": ADDRESS | {"number": number}})


def requested() -> Answer:
    return ask("POST", "/request_approval", {"property_id": HOUSE})


def test_a_draft_is_returned_complete_with_json_numbers() -> None:
    answer = drafted()
    assert answer.status == 201
    assert answer.headers["Location"] == f"properties/{HOUSE}"
    assert answer.headers["ETag"] == '"1"'
    created_at = answer.body["created_at"]
    assert answer.body == {
        "property_id": HOUSE,
        **ADDRESS,
        **dict.fromkeys(("region", "postcode", "unit")),
        **dict.fromkeys(FEATURES),
        "description": "A lovely house",
        "location": None,
        "contract": "sale",
        "listprice": 199.99,
        "currency": "USD",
        "price_on_request": False,
        "status": "DRAFT",
        "is_public": False,
        "agent": "agent1",
        "images": [],
        "price_history": [{"listprice": 199.99, "currency": "USD", "at": created_at}],
        "status_history": [{"status": "DRAFT", "at": created_at}],
        "version": 1,
        "created_at": created_at,
        "modified_at": created_at,
    }
    assert created_at.endswith("Z")
    assert ask("GET", "/properties").body == [answer.body]


def test_a_property_can_be_listed_only_once() -> None:
    drafted()
    second = drafted()
    assert (second.status, second.kind) == (409, "listing-exists")
    assert second.headers["Content-Type"] == "application/problem+json"


def test_a_property_id_that_contradicts_the_address_is_an_error() -> None:
    answer = ask("POST", "/properties", DRAFT | {"property_id": "usa/anytown/main-street/112"})
    assert (answer.status, answer.kind, answer.fields) == (400, "invalid-property-id", {"property_id"})
    assert ask("POST", "/properties", DRAFT | {"property_id": "USA/Anytown/Main Street/111"}).status == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"listprice": 0}, "listprice"),
        ({"listprice": -5}, "listprice"),
        ({"listprice": 199.999}, "listprice"),
        ({"listprice": "199.99"}, "listprice"),
        ({"listprice": True}, "listprice"),
        ({"listprice": None}, "listprice"),
        ({"listprice": 1e300}, "listprice"),
        ({"currency": "BANANA"}, "currency"),
        ({"currency": "usd"}, "currency"),
        ({"currency": 7}, "currency"),
        ({"contract": "swap"}, "contract"),
        ({"description": ""}, "description"),
        ({"description": "   "}, "description"),
        ({"description": "x" * 5001}, "description"),
        ({"description": "\u00e4" * 2501}, "description"),
        ({"description": "a\u0000b"}, "description"),
        ({"description": "\ud800"}, "description"),
        ({"address": ADDRESS | {"city": "!!!"}}, "address.city"),
        ({"address": ADDRESS | {"city": ""}}, "address.city"),
        ({"address": ADDRESS | {"planet": "Mars"}}, "address.planet"),
        ({"address": "Main Street 111"}, "address"),
        ({"status": "APPROVED"}, "status"),
        ({"agent": "agent2"}, "agent"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], field: str) -> None:
    answer = ask("POST", "/properties", DRAFT | change)
    assert (answer.status, answer.fields) == (400, {field})
    assert answer.body["correlation_id"] == answer.headers["X-Correlation-Id"]


@pytest.mark.parametrize("missing", sorted(DRAFT))
def test_a_missing_field_is_named(missing: str) -> None:
    answer = ask("POST", "/properties", {name: value for name, value in DRAFT.items() if name != missing})
    assert (answer.status, answer.fields) == (400, {missing})


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', "NaN", '{"a": Infinity}', "[" * 50_000])
def test_a_body_that_is_not_a_json_object_is_an_error(body: str) -> None:
    answer = ask("POST", "/properties", body)
    assert (answer.status, answer.fields) == (400, {"body"})


def test_a_body_that_is_too_large_is_an_error() -> None:
    assert ask("POST", "/properties", " " * 70_000).status == 413


@pytest.mark.parametrize("text", ["a & b + c %41 %00", "<script>alert(1)</script>", "Zeile 1\n\tZeile 2 ünïcödé 🏡"])
def test_text_is_returned_as_it_was_sent(text: str) -> None:
    assert ask("POST", "/properties", DRAFT | {"description": text}).body["description"] == text


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (None, 401),
        ({"cognito:username": "mallory"}, 403),
        ({"cognito:username": "mallory", "cognito:groups": "agents-of-others"}, 403),
        (ADMIN, 201),
    ],
)
def test_only_agents_and_admins_may_draft(claims: dict[str, str] | None, status: int) -> None:
    assert ask("POST", "/properties", DRAFT, claims=claims).status == status


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/properties"), ("POST", IMAGES), ("POST", "/request_approval"), ("GET", PUBLICATION)],
)
def test_every_route_for_agents_needs_a_token(method: str, path: str) -> None:
    assert ask(method, path, claims=None).status == 401


def test_agents_list_their_own_listings_and_admins_all() -> None:
    drafted("1")
    ask("POST", "/properties", DRAFT | {"address": ADDRESS | {"number": "2"}}, claims=OTHER)
    numbers = {
        who: [listing["number"] for listing in ask("GET", path, claims=claims).body]
        for who, path, claims in [
            ("agent1", "/properties", CLAIMS),
            ("agent2", "/properties?agent=agent1", OTHER),
            ("admin", "/properties", ADMIN),
            ("admin on agent2", "/properties?agent=agent2", ADMIN),
        ]
    }
    assert numbers == {"agent1": ["1"], "agent2": ["2"], "admin": ["2", "1"], "admin on agent2": ["2"]}


def test_another_agents_listing_is_not_listed_by_its_id() -> None:
    ask("POST", "/properties", DRAFT)
    assert ask("GET", f"/properties?property_id={HOUSE}", claims=OTHER).body == []
    for owner_or_admin in (CLAIMS, ADMIN):
        assert len(ask("GET", f"/properties?property_id={HOUSE}", claims=owner_or_admin).body) == 1


def test_the_pages_of_a_list_are_linked() -> None:
    for number in range(5):
        drafted(str(number))
    seen, path = [], "/properties?limit=2"
    while path:
        page = ask("GET", path)
        seen += [listing["number"] for listing in page.body]
        link = page.headers.get("Link", "")
        path = f"/properties{link[1 : link.index('>')]}" if link else ""
    assert sorted(seen) == ["0", "1", "2", "3", "4"]
    assert len(seen) == 5


def test_a_list_can_be_filtered_by_status() -> None:
    drafted()
    assert [found["number"] for found in ask("GET", "/properties?status=DRAFT").body] == ["111"]
    assert ask("GET", "/properties?status=APPROVED").body == []


@pytest.mark.parametrize(
    ("query", "field"),
    [("status=BANANA", "status"), ("limit=0", "limit"), ("limit=x", "limit"), ("cursor=x", "cursor"), ("a=b", "a")],
)
def test_an_invalid_query_parameter_is_named(query: str, field: str) -> None:
    answer = ask("GET", f"/properties?{query}")
    assert (answer.status, answer.fields) == (400, {field})


def test_another_agents_cursor_is_rejected() -> None:
    drafted("1"), drafted("2")
    link = ask("GET", "/properties?limit=1").headers["Link"]
    assert ask("GET", f"/properties{link[1 : link.index('>')]}", claims=OTHER).fields == {"cursor"}


def test_a_ticket_has_the_upload_address_and_the_agent_sees_the_expected_image() -> None:
    drafted()
    ticket = ask("POST", IMAGES, UPLOAD)
    assert (ticket.status, ticket.body.keys()) == (201, {"image_id", "url", "fields"})
    assert UUID(ticket.body["image_id"]).version == 7
    (image,) = ask("GET", "/properties").body[0]["images"]
    assert (image["image_id"], image["status"], image["urls"]) == (ticket.body["image_id"], "EXPECTED", None)


@pytest.mark.parametrize(
    ("given", "signed"),
    [
        ("image/jpg", "image/jpeg"),
        ("IMAGE/JPEG", "image/jpeg"),
        ("image/pjpeg", "image/jpeg"),
        ("image/jpeg; charset=binary", "image/jpeg"),
        ("Image/Jpg;q=1", "image/jpeg"),
        ('image/png ;name="a;b.png"', "image/png"),
        ("image/avif", "image/avif"),
        ("IMAGE/WebP", "image/webp"),
        ("image/gif;", "image/gif"),
    ],
)
def test_a_ticket_takes_every_way_to_write_a_content_type(given: str, signed: str, bucket: FakeBucket) -> None:
    drafted()
    assert ask("POST", IMAGES, UPLOAD | {"content_type": given}).status == 201
    assert [upload.content_type for _, upload, _ in bucket.tickets] == [signed]


@pytest.mark.parametrize("given", ["image/heic", "image/heif", "IMAGE/HEIC; a=b", "image/heic-sequence"])
def test_a_ticket_for_a_heic_photo_is_refused_with_advice(given: str) -> None:
    drafted()
    answer = ask("POST", IMAGES, UPLOAD | {"content_type": given})
    assert (answer.status, answer.fields) == (400, {"content_type"})
    assert "save it as JPEG" in str(answer.body)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content_type": "image/svg+xml"}, "content_type"),
        ({"content_type": "image/jpeg2000"}, "content_type"),
        ({"content_type": "image/jpeg, text/html"}, "content_type"),
        ({"content_type": "image/jpeg\ntext/html"}, "content_type"),
        ({"content_type": "image/jpeg;\u0000"}, "content_type"),
        ({"content_type": "image/jpeg;" + "a" * 200}, "content_type"),
        ({"content_type": None}, "content_type"),
        ({"content_type": ""}, "content_type"),
        ({"content_type": "text/html"}, "content_type"),
        ({"size": 0}, "size"),
        ({"size": 15_000_001}, "size"),
        ({"size": "1000"}, "size"),
        ({"filename": ""}, "filename"),
        ({"filename": "a\u0000.jpg"}, "filename"),
    ],
)
def test_an_impossible_upload_is_an_error_that_names_the_field(change: dict[str, Any], field: str) -> None:
    drafted()
    answer = ask("POST", IMAGES, UPLOAD | change)
    assert (answer.status, answer.fields) == (400, {field})


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"property_id": "usa/anytown/main-street/404"}, 404, "listing-not-found"),
        ({"property_id": "nowhere"}, 400, "invalid-property-id"),
        ({"property_id": 111}, 400, "invalid-request"),
        ({}, 400, "invalid-request"),
    ],
)
def test_a_publication_request_that_is_not_possible_is_an_error(body: dict[str, Any], status: int, kind: str) -> None:
    answer = ask("POST", "/request_approval", body)
    assert (answer.status, answer.kind) == (status, kind)


def test_a_publication_request_is_accepted_once_and_can_be_followed() -> None:
    drafted()
    accepted = ask("POST", "/request_approval", {"property_id": "USA/Anytown/Main Street/111"})
    assert (accepted.status, accepted.body["status"]) == (202, "PENDING")
    assert UUID(accepted.body["request_id"]).version == 7
    assert (requested().status, requested().kind) == (409, "approval-pending")
    stands = ask("GET", PUBLICATION).body
    assert stands == accepted.body
    assert stands["requested_at"].endswith("Z")


def test_an_approved_listing_cannot_be_requested_again(listings: FakeListings) -> None:
    drafted()
    requested()
    apply_evaluation(answer_to(listings.get(HOUSE)), listings=listings, now=TUESDAY)
    assert (requested().status, requested().kind) == (409, "already-approved")
    stands = ask("GET", PUBLICATION).body
    assert (stands["status"], stands["is_public"], stands["decided_at"]) == (
        "APPROVED",
        True,
        "2026-03-03T09:00:00.000Z",
    )


def test_publication_of_a_declined_listing_can_be_requested_again(listings: FakeListings) -> None:
    drafted()
    first = requested().body["request_id"]
    apply_evaluation(answer_to(listings.get(HOUSE), Result.DECLINED), listings=listings, now=TUESDAY)
    assert ask("GET", PUBLICATION).body["status"] == "DECLINED"
    assert requested().body["request_id"] != first


def test_a_request_waits_for_images_being_processed_then_is_a_conflict(bucket: FakeBucket) -> None:
    drafted()
    ticket = ask("POST", IMAGES, UPLOAD).body
    bucket.incoming[HOUSE, UUID(ticket["image_id"])] = b"in work"
    answer = requested()
    assert (answer.status, answer.kind, answer.headers["Retry-After"]) == (409, "pictures-in-work", "2")


def test_another_agents_listing_is_forbidden_and_an_unknown_one_is_not_found() -> None:
    drafted()
    for method, path, body in [
        ("POST", IMAGES, UPLOAD),
        ("POST", "/request_approval", {"property_id": HOUSE}),
        ("GET", PUBLICATION, None),
    ]:
        assert (ask(method, path, body, claims=OTHER).status, ask(method, path, body, claims=ADMIN).status // 100) == (
            403,
            2,
        )
    assert ask("GET", "/properties/usa/anytown/main-street/404/publication").status == 404


def test_a_callers_correlation_id_is_kept_if_it_has_only_plain_characters() -> None:
    assert ask("GET", "/properties", headers={"x-correlation-id": "my-id.1"}).headers["X-Correlation-Id"] == "my-id.1"
    assert ask("GET", "/properties", headers={"X-Correlation-Id": "a\nb"}).headers["X-Correlation-Id"] != "a\nb"


def test_a_failing_store_is_reported_with_retry_after(listings: FakeListings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("throttled: table arn:aws:secret")

    monkeypatch.setattr(listings, "add", fail)
    refused = drafted()
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    assert "secret" not in json.dumps(refused.body)


def test_a_bug_leaks_nothing_internal(listings: FakeListings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("table WebListingsTable-1X")

    monkeypatch.setattr(listings, "add", fail)
    refused = drafted()
    assert (refused.status, refused.kind) == (500, "unexpected-error")
    assert "WebListingsTable" not in json.dumps(refused.body)


@pytest.mark.parametrize("path", ["/elsewhere", "/properties/2a2d876d-6087-4555-8a5c-df5886b8bf67"])
def test_an_unknown_route_is_not_found(path: str) -> None:
    assert (ask("GET", path).status, ask("GET", path).kind) == (404, "no-such-route")
