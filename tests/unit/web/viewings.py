"""The port `Viewings` in memory, and common values of its tests."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from web_service.domain.agent import Origin
from web_service.domain.limits import Limit, LimitReached, seconds_left, window
from web_service.domain.viewings.slot import Slot, slot_id_at, taken
from web_service.domain.viewings.viewing import Viewing, ViewingState, Visitor, digest_of, kept_until
from web_service.ports.public_homes import PublicHome
from web_service.ports.viewings import (
    AgendaFilter,
    Entry,
    SlotIsBooked,
    SlotNotFound,
    Slots,
    SlotsChangedMeanwhile,
    ViewingChangedMeanwhile,
    ViewingNotFound,
)

from tests.unit.web.fakes import AGENT, HOUSE, MONDAY, ORIGIN, FakeListings
from tests.unit.web.public_homes import PLACE, public_home
from unicorn_kit.moments import rfc3339
from unicorn_kit.receipts import Receipt

NOON = MONDAY + timedelta(hours=3)  # UTC; 13:00 by the clocks of the home
OFFER = {"starts_at": "2026-03-02T13:00+01:00", "minutes": 30}
SLOT_ID = "20260302T1200Z"
BOOKING = {"slot_id": SLOT_ID, "name": "Ada Visitor", "email": "ada@example.com"}
SLOTS, VIEWINGS = f"/properties/{HOUSE}/slots", f"/properties/{HOUSE}/viewings"
VIEWING_ID = UUID("01a20f9d-d8c0-7017-891a-07277bdc2d1b")
SECRET = "the secret"


def a_slot(number: int = 0, **changes: Any) -> Slot:
    """Return one of the slots from noon on, which follow each other."""
    given: dict[str, Any] = {
        "property_id": HOUSE,
        "place": PLACE,
        "agent": AGENT.name,
        "listed_since": rfc3339(MONDAY),
        "starts_at": NOON + number * timedelta(minutes=30),
        "minutes": 30,
        "utc_offset": 60,
    }
    return Slot(**given | changes)


def a_viewing(number: int = 0, slot: Slot | None = None, **changes: Any) -> Viewing:
    viewing_id = UUID(int=VIEWING_ID.int + number)
    booked = replace(slot or a_slot(number), viewing_id=viewing_id)
    given: dict[str, Any] = {
        "viewing_id": viewing_id,
        "slot": booked,
        "visitor": Visitor(name="Ada Visitor", email="ada@example.com", phone=None),
        "secret_digest": digest_of(SECRET),
        "booked_at": MONDAY,
        "modified_at": MONDAY,
        "expires_at": kept_until(booked),
        "origin": ORIGIN,
    }
    return Viewing(**given | changes)


class FakeViewings:
    """The port `Viewings` on the public listings of FakeListings."""

    def __init__(self, listings: FakeListings) -> None:
        self._listings = listings
        self.kept: dict[tuple[str, str], Slot] = {}
        self.stored: dict[UUID, Viewing] = {}
        self.offers: Counter[str] = Counter()
        self.counts: Counter[tuple[str, int]] = Counter()
        self.facts: list[Viewing] = []
        self.quicker: list[Viewing] = []  # concurrent writes, each just before the next change

    def keep(self, *found: Slot | Viewing) -> None:
        for one in found:
            slot = one if isinstance(one, Slot) else one.slot
            if not isinstance(one, Slot):
                self.stored[one.viewing_id] = one
            if isinstance(one, Slot) or one.state is ViewingState.BOOKED:
                self.kept[slot.property_id, slot.slot_id] = slot

    def home(self, property_id: str) -> PublicHome:
        return public_home(self._listings, property_id)

    def slots(self, property_id: str) -> Slots:
        found = sorted((slot for slot in self.kept.values() if slot.property_id == property_id), key=_start)
        return Slots(found, self.offers[property_id])

    def slot(self, property_id: str, slot_id: str) -> Slot:
        if (property_id, slot_id) not in self.kept:
            raise SlotNotFound("the home has no such time for viewings")
        return self.kept[property_id, slot_id]

    def offer(self, slots: Sequence[Slot], seen: Slots, receipt: Receipt | None = None) -> None:
        if self.offers[slots[0].property_id] != seen.offers:
            raise SlotsChangedMeanwhile("other times of this home were offered at the same moment")
        self.offers[slots[0].property_id] += 1
        self.keep(*slots)

    def remove(self, property_id: str, slot_id: str) -> None:
        if self.slot(property_id, slot_id).viewing_id:
            raise SlotIsBooked("somebody has booked this time")
        del self.kept[property_id, slot_id]

    def book(self, viewing: Viewing, limits: Sequence[Limit], event_id: UUID, receipt: Receipt | None = None) -> None:
        self._check_free(viewing)
        keys = [(limit.name, window(viewing.booked_at)) for limit in limits]
        if any(self.counts[key] >= limit.most for key, limit in zip(keys, limits, strict=True)):
            raise LimitReached(seconds_left(viewing.booked_at))
        self.counts.update(keys)
        self._write(viewing)

    def get(self, property_id: str, viewing_id: UUID, *, now: datetime) -> Viewing:
        found = self.stored.get(viewing_id)
        if found is None or found.slot.property_id != property_id or found.expires_at <= now:
            raise ViewingNotFound("there is no such viewing, or the link to it is not whole")
        return found

    def move(self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin) -> None:
        self._check_version(before)
        self._check_free(after)
        self.keep(replace(before.slot, viewing_id=None))
        self._write(after)

    def cancel(
        self, before: Viewing, after: Viewing, event_id: UUID, origin: Origin, *, is_offered_again: bool
    ) -> None:
        self._check_version(before)
        del self.kept[before.slot.property_id, before.slot.slot_id]
        if is_offered_again:
            self.keep(replace(before.slot, viewing_id=None))
        self._write(after)

    def find(self, wanted: AgendaFilter, *, on_unreadable: Callable[[str], None]) -> Iterator[Entry]:
        entries = (Entry(slot, self.stored[slot.viewing_id] if slot.viewing_id else None) for slot in self._all())
        after = wanted.after or slot_id_at(wanted.since)
        return (entry for entry in entries if entry.slot.agent == wanted.agent and entry.position > after)

    def booked_in(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Viewing]:
        return iter(
            [
                found
                for found in self.stored.values()
                if (found.slot.property_id, found.slot.listed_since) == (property_id, listed_since)
                and found.state is ViewingState.BOOKED
            ]
        )

    def clear(self, property_id: str, listed_since: str) -> None:
        for slot in self.slots(property_id).slots:
            if slot.listed_since == listed_since and slot.viewing_id is None:
                self.remove(property_id, slot.slot_id)

    def _all(self) -> list[Slot]:
        return sorted(self.kept.values(), key=lambda slot: (slot.slot_id, slot.property_id))

    def _check_free(self, viewing: Viewing) -> None:
        there = self.kept.get((viewing.slot.property_id, viewing.slot.slot_id))
        if there != replace(viewing.slot, viewing_id=None):
            raise taken()

    def _check_version(self, before: Viewing) -> None:
        if self.quicker:
            other = self.quicker.pop(0)
            earlier = self.stored[other.viewing_id].slot
            del self.kept[earlier.property_id, earlier.slot_id]
            self.keep(other)
        if self.stored[before.viewing_id].version != before.version:
            raise ViewingChangedMeanwhile("the viewing was changed at the same moment; read it again")

    def _write(self, viewing: Viewing) -> None:
        self.facts.append(viewing)
        self.keep(viewing)


def _start(slot: Slot) -> str:
    return slot.slot_id


def viewings_in_memory(patch: pytest.MonkeyPatch, listings: FakeListings, *found: Slot | Viewing) -> FakeViewings:
    fake = FakeViewings(listings)
    fake.keep(*found)
    patch.setenv("REQUESTS_PER_ADDRESS", "10")
    patch.setattr("web_service.wiring.viewings", lambda: fake)
    return fake
