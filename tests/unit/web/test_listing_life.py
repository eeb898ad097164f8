"""A listing after its draft: edits, order of images, withdrawal, new requests, and its public version."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import Result, Revocation
from web_service.use_cases.publication import apply_evaluation, apply_revocation

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import ADDRESS, HOUSE, TUESDAY, FakeBucket, FakeListings, a_listing, answer_to, with_picture
from tests.unit.web.test_use_cases import an_arrival, received
from unicorn_kernel.property_id import PARTS

PATH = f"/properties/{HOUSE}"
OTHER = CLAIMS | {"cognito:username": "agent2"}
ADMIN = {"cognito:username": "admin1", "cognito:groups": "[admins]"}
UPLOAD = {"filename": "front.jpg", "content_type": "image/jpeg", "size": 1000}

pytestmark = pytest.mark.usefixtures("listings", "bucket")


@pytest.fixture
def images(listings: FakeListings) -> list[str]:
    """Return the image ids of a draft with three images."""
    listing = with_picture(with_picture(with_picture(a_listing())))
    listings.add(listing)
    return [str(image.image_id) for image in listing.images]


def edit(body: dict[str, Any], *, version: str = "*", **options: Any) -> Answer:
    return ask("PATCH", PATH, body, headers={"If-Match": version}, **options)


def asked() -> Answer:
    return ask("POST", "/request_approval", {"property_id": HOUSE})


def decided(listings: FakeListings, result: Result = Result.APPROVED) -> None:
    assert apply_evaluation(answer_to(listings.get(HOUSE), result), listings=listings, now=TUESDAY)


def approved(listings: FakeListings) -> None:
    assert asked().status == 202
    decided(listings)


def mine() -> dict[str, Any]:
    [listing] = ask("GET", f"/properties?property_id={HOUSE}").body
    return dict(listing)


def public() -> dict[str, Any]:
    return dict(ask("GET", PATH, claims=None).body)


def test_an_edited_listing_is_a_draft_and_its_approved_version_stays_public(
    listings: FakeListings, images: list[str]
) -> None:
    approved(listings)
    edited = edit({"headline": "New", "listprice": 150, "bedrooms": 4}).body
    assert (edited["status"], edited["is_public"], edited["headline"]) == ("DRAFT", True, "New")
    assert (public()["headline"], public()["listprice"], public()["bedrooms"]) == (None, 199.99, None)
    approved(listings)
    assert (public()["headline"], public()["listprice"], public()["bedrooms"]) == ("New", 150, 4)
    assert mine()["status"] == "APPROVED"


def test_a_declined_edit_leaves_the_version_before_it_public(listings: FakeListings, images: list[str]) -> None:
    approved(listings)
    edit({"description": "Changed"})
    asked()
    decided(listings, Result.DECLINED)
    assert (mine()["status"], mine()["is_public"], public()["description"]) == ("DECLINED", True, "A lovely house")


def test_an_edit_without_changes_changes_nothing(listings: FakeListings, images: list[str]) -> None:
    approved(listings)
    before = mine()
    for nothing in ({}, {"description": "A lovely house"}, {"listprice": 199.99, "bedrooms": None}):
        assert edit(nothing).body == before
    assert ask("PUT", f"{PATH}/images", images).body == before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"headline": "x"}),
        ("PATCH", "", {}),
        ("PUT", "/images", []),
        ("POST", "/images", UPLOAD),
        ("DELETE", "/images/00000000-0000-0000-0000-000000000000", None),
    ],
)
def test_a_pending_listing_cannot_be_changed(images: list[str], method: str, path: str, body: object) -> None:
    asked()
    refused = ask(method, PATH + path, body, headers={"If-Match": "*"})
    assert (refused.status, refused.kind) == (409, "approval-pending")


def test_a_draft_that_was_never_requested_is_removed(listings: FakeListings, images: list[str]) -> None:
    removed = ask("DELETE", PATH)
    assert (removed.status, removed.body) == (204, None)
    assert listings.stored == {}
    assert ask("DELETE", PATH).status == 404
    body = {"address": {part: getattr(ADDRESS, part) for part in PARTS}, "description": "x"}
    again = ask("POST", "/properties", body | {"contract": "sale", "listprice": 1, "currency": "EUR"})
    assert (again.status, again.body["images"], again.body["version"]) == (201, [], 1)


def test_withdrawing_a_published_listing_twice_is_the_same_as_once(listings: FakeListings, images: list[str]) -> None:
    approved(listings)
    withdrawn = ask("DELETE", PATH)
    assert (withdrawn.status, withdrawn.body["status"], withdrawn.body["is_public"]) == (200, "WITHDRAWN", False)
    assert ask("GET", PATH, claims=None).status == 404
    assert ask("GET", "/search/usa/anytown", claims=None).body == []
    assert ask("DELETE", PATH).body == withdrawn.body
    [reason] = ask("GET", f"{PATH}/publication").body["reasons"]
    assert reason["code"] == "WITHDRAWN_BY_AGENT"


def test_customers_are_told_of_a_listing_that_they_could_see_once_and_of_no_other(
    listings: FakeListings, images: list[str]
) -> None:
    def not_found() -> dict[str, Any]:
        answer = ask("GET", PATH, claims=None)
        assert (answer.status, answer.kind) == (404, "listing-not-found")
        return {name: answer.body[name] for name in answer.body if name not in {"correlation_id"}}

    draft = not_found()
    asked()
    assert not_found() == draft
    decided(listings)
    ask("DELETE", PATH)
    assert not_found() == draft | {"was_public": True}
    edit({"description": "New"})
    assert not_found() == draft | {"was_public": True}


def test_a_withdrawal_is_counted_once(
    listings: FakeListings, images: list[str], counted: Callable[[], list[str]]
) -> None:
    approved(listings)
    ask("DELETE", PATH), ask("DELETE", PATH)
    assert counted().count("ListingWithdrawn") == 1


@pytest.mark.parametrize("result", list(Result))
def test_a_listing_withdrawn_while_pending_is_not_changed_by_a_late_evaluation(
    listings: FakeListings, images: list[str], result: Result
) -> None:
    asked()
    late = answer_to(listings.get(HOUSE), result)
    assert ask("DELETE", PATH).body["status"] == "WITHDRAWN"
    before = mine()
    assert apply_evaluation(late, listings=listings, now=TUESDAY) is None
    assert (mine(), ask("GET", PATH, claims=None).status) == (before, 404)


@pytest.mark.parametrize("ended", ["declined", "withdrawn", "revoked"])
def test_a_withdrawn_listing_can_be_edited_and_requested_again(
    listings: FakeListings, images: list[str], ended: str
) -> None:
    first = asked().body["request_id"]
    if ended == "withdrawn":
        ask("DELETE", PATH)
    else:
        decided(listings, Result.DECLINED if ended == "declined" else Result.APPROVED)
    if ended == "revoked":
        reason = Reason(code="CONTRACT_CANCELLED", subject="contract", message="It was cancelled.")
        revocation = Revocation(property_id=HOUSE, request_id=UUID(first), reason=reason, occurred_at=TUESDAY)
        assert apply_revocation(revocation, listings=listings, now=TUESDAY)
    status = mine()["status"]
    assert edit({"headline": "Better"}).body["status"] == status
    again = asked()
    assert (again.status, again.body["reasons"]) == (202, [])
    assert again.body["request_id"] != first
    decided(listings)
    assert public()["headline"] == "Better"


def test_images_are_in_the_order_that_their_agent_set(listings: FakeListings, images: list[str]) -> None:
    first, second, third = images
    approved(listings)
    wanted = [{"image_id": third, "alt_text": "The front", "caption": "In spring"}, first, {"image_id": second}]
    arranged = ask("PUT", f"{PATH}/images", wanted)
    assert (arranged.status, arranged.body["status"], arranged.headers["ETag"]) == (200, "DRAFT", '"4"')
    assert [image["image_id"] for image in arranged.body["images"]] == [third, first, second]
    assert public()["image"]["image_id"] == first
    approved(listings)
    shown = public()["images"]
    assert public()["image"]["image_id"] == third
    assert [(image["image_id"], image["alt_text"], image["caption"]) for image in shown] == [
        (third, "The front", "In spring"),
        (first, None, None),
        (second, None, None),
    ]


def test_texts_of_an_image_stay_until_they_are_changed(images: list[str]) -> None:
    order = [{"image_id": image, "alt_text": "The front", "caption": "In spring"} for image in images]
    ask("PUT", f"{PATH}/images", order)
    ask("PUT", f"{PATH}/images", [images[1], {"image_id": images[0], "caption": None}, images[2]])
    assert [(i["image_id"], i["alt_text"], i["caption"]) for i in mine()["images"]] == [
        (images[1], "The front", "In spring"),
        (images[0], "The front", None),
        (images[2], "The front", "In spring"),
    ]


def test_an_order_must_name_every_image_that_is_ready(images: list[str]) -> None:
    stranger = str(UUID(int=7))
    for wanted in (images[:2], [*images, stranger], [*images[:2], stranger], []):
        refused = ask("PUT", f"{PATH}/images", wanted)
        assert (refused.status, refused.kind) == (409, "other-pictures")
    assert images[2] in ask("PUT", f"{PATH}/images", images[:2]).body["detail"]
    expected = ask("POST", f"{PATH}/images", UPLOAD).body["image_id"]
    arranged = ask("PUT", f"{PATH}/images", images[::-1])
    assert [image["image_id"] for image in arranged.body["images"]] == [*images[::-1], expected]


def test_a_removed_image_stays_public_until_another_version_is_approved(
    listings: FakeListings, images: list[str]
) -> None:
    approved(listings)
    removed = ask("DELETE", f"{PATH}/images/{images[0]}")
    assert (removed.status, removed.body["status"]) == (200, "DRAFT")
    assert [image["image_id"] for image in removed.body["images"]] == images[1:]
    assert [image["image_id"] for image in public()["images"]] == images
    approved(listings)
    assert [image["image_id"] for image in public()["images"]] == images[1:]
    assert ask("DELETE", f"{PATH}/images/{images[0]}").status == 404


def test_an_image_that_was_never_public_is_removed_without_a_new_approval(
    listings: FakeListings, images: list[str]
) -> None:
    approved(listings)
    expected = ask("POST", f"{PATH}/images", UPLOAD).body["image_id"]
    assert ask("DELETE", f"{PATH}/images/{expected}").body["status"] == "APPROVED"


@pytest.mark.parametrize("was_asked", [True, False])
def test_an_upload_after_a_withdrawal_or_removal_changes_nothing(
    listings: FakeListings, bucket: FakeBucket, images: list[str], was_asked: bool
) -> None:
    if was_asked:
        approved(listings)
    image_id = UUID(ask("POST", f"{PATH}/images", UPLOAD).body["image_id"])
    ask("DELETE", PATH)
    before = dict(listings.stored)
    bucket.incoming[HOUSE, image_id] = b"too late"
    assert received(an_arrival(image_id), listings, bucket) is None
    assert (listings.stored, bucket.incoming, bucket.stored) == (before, {}, {})


def test_an_upload_of_a_removed_image_changes_nothing(
    listings: FakeListings, bucket: FakeBucket, images: list[str]
) -> None:
    image_id = UUID(ask("POST", f"{PATH}/images", UPLOAD).body["image_id"])
    bucket.incoming[HOUSE, image_id] = b"on its way"
    ask("DELETE", f"{PATH}/images/{image_id}")
    before = listings.get(HOUSE)
    assert received(an_arrival(image_id), listings, bucket) is None
    assert (listings.get(HOUSE), bucket.incoming) == (before, {})


CHANGES: list[tuple[str, str, object]] = [
    ("PATCH", "", {"headline": "x"}),
    ("DELETE", "", None),
    ("PUT", "/images", []),
    ("DELETE", "/images/00000000-0000-0000-0000-000000000000", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
def test_an_agent_cannot_change_another_agents_listing(
    listings: FakeListings, method: str, path: str, body: object
) -> None:
    listings.add(a_listing())
    options = {"headers": {"If-Match": "*"}}
    assert ask(method, PATH + path, body, claims=None, **options).status == 401
    assert ask(method, PATH + path, body, claims=OTHER, **options).status == 403
    assert ask(method, PATH.replace("111", "404") + path, body, **options).status == 404
    assert listings.get(HOUSE) == a_listing()
    assert ask(method, PATH + path, body, claims=ADMIN, **options).status in {200, 204, 404}


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
def test_a_change_of_an_outdated_version_fails(listings: FakeListings, method: str, path: str, body: object) -> None:
    listings.add(a_listing(version=2))
    refused = ask(method, PATH + path, body, headers={"If-Match": '"1"'})
    assert (refused.status, refused.kind) == (412, "changed-meanwhile")
    assert listings.get(HOUSE) == a_listing(version=2)


def test_of_two_edits_of_one_version_the_second_fails(listings: FakeListings) -> None:
    listings.add(a_listing())
    listings.quicker = [a_listing(description="theirs", version=2)]
    refused = edit({"description": "mine"}, version='"1"')
    assert (refused.status, listings.get(HOUSE).description) == (412, "theirs")
    assert edit({"headline": "mine"}).status == 200  # without If-Match: applied on top of the other edit
    assert (listings.get(HOUSE).description, listings.get(HOUSE).features.headline) == ("theirs", "mine")


def test_a_draft_that_is_changed_concurrently_is_not_removed(
    listings: FakeListings, monkeypatch: pytest.MonkeyPatch
) -> None:
    listings.add(a_listing())
    remove = listings.remove

    def late(listing: Any) -> None:
        listings.stored[HOUSE] = replace(listing, version=2)
        remove(listing)

    monkeypatch.setattr(listings, "remove", late)
    refused = ask("DELETE", PATH)
    assert (refused.status, refused.kind) == (409, "changed-meanwhile")
    assert HOUSE in listings.stored
