"""The history of prices and statuses: complete for the agent, only public values for customers."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from web_service.domain.listings.editing import Edit, edit
from web_service.domain.listings.history import HISTORY_MAX, public_prices, public_statuses, recorded
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import Result, Revocation, decide, request_approval, revoke, withdraw

from tests.unit.web.fakes import MONDAY, a_listing, a_request, answer_to

pytestmark = pytest.mark.domain


class Life:
    """A listing that changes once a day."""

    def __init__(self) -> None:
        self.now: datetime = MONDAY
        self.listing: Listing = recorded(a_listing(), at=MONDAY)

    def _next(self, listing: Listing) -> None:
        self.listing = recorded(listing, at=self.now)

    def day(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now

    def costs(self, amount: int) -> None:
        self.day()
        self._next(edit(self.listing, Edit(amount=Money(minor=amount * 100, currency="USD").amount)))

    def is_asked(self, result: Result = Result.APPROVED) -> None:
        self.day()
        self._next(request_approval(self.listing, a_request(at=self.now)))
        self._next(decide(self.listing, answer_to(self.listing, result), at=self.now))

    def is_withdrawn(self) -> None:
        self._next(withdraw(self.listing, at=self.day()))

    @property
    def prices(self) -> list[float]:
        return [float(past.price.amount) for past in self.listing.price_history]

    @property
    def public_prices(self) -> list[tuple[float, int]]:
        """Return the public prices, each with the day since which it was public."""
        return [(float(past.price.amount), (past.at - MONDAY).days) for past in public_prices(self.listing)]

    @property
    def public_statuses(self) -> list[tuple[str, int]]:
        return [(past.status.value, (past.at - MONDAY).days) for past in public_statuses(self.listing)]


def test_a_new_listing_has_its_first_price_and_status() -> None:
    listing = Life().listing
    assert [(past.price, past.at) for past in listing.price_history] == [(listing.price, MONDAY)]
    assert [(past.status, past.at) for past in listing.status_history] == [(ListingStatus.DRAFT, MONDAY)]


def test_customers_see_each_approved_price_and_since_when_it_was_public() -> None:
    life = Life()
    life.costs(300)
    assert (life.prices, life.public_prices) == ([199.99, 300], [])
    life.is_asked()
    life.costs(280)
    life.costs(250)
    life.is_asked(Result.DECLINED)
    assert life.public_prices == [(300, 2)]
    life.is_asked()
    assert life.prices == [199.99, 300, 280, 250]
    assert life.public_prices == [(300, 2), (250, 6)]


def test_a_price_that_returns_before_another_was_public_is_the_same_entry() -> None:
    life = Life()
    life.is_asked()
    life.costs(150)
    life.costs(200)
    life.listing = recorded(edit(life.listing, Edit(amount=a_listing().price.amount)), at=life.day())
    life.is_asked()
    assert life.public_prices == [(199.99, 1)]


def test_customers_see_when_a_listing_was_published_and_taken_down() -> None:
    life = Life()
    life.is_withdrawn()  # before it was public
    life.is_asked(Result.DECLINED)
    assert life.public_statuses == []
    life.is_asked()
    life.costs(150)
    life.is_asked()
    life.is_withdrawn()
    life.is_asked()
    assert life.public_statuses == [("APPROVED", 3), ("WITHDRAWN", 6), ("APPROVED", 7)]
    assert [past.status.value for past in life.listing.status_history][:3] == ["DRAFT", "WITHDRAWN", "PENDING"]


def test_a_public_version_that_is_revoked_during_an_edit_is_shown_as_withdrawn() -> None:
    life = Life()
    life.is_asked()
    life.costs(150)
    before = life.listing
    assert before.request
    reason = Reason(code="CONTRACT_CANCELLED", subject="contract", message="It was cancelled.")
    revocation = Revocation(
        property_id=before.property_id, request_id=before.request.request_id, reason=reason, occurred_at=life.day()
    )
    life.listing = recorded(revoke(before, revocation, at=life.now), before=before, at=life.now)
    assert life.listing.status is ListingStatus.DRAFT
    life.is_asked()
    assert life.public_statuses == [("APPROVED", 1), ("WITHDRAWN", 3), ("APPROVED", 4)]


def test_no_entry_is_earlier_than_the_one_before_it() -> None:
    """The evaluation has the time of another context, whose clock may be behind."""
    asked = recorded(a_listing(), at=MONDAY)
    early = MONDAY - timedelta(minutes=5)
    declined = recorded(replace(asked, status=ListingStatus.DECLINED), before=asked, at=early)
    assert [entry.at for entry in declined.status_history] == [MONDAY, MONDAY]


def test_a_history_is_bounded_and_ends_with_the_current_entry() -> None:
    life = Life()
    for amount in range(1, 2 * HISTORY_MAX):
        life.costs(amount)
        life.is_asked()
    assert len(life.listing.price_history) == len(life.listing.status_history) == HISTORY_MAX
    assert life.prices == list(range(HISTORY_MAX, 2 * HISTORY_MAX))
    assert len(life.public_prices) == HISTORY_MAX


def test_a_listing_stored_without_histories_starts_with_its_current_values() -> None:
    asked = request_approval(a_listing(), a_request())
    listing = recorded(decide(asked, answer_to(asked), at=MONDAY), at=MONDAY)
    assert [past.offered_at for past in listing.price_history] == [MONDAY]
    assert [past.status for past in listing.status_history] == [ListingStatus.APPROVED]
