"""Times at which homes can be seen: offered, booked, moved, cancelled, request by request."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from web_service import wiring
from web_service.domain.limits import PER_HOME
from web_service.domain.listings.listing import ListingStatus, StatusSince
from web_service.domain.publication.rules import withdraw
from web_service.domain.viewings.slot import AHEAD, MOST, slot_id_at
from web_service.domain.viewings.viewing import CHANGES_MAX, KEPT, ViewingState

from tests.apigateway import CLAIMS
from tests.unit.web.api import Answer, ask
from tests.unit.web.fakes import HOUSE, MONDAY, TUESDAY, FakeListings, a_listing, approved
from tests.unit.web.memory import listings_in_memory
from tests.unit.web.public_homes import PLACE
from tests.unit.web.viewings import (
    BOOKING,
    NOON,
    OFFER,
    SLOT_ID,
    SLOTS,
    VIEWINGS,
    FakeViewings,
    a_slot,
    a_viewing,
    viewings_in_memory,
)

OTHER = CLAIMS | {"cognito:username": "agent2"}
ADMIN = {"cognito:username": "admin1", "cognito:groups": "admins"}
HISTORY = (StatusSince(status=ListingStatus.APPROVED, at=MONDAY),)
NEXT_ID = "20260302T1230Z"


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> FakeListings:
    return listings_in_memory(monkeypatch, approved())


@pytest.fixture
def viewings(monkeypatch: pytest.MonkeyPatch, listings: FakeListings) -> FakeViewings:
    at(monkeypatch, MONDAY)
    return viewings_in_memory(monkeypatch, listings)


def at(patch: pytest.MonkeyPatch, moment: datetime) -> None:
    patch.setattr(wiring, "now", lambda: moment)


def headers(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": f"{address}, 203.0.113.1", "X-Forwarded-Prefix": "/api/web"}


def booked(**changes: str) -> Answer:
    answer = ask("POST", VIEWINGS, BOOKING | changes, claims=None)
    assert answer.status == 201
    return answer


def with_secret(method: str, booking: Answer, body: object = None, secret: str | None = None) -> Answer:
    """Send a request as who has a link, or has made one up."""
    sent = {"Viewing-Secret": booking.body["secret"] if secret is None else secret}
    return ask(method, f"/{booking.headers['Location']}", body, headers=sent, claims=None)


def test_an_agent_offers_times_one_after_another_and_customers_see_those_that_are_free(viewings: FakeViewings) -> None:
    offered = ask("POST", SLOTS, OFFER | {"in_a_row": 3})
    assert offered.status == 201
    first = {"slot_id": SLOT_ID, "starts_at": "2026-03-02T12:00:00.000Z", "minutes": 30, "utc_offset": "+01:00"}
    assert offered.body[0] == first
    assert [slot["slot_id"] for slot in offered.body] == [SLOT_ID, NEXT_ID, "20260302T1300Z"]
    assert ask("GET", VIEWINGS, claims=None).body == offered.body
    booked()
    assert ask("GET", VIEWINGS, claims=None).body == offered.body[1:]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_at": "2026-03-02T13:00"}, "starts_at", "offset from UTC"),
        ({"starts_at": "2026-02-30T13:00+01:00"}, "starts_at", "is no time"),
        ({"starts_at": "2026-03-02T13:00:30+01:00"}, "starts_at", "is no time"),
        ({"starts_at": "0001-01-01T00:00+10:00"}, "starts_at", "is no time"),
        ({"starts_at": "2026-03-02T13:00+23:00"}, "starts_at", "-14:00 and +14:00"),
        ({"starts_at": "2026-03-02T10:00+01:00"}, "starts_at", "is over"),
        ({"starts_at": "2026-08-02T10:00+01:00"}, "starts_at", "next 90 days"),
        ({"minutes": 9}, "minutes", "10"),
        ({"minutes": 241}, "minutes", "240"),
        ({"minutes": 30.5}, "minutes", "integer"),
        ({"in_a_row": 17}, "in_a_row", "16"),
        ({"in_a_row": 0}, "in_a_row", "1"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_one_sentence(
    viewings: FakeViewings, changes: dict[str, object], field: str, sentence: str
) -> None:
    answer = ask("POST", SLOTS, OFFER | changes)
    assert (answer.status, answer.fields) == (400, {field})
    [error] = answer.body["errors"]
    assert sentence in error["message"]
    assert not viewings.kept


@pytest.mark.parametrize("starts_at", ["12:00+00:00", "12:00Z", "17:30+05:30", "02:30-09:30", "12:00:00Z"])
def test_an_offset_of_any_clock_on_earth_is_taken(viewings: FakeViewings, starts_at: str) -> None:
    assert ask("POST", SLOTS, OFFER | {"starts_at": f"2026-03-02T{starts_at}"}).body[0]["slot_id"] == SLOT_ID


def test_a_home_is_not_shown_twice_at_the_same_time(viewings: FakeViewings) -> None:
    viewings.keep(a_slot())
    for start in ("12:45", "13:00", "13:15", "12:31"):
        refused = ask("POST", SLOTS, OFFER | {"starts_at": f"2026-03-02T{start}+01:00"})
        assert (refused.status, refused.kind, refused.fields) == (409, "slots-overlap", {"starts_at"})
        assert "13:00" in refused.body["detail"]
    around = ask("POST", SLOTS, {"starts_at": "2026-03-02T12:00+01:00", "minutes": 120})
    assert around.kind == "slots-overlap"
    for start in ("12:30", "13:30"):
        assert ask("POST", SLOTS, OFFER | {"starts_at": f"2026-03-02T{start}+01:00"}).status == 201


def test_a_home_has_so_many_times_at_most(viewings: FakeViewings) -> None:
    viewings.keep(*(a_slot(number) for number in range(1, MOST)))
    assert ask("POST", SLOTS, OFFER | {"in_a_row": 1}).status == 201
    late = (NOON + timedelta(days=30)).isoformat(timespec="minutes")
    assert ask("POST", SLOTS, OFFER | {"starts_at": late}).kind == "too-many-slots"


def test_an_offer_at_the_same_moment_is_seen(viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = viewings.slots(HOUSE)
    monkeypatch.setattr(viewings, "slots", lambda _: seen)
    assert ask("POST", SLOTS, OFFER).status == 201
    assert ask("POST", SLOTS, OFFER).kind == "changed-meanwhile"


def test_slots_are_offered_and_removed_by_the_homes_agent_alone(viewings: FakeViewings) -> None:
    assert ask("POST", SLOTS, OFFER, claims=OTHER).kind == "not-your-listing"
    assert ask("POST", SLOTS, OFFER, claims=ADMIN).status == 201
    assert viewings.slot(HOUSE, SLOT_ID).agent == "agent1"
    path = f"{SLOTS}/{SLOT_ID}"
    assert ask("DELETE", path, claims=OTHER).kind == "not-your-listing"
    assert ask("DELETE", path).status == 204
    assert [ask("DELETE", path).kind, ask("DELETE", f"{SLOTS}/yesterday").kind] == ["slot-not-found"] * 2


def test_a_booked_slot_is_not_removed(viewings: FakeViewings) -> None:
    viewings.keep(a_slot())
    booked()
    refused = ask("DELETE", f"{SLOTS}/{SLOT_ID}")
    assert (refused.status, refused.kind) == (409, "slot-booked")


def test_a_booking_answers_with_a_link_and_a_calendar_and_repeats_nothing_of_its_visitor(
    viewings: FakeViewings,
) -> None:
    viewings.keep(a_slot())
    answer = booked()
    [kept] = viewings.stored.values()
    body = dict(answer.body)
    assert answer.headers["Location"] == f"properties/{HOUSE}/viewings/{kept.viewing_id}"
    assert body.pop("link") == f"/viewings/{HOUSE}/{kept.viewing_id}#{body['secret']}"
    assert len(body.pop("secret")) >= 43
    assert body.pop("calendar").startswith("BEGIN:VCALENDAR\r\n")
    assert body == {
        "slot_id": SLOT_ID,
        "starts_at": "2026-03-02T12:00:00.000Z",
        "minutes": 30,
        "utc_offset": "+01:00",
        "viewing_id": str(kept.viewing_id),
        "property_id": HOUSE,
        "place": PLACE,
        "state": "BOOKED",
        "cancelled_because": None,
        "booked_at": "2026-03-02T09:00:00.000Z",
        "deleted_at": "2026-04-01T12:30:00.000Z",
    }
    assert (kept.visitor.name, kept.slot.agent) == (BOOKING["name"], "agent1")
    assert not any(word in str(answer) for word in ("Ada", "ada@", "agent1"))


def test_a_slot_is_booked_once(viewings: FakeViewings) -> None:
    viewings.keep(a_slot())
    booked()
    second = ask("POST", VIEWINGS, BOOKING | {"name": "Bob"}, claims=None)
    assert (second.status, second.kind, second.fields) == (409, "slot-taken", {"slot_id"})
    never = ask("POST", VIEWINGS, BOOKING | {"slot_id": NEXT_ID}, claims=None)
    assert never.kind == "slot-taken"
    assert len(viewings.stored) == 1


def test_the_past_is_neither_shown_nor_booked_nor_changed(
    viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    at(monkeypatch, NOON)
    assert [with_secret("DELETE", booking).kind, with_secret("PATCH", booking, {"slot_id": NEXT_ID}).kind] == [
        "viewing-over",
        "viewing-over",
    ]
    at(monkeypatch, NOON + timedelta(minutes=30))
    assert ask("GET", VIEWINGS, claims=None).body == []
    late = ask("POST", VIEWINGS, BOOKING | {"slot_id": NEXT_ID}, claims=None)
    assert (late.status, late.kind) == (409, "slot-over")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "ada@example.com\nBcc: all@example.com"}, "email"),
        ({"phone": "call me"}, "phone"),
        ({"name": "\u3164"}, "name"),
        ({"website": "https://example.com"}, "website"),
        ({"slot_id": "tomorrow"}, "slot_id"),
        ({"slot_id": 7}, "slot_id"),
        ({"text": "hello"}, "text"),
    ],
)
def test_bad_input_is_answered_for_its_field_and_kept_nowhere(
    viewings: FakeViewings, changes: dict[str, object], field: str
) -> None:
    viewings.keep(a_slot())
    answer = ask("POST", VIEWINGS, BOOKING | changes, claims=None)
    assert (answer.status, answer.fields) == (400, {field})
    assert not viewings.stored


def test_a_visitor_whom_nobody_could_reach_is_refused(viewings: FakeViewings) -> None:
    viewings.keep(a_slot())
    answer = ask("POST", VIEWINGS, {"slot_id": SLOT_ID, "name": "Ada"}, claims=None)
    assert "e-mail address or a phone number" in answer.body["errors"][0]["message"]


def test_a_home_that_is_gone_while_somebody_chooses_is_410_and_one_that_never_was_public_404(
    viewings: FakeViewings, listings: FakeListings
) -> None:
    viewings.keep(a_slot())
    gone = replace(withdraw(listings.stored[HOUSE], at=TUESDAY), status_history=HISTORY)
    for listing, wanted in ((gone, (410, "listing-gone")), (a_listing(), (404, "listing-not-found"))):
        listings.stored[HOUSE] = listing
        answers = [ask("GET", VIEWINGS, claims=None), ask("POST", VIEWINGS, BOOKING, claims=None)]
        answers.append(ask("POST", SLOTS, OFFER))
        assert [(answer.status, answer.kind) for answer in answers] == [wanted] * 3
    assert not viewings.stored


def test_times_of_an_earlier_publication_are_not_shown(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(listed_since="2026-01-01T00:00:00.000Z"))
    assert ask("GET", VIEWINGS, claims=None).body == []


def test_one_address_books_ten_times_an_hour(viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch) -> None:
    viewings.keep(*map(a_slot, range(PER_HOME + 2)))

    def book(number: int, address: str) -> Answer:
        body = BOOKING | {"slot_id": slot_id_at(a_slot(number).starts_at)}
        return ask("POST", VIEWINGS, body, headers=headers(address), claims=None)

    answers = [book(number, "198.51.100.7") for number in range(11)]
    assert [answer.status for answer in answers] == [201] * 10 + [429]
    assert (answers[-1].kind, answers[-1].headers["Retry-After"]) == ("too-many-bookings", "3600")
    others = [book(number, f"198.51.100.{number}") for number in range(10, PER_HOME + 1)]
    assert [answer.status for answer in others] == [201] * (PER_HOME - 10) + [429]
    assert not [name for name, _ in viewings.counts if "198.51" in name or "203.0" in name]


def test_only_who_has_the_whole_link_reads_moves_and_cancels(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    other = booked(slot_id=NEXT_ID)
    for wrong in ("", "x", booking.body["secret"][:-1], other.body["secret"]):
        refused = [
            with_secret("GET", booking, secret=wrong),
            with_secret("PATCH", booking, {"slot_id": NEXT_ID}, secret=wrong),
            with_secret("DELETE", booking, secret=wrong),
        ]
        assert [(answer.status, answer.kind) for answer in refused] == [(404, "viewing-not-found")] * 3
    found = with_secret("GET", booking)
    assert (found.status, found.body["state"]) == (200, "BOOKED")
    assert "secret" not in found.body
    assert ask("GET", f"{VIEWINGS}/nothing", claims=None).kind == "viewing-not-found"


def test_a_viewing_is_moved_and_frees_the_time_that_it_had(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    moved = with_secret("PATCH", booking, {"slot_id": NEXT_ID})
    assert (moved.status, moved.body["slot_id"], moved.body["state"]) == (200, NEXT_ID, "BOOKED")
    assert [slot["slot_id"] for slot in ask("GET", VIEWINGS, claims=None).body] == [SLOT_ID]
    again = with_secret("PATCH", booking, {"slot_id": NEXT_ID})
    assert again.body == moved.body
    assert [fact.version for fact in viewings.facts] == [1, 2]
    assert "SEQUENCE:2\r\n" in moved.body["calendar"]


def test_a_viewing_is_not_moved_to_a_time_of_somebody_else(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    booked(slot_id=NEXT_ID, name="Bob")
    refused = with_secret("PATCH", booking, {"slot_id": NEXT_ID})
    assert (refused.status, refused.kind) == (409, "slot-taken")
    assert with_secret("GET", booking).body["slot_id"] == SLOT_ID


def test_a_viewing_is_moved_so_often_at_most(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    for number in range(CHANGES_MAX):
        assert with_secret("PATCH", booking, {"slot_id": [NEXT_ID, SLOT_ID][number % 2]}).status == 200
    assert with_secret("PATCH", booking, {"slot_id": NEXT_ID}).kind == "moved-too-often"
    assert with_secret("DELETE", booking).status == 200


def test_a_visitor_who_cancels_gives_the_time_back(viewings: FakeViewings) -> None:
    viewings.keep(a_slot())
    booking = booked()
    cancelled = with_secret("DELETE", booking)
    assert (cancelled.body["state"], cancelled.body["cancelled_because"]) == ("CANCELLED", "CANCELLED_BY_VISITOR")
    assert "STATUS:CANCELLED\r\n" in cancelled.body["calendar"]
    assert [slot["slot_id"] for slot in ask("GET", VIEWINGS, claims=None).body] == [SLOT_ID]
    assert with_secret("DELETE", booking).body == cancelled.body
    assert with_secret("PATCH", booking, {"slot_id": SLOT_ID}).kind == "viewing-cancelled"
    assert [fact.state for fact in viewings.facts] == [ViewingState.BOOKED, ViewingState.CANCELLED]
    booked(name="Bob")


def test_an_agent_calls_a_viewing_off_by_its_version_and_its_visitor_sees_it(viewings: FakeViewings) -> None:
    viewings.keep(a_slot(0), a_slot(1))
    booking = booked()
    path = f"/agent/viewings/{HOUSE}/{booking.body['viewing_id']}"
    assert ask("DELETE", path).status == 428
    assert ask("DELETE", path, headers={"If-Match": '"1"'}, claims=OTHER).kind == "not-your-listing"
    assert with_secret("PATCH", booking, {"slot_id": NEXT_ID}).status == 200
    assert ask("DELETE", path, headers={"If-Match": '"1"'}).status == 412
    off = ask("DELETE", path, headers={"If-Match": '"2"'})
    assert (off.body["state"], off.body["cancelled_because"], off.body["version"]) == (
        "CANCELLED",
        "CANCELLED_BY_AGENT",
        3,
    )
    assert with_secret("GET", booking).body["cancelled_because"] == "CANCELLED_BY_AGENT"
    assert [slot["slot_id"] for slot in ask("GET", VIEWINGS, claims=None).body] == [SLOT_ID]
    assert ask("DELETE", path, headers={"If-Match": "*"}).body == off.body


def test_an_agenda_has_own_free_times_and_bookings_in_order(
    viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewings.keep(a_viewing(1), a_slot(2), a_slot(0), a_slot(9, agent="agent2", property_id="usa/anytown/x/1"))
    first = ask("GET", "/agent/viewings?limit=2")
    assert [(entry["slot_id"], entry["viewing"] is None) for entry in first.body] == [(SLOT_ID, True), (NEXT_ID, False)]
    assert first.body[1]["viewing"] == {
        "viewing_id": str(a_viewing(1).viewing_id),
        "name": "Ada Visitor",
        "email": "ada@example.com",
        "phone": None,
        "version": 1,
        "booked_at": "2026-03-02T09:00:00.000Z",
        "deleted_at": "2026-04-01T13:00:00.000Z",
    }
    assert (first.body[0]["property_id"], first.body[0]["place"], first.body[0]["agent"]) == (HOUSE, PLACE, "agent1")
    second = ask("GET", f"/agent/viewings{first.headers['Link'].split('>')[0][1:]}")
    assert [entry["slot_id"] for entry in second.body] == ["20260302T1300Z"]
    assert "Link" not in second.headers
    assert [entry["agent"] for entry in ask("GET", "/agent/viewings", claims=OTHER).body] == ["agent2"]
    assert [entry["agent"] for entry in ask("GET", "/agent/viewings?agent=agent2", claims=ADMIN).body] == ["agent2"]
    assert ask("GET", "/agent/viewings?agent=agent2").body == ask("GET", "/agent/viewings").body
    at(monkeypatch, NOON + timedelta(days=1, minutes=31))
    assert [entry["slot_id"] for entry in ask("GET", "/agent/viewings").body] == ["20260302T1300Z"]


def test_nobody_reads_a_viewing_a_month_after_it(viewings: FakeViewings, monkeypatch: pytest.MonkeyPatch) -> None:
    viewings.keep(a_slot())
    booking = booked()
    at(monkeypatch, a_slot().ends_at + KEPT - timedelta(seconds=1))
    assert with_secret("GET", booking).status == 200
    at(monkeypatch, a_slot().ends_at + KEPT)
    assert with_secret("GET", booking).kind == "viewing-not-found"


def test_a_cancelled_viewing_is_deleted_the_sooner(viewings: FakeViewings) -> None:
    far = a_slot(starts_at=NOON + AHEAD - timedelta(days=1))
    viewings.keep(far)
    booking = booked(slot_id=far.slot_id)
    with_secret("DELETE", booking)
    assert viewings.stored[UUID(booking.body["viewing_id"])].expires_at == MONDAY + KEPT
