"""Reviews and appeals over HTTP, in process."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from web_service import wiring
from web_service.domain.listings.editing import Edit, edit
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.rules import Result, decide, withdraw

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import (
    ADMIN,
    HOUSE,
    MONDAY,
    NOT_JUDGED,
    TUESDAY,
    FakeBucket,
    FakeListings,
    a_listing,
    answer_to,
    approved,
    declined,
    pending,
    reviewed,
    with_picture,
)

ADMINS = {"cognito:username": ADMIN.name, "cognito:groups": "[admins]"}
SECOND = ADMINS | {"cognito:username": "admin2"}
APPEAL = f"/properties/{HOUSE}/publication/appeal"
PUBLICATION = f"/properties/{HOUSE}/publication"
UNASKED = "0191d1c4-0000-7000-8000-00000000abcd"

pytestmark = pytest.mark.usefixtures("bucket")


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: TUESDAY)


def keep(listings: FakeListings, listing: Listing) -> Listing:
    listings.stored[listing.property_id] = listing
    return listing


def request_id(listing: Listing) -> str:
    assert listing.request
    return str(listing.request.request_id)


def decided(listing: Listing, body: Any = None, *, claims: dict[str, str] = ADMINS) -> Answer:
    return ask("POST", f"/reviews/{request_id(listing)}", body or {"verdict": "APPROVED"}, claims=claims)


def test_admins_see_what_waits_oldest_first_with_everything_that_is_judged(listings: FakeListings) -> None:
    later = keep(listings, reviewed(with_picture(a_listing("2")), at=MONDAY + timedelta(hours=1)))
    first = keep(listings, reviewed(with_picture(a_listing("111"))))
    for other in (pending(a_listing("3")), approved(a_listing("4")), declined(a_listing("5"))):
        keep(listings, other)
    answer = ask("GET", "/reviews", claims=ADMINS)
    assert (answer.status, answer.headers["Open-Reviews"]) == (200, "2")
    assert [found["request_id"] for found in answer.body] == [request_id(first), request_id(later)]
    found = answer.body[0]
    assert found["questions"] == [
        {"code": NOT_JUDGED.code, "subject": "description", "message": "It cannot be checked."}
    ]
    assert (found["answer_by"], found["appeal"]) == ("2026-03-09T09:00:00.000Z", None)
    assert found["listing"]["description"] == "A lovely house"
    assert found["listing"]["images"][0]["urls"]["800"].startswith("https://bucket.example/photos/")


def test_a_page_leads_to_the_next_one(listings: FakeListings) -> None:
    for number in range(5):
        keep(listings, reviewed(a_listing(str(number)), at=MONDAY + timedelta(minutes=number)))
    seen, query = [], "?limit=2"
    while query:
        page = ask("GET", f"/reviews{query}", claims=ADMINS)
        seen += [found["property_id"].rpartition("/")[2] for found in page.body]
        query = page.headers.get("Link", "").partition(">")[0].partition("<")[2]
    assert seen == list("01234")


@pytest.mark.parametrize(("method", "path"), [("GET", "/reviews"), ("POST", f"/reviews/{UNASKED}")])
def test_agents_review_nothing(listings: FakeListings, method: str, path: str) -> None:
    answer = ask(method, path, {"verdict": "APPROVED"} if method == "POST" else None)
    assert (answer.status, answer.kind) == (403, "not-allowed")


@pytest.mark.parametrize("verdict", ["APPROVED", "DECLINED"])
def test_a_decision_is_returned_and_its_agent_reads_the_comment(listings: FakeListings, verdict: str) -> None:
    found = keep(listings, reviewed())
    answer = decided(found, {"verdict": verdict, "comment": "Name the\nstreet."})
    assert (answer.status, answer.body) == (
        200,
        {
            "request_id": request_id(found),
            "property_id": HOUSE,
            "verdict": verdict,
            "comment": "Name the\nstreet.",
            "reviewer": "admin1",
            "decided_at": "2026-03-03T09:00:00.000Z",
        },
    )
    review = ask("GET", PUBLICATION).body["review"]
    assert (review["verdict"], review["comment"]) == (verdict, "Name the\nstreet.")
    assert ask("GET", "/reviews", claims=ADMINS).body == []


def test_a_decline_without_a_comment_names_the_field(listings: FakeListings) -> None:
    found = keep(listings, reviewed())
    answer = decided(found, {"verdict": "DECLINED"})
    assert (answer.status, answer.fields) == (400, {"comment"})
    for body in ({"verdict": "DECLINED", "comment": ""}, {"verdict": "APPROVED", "comment": None}):
        assert decided(found, body).fields == {"comment"}
    assert decided(found, {"verdict": "PERHAPS"}).fields == {"verdict"}
    assert listings.saves == []


def test_of_two_admins_the_second_is_told_what_the_first_decided(listings: FakeListings) -> None:
    found = keep(listings, reviewed())
    assert decided(found, {"verdict": "DECLINED", "comment": "No."}).status == 200
    answer = decided(found, claims=SECOND)
    assert (answer.status, answer.kind, answer.body["verdict"]) == (409, "review-decided", "DECLINED")


def test_of_two_admins_at_the_same_moment_one_decides(listings: FakeListings) -> None:
    found = keep(listings, reviewed())
    decided(found, {"verdict": "DECLINED", "comment": "No."})
    quicker = listings.stored[HOUSE]
    listings.stored[HOUSE] = found
    listings.quicker = [replace(quicker, version=found.version + 1)]
    answer = decided(found, claims=SECOND)
    assert (answer.status, answer.kind, answer.body["verdict"]) == (409, "review-decided", "DECLINED")


def test_an_own_listing_is_another_admins_to_review(listings: FakeListings) -> None:
    found = keep(listings, reviewed(a_listing(agent=ADMIN.name)))
    answer = decided(found)
    assert (answer.status, answer.kind) == (403, "own-listing")
    assert decided(found, claims=SECOND).status == 200


@pytest.mark.parametrize("end", ["withdrawn", "edited", "evaluated", "late"])
def test_a_review_that_is_over_says_why(listings: FakeListings, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    found = keep(listings, reviewed())
    over = decide(found, answer_to(found, Result.DECLINED), at=TUESDAY)
    match end:
        case "withdrawn":
            keep(listings, withdraw(found, at=TUESDAY))
        case "evaluated":
            keep(listings, over)
        case "edited":
            listings.saves.append(found)
            keep(listings, reviewed(edit(over, Edit(description="Another text"))))
        case "late":
            monkeypatch.setattr(wiring, "now", lambda: MONDAY + timedelta(days=7))
    answer = decided(found)
    assert (answer.status, answer.kind) == (409, "review-over")


@pytest.mark.parametrize("name", [UNASKED, "no-id"])
def test_what_was_never_asked_is_not_found(listings: FakeListings, name: str) -> None:
    answer = ask("POST", f"/reviews/{name}", {"verdict": "APPROVED"}, claims=ADMINS)
    assert (answer.status, answer.kind) == (404, "review-not-found")


def test_the_state_of_a_publication_tells_that_a_person_looks_at_it(listings: FakeListings) -> None:
    keep(listings, reviewed())
    body = ask("GET", PUBLICATION).body
    assert (body["status"], body["can_be_appealed"], body["appeal"]) == ("PENDING", False, None)
    assert body["review"] == {
        "questions": [{"code": NOT_JUDGED.code, "subject": "description", "message": "It cannot be checked."}],
        "asked_at": "2026-03-02T09:00:00.000Z",
        "answer_by": "2026-03-09T09:00:00.000Z",
        "verdict": None,
        "comment": None,
        "decided_at": None,
    }


def test_a_decline_is_appealed_once(listings: FakeListings, counted: Any) -> None:
    before = keep(listings, declined())
    assert ask("GET", PUBLICATION).body["can_be_appealed"]
    answer = ask("POST", APPEAL, {"comment": "It is fine."})
    assert (answer.status, answer.body["status"]) == (202, "PENDING")
    assert answer.body["request_id"] != request_id(before)
    assert answer.body["appeal"] == {"request_id": request_id(before), "comment": "It is fine."}
    assert counted() == ["DeclineAppealed"]
    asked = listings.stored[HOUSE]
    keep(listings, decide(asked, answer_to(asked, Result.DECLINED, reasons=(NOT_JUDGED,)), at=TUESDAY))
    again = ask("POST", APPEAL, {"comment": "Please."})
    assert (again.status, again.kind) == (409, "appealed-before")


CONTRACT = replace(NOT_JUDGED, code="CONTRACT_NOT_FOUND")


@pytest.mark.parametrize(
    ("listing", "kind"),
    [
        (a_listing(), "not-declined"),
        (approved(), "not-declined"),
        (pending(), "approval-pending"),
        (edit(declined(), Edit(description="Another text")), "changed-since-decline"),
        (declined(None, CONTRACT), "nothing-to-judge"),
    ],
)
def test_an_appeal_that_is_not_possible_says_why(listings: FakeListings, listing: Listing, kind: str) -> None:
    keep(listings, listing)
    assert not ask("GET", PUBLICATION).body["can_be_appealed"]
    answer = ask("POST", APPEAL, {"comment": "It is fine."})
    assert (answer.status, answer.kind) == (409, kind)
    assert listings.saves == []


def test_an_appeal_needs_a_comment_and_is_its_agents(listings: FakeListings) -> None:
    keep(listings, declined())
    for body in ({}, {"comment": ""}, {"comment": None}, {"comment": "x" * 2001}):
        assert ask("POST", APPEAL, body).fields == {"comment"}
    other = ask("POST", APPEAL, {"comment": "It is fine."}, claims=CLAIMS | {"cognito:username": "agent2"})
    assert (other.status, other.kind) == (403, "not-your-listing")


def test_an_appeal_waits_for_a_photo_that_is_being_processed(listings: FakeListings, bucket: FakeBucket) -> None:
    keep(listings, declined(with_picture(a_listing())))
    upload = {"filename": "new.jpg", "content_type": "image/jpeg", "size": 1000}
    ticket = ask("POST", f"/properties/{HOUSE}/images", upload)
    assert ticket.status == 201
    bucket.incoming[HOUSE, listings.stored[HOUSE].images[-1].image_id] = b"photo"
    answer = ask("POST", APPEAL, {"comment": "It is fine."})
    assert (answer.status, answer.kind) == (409, "pictures-in-work")
