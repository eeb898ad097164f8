"""POST …/images/{image_id}/edits: one clear answer to each request, in process."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from web_service.domain.listings.listing import Listing

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, pending, with_picture

LISTING = with_picture(a_listing())
FIRST = LISTING.images[0].image_id  # of 1600 x 1200 pixels
CROP = {"left": 10, "top": 20, "width": 300, "height": 400}


def edit(body: object, image_id: object = FIRST, **more: Any) -> Answer:
    return ask("POST", f"/properties/{HOUSE}/images/{image_id}/edits", body, **more)


def stored(listings: FakeListings, listing: Listing = LISTING) -> FakeListings:
    listings.stored[HOUSE] = listing
    return listings


@pytest.mark.parametrize("body", [{"turn": 90}, {"crop": CROP}, {"turn": 270, "crop": CROP}, {"turn": 0, "crop": CROP}])
def test_an_edit_is_accepted_with_the_image_that_will_take_the_place(listings: FakeListings, body: object) -> None:
    answer = edit(body)
    assert answer.status == 404
    stored(listings)
    answer = edit(body)
    assert (answer.status, answer.body["status"], answer.body["replaces"]) == (202, "EXPECTED", str(FIRST))
    assert (answer.body["width"], answer.body["urls"], answer.body["filename"]) == (None, None, "front.jpg")
    shown = ask("GET", f"/agent/listings/{HOUSE}").body["images"]
    assert [image["replaces"] for image in shown] == [None, str(FIRST)]
    assert shown[1]["image_id"] == answer.body["image_id"]


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "body", "how to turn"),
        ({"turn": 0}, "turn", "as it is"),
        ({"crop": None}, "turn", "as it is"),
        ({"crop": {"left": 0, "top": 0, "width": 1600, "height": 1200}}, "turn", "as it is"),
        ({"turn": 90, "crop": {"left": 0, "top": 0, "width": 1600, "height": 1200}}, "crop", "1200 x 1600 pixels"),
        ({"crop": CROP | {"left": 1301}}, "crop", "1600 x 1200 pixels"),
        ({"crop": CROP | {"height": 99}}, "crop", "at least 100 x 100"),
        ({"turn": 45}, "turn", ""),
        ({"turn": "90"}, "turn", ""),
        ({"turn": None}, "turn", ""),
        ({"turn": False}, "turn", ""),
        ({"crop": {"left": 1}}, "crop.top", ""),
        ({"crop": CROP | {"left": -1}}, "crop.left", ""),
        ({"crop": CROP | {"left": 0.5}}, "crop.left", ""),
        ({"crop": CROP | {"width": 0}}, "crop.width", ""),
        ({"crop": CROP | {"right": 1}}, "crop.right", ""),
        ({"turn": 90, "flip": True}, "flip", ""),
    ],
)
def test_a_bad_edit_is_refused_and_says_what_is_wrong(
    listings: FakeListings, body: object, field: str, words: str
) -> None:
    stored(listings)
    answer = edit(body)
    assert (answer.status, answer.kind) == (400, "invalid-request")
    errors = answer.body.get("errors") or [{"field": "", "message": answer.body["detail"]}]
    assert any(error["field"] == field and words in error["message"] for error in errors), answer.body
    assert listings.get(HOUSE) == LISTING


def test_each_state_has_its_answer(listings: FakeListings) -> None:
    stored(listings)
    assert edit({"turn": 90}, uuid4()).kind == "image-not-found"
    assert edit({"turn": 90}, "no-id").kind == "image-not-found"
    assert edit({"turn": 90}, claims=CLAIMS | {"cognito:username": "agent2"}).kind == "not-your-listing"
    assert edit({"turn": 90}, headers={"If-Match": '"9"'}).status == 412
    begun = edit({"turn": 90}, headers={"If-Match": '"1"'})
    for image_id in (FIRST, begun.body["image_id"]):
        again = edit({"turn": 90}, image_id)
        assert (again.status, again.kind, again.headers["Retry-After"]) == (409, "pictures-in-work", "2")
    stored(listings, pending(LISTING))
    assert edit({"turn": 90}).kind == "approval-pending"
    stored(listings, replace(LISTING, images=()))
    assert edit({"turn": 90}).status == 404
