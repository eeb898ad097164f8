"""Customers' questions about homes, and the inbox of their agents, request by request."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from web_service import wiring
from web_service.domain.enquiries.enquiry import KEPT, KEPT_CLOSED, ClosedBecause, EnquiryState
from web_service.domain.limits import PER_HOME, PER_PEER
from web_service.domain.listings.listing import ListingStatus, StatusSince
from web_service.domain.publication.rules import withdraw

from tests.apigateway import CLAIMS
from tests.unit.web.api import ask
from tests.unit.web.enquiries import (
    ENQUIRIES,
    QUESTION,
    FakeEnquiries,
    an_enquiry,
    enquiries_in_memory,
)
from tests.unit.web.fakes import HOUSE, MONDAY, TUESDAY, FakeListings, a_listing, approved
from tests.unit.web.memory import listings_in_memory

OTHER = CLAIMS | {"cognito:username": "agent2"}
ADMIN = {"cognito:username": "admin1", "cognito:groups": "admins"}
HISTORY = (StatusSince(status=ListingStatus.APPROVED, at=MONDAY),)
LATE = MONDAY + timedelta(minutes=50)


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> FakeListings:
    return listings_in_memory(monkeypatch, approved())


@pytest.fixture
def enquiries(monkeypatch: pytest.MonkeyPatch, listings: FakeListings) -> FakeEnquiries:
    at(monkeypatch, MONDAY)
    return enquiries_in_memory(monkeypatch, listings)


def at(patch: pytest.MonkeyPatch, moment: datetime) -> None:
    patch.setattr(wiring, "now", lambda: moment)


def headers(*addresses: str) -> dict[str, str]:
    return {"X-Forwarded-For": ", ".join(addresses), "X-Forwarded-Prefix": "/api/web"}


def test_a_question_is_kept_for_the_agent_and_its_answer_repeats_nothing_of_it(enquiries: FakeEnquiries) -> None:
    answer = ask("POST", ENQUIRIES, QUESTION, claims=None)
    [kept] = enquiries.stored.values()
    assert answer.status == 201
    assert answer.headers["Location"] == f"properties/{HOUSE}/enquiries/{kept.enquiry_id}"
    assert answer.body == {
        "enquiry_id": str(kept.enquiry_id),
        "property_id": HOUSE,
        "state": "NEW",
        "closed_because": None,
        "received_at": "2026-03-02T09:00:00.000Z",
    }
    assert (kept.agent, kept.question.name, kept.question.text) == ("agent1", QUESTION["name"], QUESTION["text"])
    assert kept.expires_at == MONDAY + KEPT


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"email": "ada@example.com\nBcc: all@example.com"}, "email", "line end"),
        ({"email": "ada@example.com\r\n"}, "email", "line end"),
        ({"email": "ada @example.com"}, "email", "space"),
        ({"email": "ada@exämple.com"}, "email", "xn--"),
        ({"email": "\u0430da@example.com"}, "email", "beyond ASCII"),
        ({"email": "ada"}, "email", "name@example.com"),
        ({"email": "ada@example"}, "email", "name@example.com"),
        ({"email": "ada@example.com,bob@example.com"}, "email", "name@example.com"),
        ({"email": f"{'a' * 65}@example.com"}, "email", "name@example.com"),
        ({"email": f"ada@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.com"}, "email", "at most 254"),
        ({"phone": "call me"}, "phone", "phone number"),
        ({"phone": "+1 555\n0100"}, "phone", "phone number"),
        ({"phone": "٠١٢٣٤٥٦٧"}, "phone", "phone number"),
        ({"text": ""}, "text", "at least 1"),
        ({"text": " \n\t "}, "text", "nothing that can be seen"),
        ({"text": "x" * 2001}, "text", "at most 2000"),
        ({"text": "a\u202ereversed"}, "text", "direction"),
        ({"text": "a\x00b"}, "text", "control character"),
        ({"name": "\u3164"}, "name", "nothing that can be seen"),
        ({"name": "x" * 101}, "name", "at most 100"),
        ({"website": "https://example.com"}, "website", "leave this empty"),
        ({"colour": "red"}, "colour", "not permitted"),
    ],
)
def test_bad_input_is_answered_with_one_sentence_for_its_field_and_kept_nowhere(
    enquiries: FakeEnquiries, changes: dict[str, str], field: str, sentence: str
) -> None:
    answer = ask("POST", ENQUIRIES, QUESTION | changes, claims=None)
    assert (answer.status, answer.fields) == (400, {field})
    [error] = answer.body["errors"]
    assert sentence in error["message"]
    assert not enquiries.stored


@pytest.mark.parametrize(
    "email", ["ada@example.com", "a.b+homes@mail.example.co", "o'neil@example.com", "a@xn--nxa.co"]
)
def test_plain_addresses_are_taken(enquiries: FakeEnquiries, email: str) -> None:
    assert ask("POST", ENQUIRIES, QUESTION | {"email": email}, claims=None).status == 201


@pytest.mark.parametrize("phone", ["+1 555 0100", "(030) 123-45.67", "0043/1/5331"])
def test_a_phone_number_is_enough(enquiries: FakeEnquiries, phone: str) -> None:
    asked = {"name": "Ada", "phone": phone, "text": "Call me\nplease"}
    assert ask("POST", ENQUIRIES, asked, claims=None).status == 201


def test_a_question_that_nobody_could_answer_is_refused(enquiries: FakeEnquiries) -> None:
    answer = ask("POST", ENQUIRIES, {"name": "Ada", "text": "Hello"}, claims=None)
    assert answer.status == 400
    assert "e-mail address or a phone number" in answer.body["errors"][0]["message"]


def test_a_huge_body_is_too_large(enquiries: FakeEnquiries) -> None:
    assert ask("POST", ENQUIRIES, QUESTION | {"text": "x" * 70_000}, claims=None).status == 413


def test_a_home_that_is_gone_while_somebody_types_is_410_and_one_that_never_was_public_404(
    enquiries: FakeEnquiries, listings: FakeListings
) -> None:
    listings.stored[HOUSE] = withdraw(listings.stored[HOUSE], at=TUESDAY)
    listings.stored[HOUSE] = replace(listings.stored[HOUSE], status_history=HISTORY)
    gone = ask("POST", ENQUIRIES, QUESTION, claims=None)
    assert (gone.status, gone.kind) == (410, "listing-gone")
    listings.stored[HOUSE] = a_listing()
    never = ask("POST", ENQUIRIES, QUESTION, claims=None)
    assert (never.status, never.kind) == (404, "listing-not-found")
    assert not enquiries.stored


def test_one_address_asks_ten_times_an_hour_and_is_told_when_it_may_ask_again(
    enquiries: FakeEnquiries, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, LATE)
    sent = headers("198.51.100.7", "203.0.113.1")
    answers = [ask("POST", ENQUIRIES, QUESTION, headers=sent, claims=None) for _ in range(11)]
    assert [answer.status for answer in answers] == [201] * 10 + [429]
    assert (answers[-1].kind, answers[-1].headers["Retry-After"]) == ("too-many-enquiries", "600")
    assert "10 minutes" in answers[-1].body["detail"]
    other = ask("POST", ENQUIRIES, QUESTION, headers=headers("198.51.100.8", "203.0.113.1"), claims=None)
    assert other.status == 201
    at(monkeypatch, LATE + timedelta(minutes=10))
    assert ask("POST", ENQUIRIES, QUESTION, headers=sent, claims=None).status == 201


def test_what_stands_before_the_last_two_addresses_is_not_believed(enquiries: FakeEnquiries) -> None:
    answers = [
        ask("POST", ENQUIRIES, QUESTION, headers=headers(f"192.0.2.{n}", "198.51.100.7", "203.0.113.1"), claims=None)
        for n in range(11)
    ]
    assert [answer.status for answer in answers] == [201] * 10 + [429]


def test_a_home_is_asked_about_so_often_in_an_hour_whoever_asks(enquiries: FakeEnquiries) -> None:
    answers = [
        ask("POST", ENQUIRIES, QUESTION, headers=headers(f"198.51.100.{n}", "203.0.113.1"), claims=None)
        for n in range(PER_HOME + 1)
    ]
    assert [answer.status for answer in answers] == [201] * PER_HOME + [429]


def test_forged_addresses_end_at_the_limit_of_the_address_that_the_gateway_sees(
    enquiries: FakeEnquiries, listings: FakeListings
) -> None:
    homes = [approved(a_listing(str(number))) for number in range(PER_PEER)]
    listings.stored |= {home.property_id: home for home in homes}
    for number in range(10 * PER_PEER):
        path = f"/properties/{homes[number % PER_PEER].property_id}/enquiries"
        sent = headers(f"198.51.{number}.1", "203.0.113.1")
        assert ask("POST", path, QUESTION, headers=sent, claims=None).status == 201
    assert ask("POST", ENQUIRIES, QUESTION, headers=headers("192.0.2.1", "203.0.113.1"), claims=None).status == 429


def test_counts_hold_no_address(enquiries: FakeEnquiries) -> None:
    ask("POST", ENQUIRIES, QUESTION, headers=headers("198.51.100.7", "203.0.113.1"), claims=None)
    assert not [name for name, _ in enquiries.counts if "198.51" in name or "203.0" in name]


def test_who_asked_reads_the_state_and_nothing_that_was_written(
    enquiries: FakeEnquiries, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask("POST", ENQUIRIES, QUESTION, claims=None)
    path = f"/{asked.headers['Location']}"
    assert ask("GET", path, claims=None).body == asked.body
    assert ask("GET", f"{ENQUIRIES}/nothing", claims=None).kind == "enquiry-not-found"
    assert ask("GET", path.replace("/111/", "/112/"), claims=None).status == 404
    at(monkeypatch, MONDAY + KEPT)
    assert ask("GET", path, claims=None).status == 404


def test_an_inbox_has_own_enquiries_newest_first_and_a_count_of_the_new_ones(
    enquiries: FakeEnquiries, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        kept = an_enquiry(number)
        enquiries.stored[kept.enquiry_id] = kept
    foreign = an_enquiry(9, agent="agent2")
    enquiries.stored[foreign.enquiry_id] = foreign
    first = ask("GET", "/agent/enquiries?limit=2")
    assert [found["enquiry_id"] for found in first.body] == [str(an_enquiry(n).enquiry_id) for n in (2, 1)]
    assert first.headers["New-Enquiries"] == "3"
    assert first.body[0] | {"name": "Ada Customer", "text": "Is there a garden?", "version": 1} == first.body[0]
    second = ask("GET", f"/agent/enquiries{first.headers['Link'].split('>')[0][1:]}")
    assert [found["enquiry_id"] for found in second.body] == [str(an_enquiry(0).enquiry_id)]
    assert "Link" not in second.headers
    assert [found["agent"] for found in ask("GET", "/agent/enquiries", claims=OTHER).body] == ["agent2"]
    assert [found["agent"] for found in ask("GET", "/agent/enquiries?agent=agent2", claims=ADMIN).body] == ["agent2"]
    assert ask("GET", "/agent/enquiries?agent=agent2").body == ask("GET", "/agent/enquiries").body
    at(monkeypatch, MONDAY + KEPT)
    assert ask("GET", "/agent/enquiries").body == []


def test_a_state_is_changed_by_its_version_and_what_is_closed_stays_so(enquiries: FakeEnquiries) -> None:
    kept = an_enquiry()
    enquiries.stored[kept.enquiry_id] = kept
    path = f"{ENQUIRIES}/{kept.enquiry_id}"
    assert ask("PATCH", path, {"state": "ANSWERED"}).status == 428
    answered = ask("PATCH", path, {"state": "ANSWERED"}, headers={"If-Match": '"1"'})
    assert (answered.status, answered.body["state"], answered.headers["ETag"]) == (200, "ANSWERED", '"2"')
    assert ask("PATCH", path, {"state": "NEW"}, headers={"If-Match": '"1"'}).kind == "changed-meanwhile"
    assert ask("PATCH", path, {"state": "CLOSED"}, headers={"If-Match": '"2"'}, claims=OTHER).kind == "not-your-enquiry"
    closed = ask("PATCH", path, {"state": "CLOSED"}, headers={"If-Match": '"2"'})
    assert (closed.body["state"], closed.body["closed_because"]) == ("CLOSED", "CLOSED_BY_AGENT")
    assert enquiries.stored[kept.enquiry_id].expires_at == MONDAY + KEPT_CLOSED
    assert ask("PATCH", path, {"state": "NEW"}, headers={"If-Match": "*"}).kind == "enquiry-closed"
    assert ask("PATCH", path, {"state": "CLOSED"}, headers={"If-Match": "*"}).body["version"] == 3
    assert [one.closed_because for one in enquiries.closed] == [ClosedBecause.CLOSED_BY_AGENT]
    assert ask("PATCH", path, {"state": "GONE"}, headers={"If-Match": "*"}).fields == {"state"}
    assert enquiries.stored[kept.enquiry_id].state is EnquiryState.CLOSED
