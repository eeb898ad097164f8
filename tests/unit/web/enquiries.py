"""The port `Enquiries` in memory, and common values of its tests."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from schemathesis import Case
from web_service import wiring
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import KEPT, Enquiry, EnquiryState, Question
from web_service.domain.limits import Limit, LimitReached, seconds_left, window
from web_service.ports.enquiries import (
    EnquiryChangedMeanwhile,
    EnquiryNotFound,
    InboxFilter,
)
from web_service.ports.public_homes import PublicHome

from tests.unit.web.api import ask
from tests.unit.web.fakes import AGENT, HOUSE, MONDAY, ORIGIN, FakeListings
from tests.unit.web.public_homes import public_home
from unicorn_kernel.property_id import PARTS
from unicorn_kit.moments import rfc3339
from unicorn_kit.receipts import Receipt

QUESTION = {"name": "Ada Customer", "email": "ada@example.com", "text": "Is there a garden?"}
ENQUIRIES = f"/properties/{HOUSE}/enquiries"
ENQUIRY_ID = UUID("01a20f9d-d8c0-7017-891a-07277bdc2d1a")


def an_enquiry(number: int = 0, **changes: Any) -> Enquiry:
    given: dict[str, Any] = {
        "enquiry_id": UUID(int=ENQUIRY_ID.int + number),
        "property_id": HOUSE,
        "agent": AGENT.name,
        "question": Question(name="Ada Customer", email="ada@example.com", phone=None, text="Is there a garden?"),
        "listed_since": rfc3339(MONDAY),
        "received_at": MONDAY,
        "modified_at": MONDAY,
        "expires_at": MONDAY + KEPT,
        "origin": ORIGIN,
    }
    return Enquiry(**given | changes)


class FakeEnquiries:
    """The port `Enquiries` on the public listings of FakeListings."""

    def __init__(self, listings: FakeListings, *enquiries: Enquiry) -> None:
        self._listings = listings
        self.stored = {enquiry.enquiry_id: enquiry for enquiry in enquiries}
        self.counts: Counter[tuple[str, int]] = Counter()
        self.closed: list[Enquiry] = []  # those whose end is a fact
        self.unreadable: list[str] = []  # ids
        self.quicker: list[Enquiry] = []  # concurrent writes, each just before the next save

    def home(self, property_id: str) -> PublicHome:
        return public_home(self._listings, property_id)

    def add(self, enquiry: Enquiry, limits: Sequence[Limit], event_id: UUID, receipt: Receipt | None = None) -> None:
        keys = [(limit.name, window(enquiry.received_at)) for limit in limits]
        if any(self.counts[key] >= limit.most for key, limit in zip(keys, limits, strict=True)):
            raise LimitReached(seconds_left(enquiry.received_at))
        self.counts.update(keys)
        self.stored[enquiry.enquiry_id] = enquiry

    def get(self, property_id: str, enquiry_id: UUID, *, now: datetime) -> Enquiry:
        found = self.stored.get(enquiry_id)
        if found is None or found.property_id != property_id or found.expires_at <= now:
            raise EnquiryNotFound("there is no such enquiry, or it is too old and was deleted")
        return found

    def save(self, before: Enquiry, after: Enquiry, event_id: UUID, origin: Origin) -> None:
        if self.quicker:
            other = self.quicker.pop(0)
            self.stored[other.enquiry_id] = other
        if self.stored[before.enquiry_id].version != before.version:
            raise EnquiryChangedMeanwhile("somebody else changed the enquiry at the same moment")
        self.stored[after.enquiry_id] = after
        if after.state is EnquiryState.CLOSED:
            self.closed.append(after)

    def find(self, wanted: InboxFilter, *, now: datetime, on_unreadable: Callable[[str], None]) -> Iterator[Enquiry]:
        newest = sorted(self.stored.values(), key=lambda found: str(found.enquiry_id), reverse=True)
        return (
            found
            for found in newest
            if found.agent == wanted.agent
            and wanted.state in {None, found.state}
            and (wanted.before is None or str(found.enquiry_id) < str(wanted.before))
            and found.expires_at > now
        )

    def count_new(self, agent: str, *, most: int, now: datetime) -> int:
        new = InboxFilter(agent=agent, state=EnquiryState.NEW)
        return min(most, len(list(self.find(new, now=now, on_unreadable=pytest.fail))))

    def open_about(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Enquiry]:
        for enquiry_id in self.unreadable:
            on_unreadable(enquiry_id)
        about = (found for found in self.stored.values() if found.property_id == property_id)
        return iter(
            [found for found in about if found.listed_since == listed_since and found.state is not EnquiryState.CLOSED]
        )


def enquiries_in_memory(patch: pytest.MonkeyPatch, listings: FakeListings, *enquiries: Enquiry) -> FakeEnquiries:
    fake = FakeEnquiries(listings, *enquiries)
    patch.setenv("REQUESTS_PER_ADDRESS", "10")
    patch.setattr(wiring, "enquiries", lambda: fake)
    return fake


def point_to_enquiry(case: Case[Any]) -> None:
    """Point a valid generated request to an enquiry that there is, in its current version; forget the limits."""
    if "/enquiries" not in case.path:
        return
    fake: Any = wiring.enquiries()
    fake.counts.clear()
    if "enquiry_id" not in case.path_parameters:
        return
    newest = next((found for found in fake.stored.values() if found.state is not EnquiryState.CLOSED), None) or _asked(
        fake
    )
    case.path_parameters |= dict(zip(PARTS, newest.property_id.split("/"), strict=True))
    case.path_parameters["enquiry_id"] = str(newest.enquiry_id)
    if "If-Match" in case.headers:
        case.headers["If-Match"] = f'"{newest.version}"'


def _asked(fake: FakeEnquiries) -> Enquiry:
    """Let somebody ask about the newest home that is public."""
    *_, home = (one for one in fake._listings.stored.values() if one.public_version)
    answer = ask("POST", f"/properties/{home.property_id}/enquiries", QUESTION)
    return fake.stored[UUID(answer.body["enquiry_id"])]


def check_enquiry_kept(_: Case[Any], returned: dict[str, Any] | None) -> None:
    """Read the enquiry that a write has returned."""
    assert returned
    read = ask("GET", f"/properties/{returned['property_id']}/enquiries/{returned['enquiry_id']}").body
    assert (read["state"], read["enquiry_id"]) == (returned["state"], returned["enquiry_id"])
