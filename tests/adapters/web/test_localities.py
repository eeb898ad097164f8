"""Countries and cities have exact counts of their public listings, after any events in any order."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.domain.listings.listing import Listing, ListingStatus
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import Revocation
from web_service.ports.listings import ListingChangedMeanwhile
from web_service.use_cases.publication import apply_evaluation, apply_revocation

from tests.adapters.web.agency import Agency
from tests.unit.web.fakes import TUESDAY, a_listing, answer_to, pending, with_picture
from unicorn_kernel.address import Address
from unicorn_kernel.property_id import of_address
from unicorn_kit import transactions
from unicorn_kit.errors import StoreUnavailable

REASON = Reason(code="CONTRACT_CANCELLED", subject="contract", message="Cancelled.")


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replace the pauses; return the numbers of the tries after which there was one."""
    tried: list[int] = []
    monkeypatch.setattr(transactions, "pause", tried.append)
    return tried


def asked(agency: Agency, listing: Listing) -> Listing:
    request = replace(pending(listing), version=listing.version + 1)
    agency.listings.save(listing, request)
    return request


def revoked(listing: Listing) -> Revocation:
    assert listing.request
    return Revocation(
        property_id=listing.property_id,
        request_id=listing.request.request_id,
        reason=REASON,
        occurred_at=TUESDAY,
    )


def test_the_last_listing_removes_its_locality() -> None:
    agency = Agency(1)
    first, second = agency.publish(a_listing("1")), agency.publish(a_listing("2"))
    assert agency.listed() == {"usa": {"anytown": 2}}
    agency.withdraw(first)
    assert agency.listed() == {"usa": {"anytown": 1}}
    agency.withdraw(second)
    assert agency.listed() == {}
    assert {sk for _, sk in agency.dynamodb.items} == {"LISTING", "TALLY"}


def named(agency: Agency) -> list[str]:
    """Return the names of the countries, and of the cities of the first one."""
    agency.count()
    countries = agency.search.localities(None, limit=9, after=None).localities
    cities = agency.search.localities(countries[0].slug, limit=9, after=None).localities
    return [locality.name for locality in (*countries, *cities)]


def test_a_locality_keeps_the_spelling_of_the_first_published_listing() -> None:
    agency = Agency(1)
    first = agency.publish(a_listing("1"))
    for number, country, city in (("2", "Usa", "ANYTOWN"), ("3", "  USA ", "  any   town ")):
        listing = a_listing(number)
        agency.publish(replace(listing, address=replace(listing.address, country=country, city=city)))
    agency.withdraw(first)
    assert named(agency) == ["USA", "Anytown"]


def test_a_locality_has_a_canonical_name_if_the_address_is_older_than_canonical_spellings() -> None:
    agency = Agency(1)
    listing = a_listing("1")
    agency.publish(replace(listing, address=replace(listing.address, country=" usa", city="  SANKT   NAM ")))
    assert named(agency) == ["usa", "SANKT NAM"]


def test_an_address_that_has_no_canonical_spelling_is_shown_as_it_is() -> None:
    agency = Agency(1)
    listing = a_listing("1")
    shown = agency.publish(replace(listing, address=replace(listing.address, city="Any\u202etown", number="\u202e1")))
    assert named(agency) == ["USA", "Any\u202etown"]
    agency.withdraw(shown)
    assert agency.listed() == {}
    assert {sk for _, sk in agency.dynamodb.items} == {"LISTING", "TALLY"}


def test_a_city_is_named_with_its_region() -> None:
    agency = Agency(1)
    for region in ("Illinois", "Massachusetts"):
        address = replace(a_listing().address, city="Springfield", region=region)
        agency.publish(replace(a_listing(), property_id=of_address(address), address=address))
    assert named(agency) == ["USA", "Springfield, Illinois", "Springfield, Massachusetts"]


def test_two_cities_that_are_written_alike_in_latin_letters_are_two() -> None:
    agency = Agency(1)
    for city in ("苏州", "宿州"):
        address = Address(country="中国", city=city, street="人民东路", number="12号")
        agency.publish(replace(a_listing(), property_id=of_address(address), address=address))
    assert sorted(named(agency)) == sorted(["中国", "苏州", "宿州"])
    (country,) = agency.search.localities(None, limit=9, after=None).localities
    assert (country.listings, country.cities) == (2, 2)


def in_currencies(agency: Agency) -> dict[str, int]:
    agency.count()
    return dict(agency.search.currencies("usa/anytown"))


def test_a_city_counts_its_listings_in_each_currency() -> None:
    agency = Agency(1)
    assert in_currencies(agency) == {}
    dollars, euros = Money(minor=1, currency="USD"), Money(minor=1, currency="EUR")
    first, second = (agency.publish(replace(a_listing(number), price=dollars)) for number in "12")
    agency.publish(replace(a_listing("3"), price=euros))
    assert in_currencies(agency) == {"USD": 2, "EUR": 1}
    edited = replace(first, status=ListingStatus.DRAFT, price=euros, version=3)
    agency.listings.save(first, edited)
    assert in_currencies(agency) == {"USD": 2, "EUR": 1}  # customers still see dollars
    apply_evaluation(answer_to(asked(agency, edited)), listings=agency.listings, now=TUESDAY)
    assert in_currencies(agency) == {"USD": 1, "EUR": 2}
    agency.withdraw(second)
    assert in_currencies(agency) == {"EUR": 2}


def test_where_some_listings_are_not_counted_the_newest_tell_the_currencies() -> None:
    agency = Agency(1)
    for number in "123":
        agency.publish(replace(a_listing(number), price=Money(minor=1, currency="EUR")))
    assert agency.search.currencies("usa/anytown") == {"EUR": 3}  # nothing is counted yet
    agency.count()
    city = ("PLACES#usa", "anytown")
    older = {name: value for name, value in agency.dynamodb.items[city].items() if not name.startswith("in_")}
    agency.dynamodb._store(city, older)
    agency.publish(replace(a_listing("4"), price=Money(minor=1, currency="USD")))
    assert in_currencies(agency) == {"EUR": 3, "USD": 1}


def test_an_edit_a_price_change_and_another_publication_change_no_count() -> None:
    agency = Agency(1)
    shown = agency.publish(with_picture(a_listing()))
    edited = replace(shown, status=ListingStatus.DRAFT, price=Money(minor=1, currency="USD"), version=3)
    agency.listings.save(shown, edited)
    again = asked(agency, edited)
    apply_evaluation(answer_to(again), listings=agency.listings, now=TUESDAY)
    assert agency.listings.get(shown.property_id).public_version != shown.public_version
    assert agency.listed() == agency.counted() == {"usa": {"anytown": 1}}


class Story:
    """Agents' requests and events about four properties in two cities; any write may conflict."""

    def __init__(self, seed: int) -> None:
        self.agency, self._chance = Agency(seed), random.Random(seed)
        self.agency.dynamodb.conflict = lambda: self._chance.random() < 0.3
        self._past: list[Listing] = []
        self.houses = [f"usa/{city}/main-street/{number}" for city in ("anytown", "any") for number in "12"]
        for house in self.houses:
            listing = a_listing(house[-1])
            address = replace(listing.address, city=house.split("/")[1])
            self.agency.listings.add(replace(listing, property_id=house, address=address))

    def ask(self, house: str) -> None:
        listing = self.agency.listings.get(house)
        if listing.status not in {ListingStatus.PENDING, ListingStatus.APPROVED}:
            self._past.append(asked(self.agency, listing))

    def approve(self, house: str) -> None:
        self._approve(self.agency.listings.get(house))

    def revoke(self, house: str) -> None:
        self._revoke(self.agency.listings.get(house))

    def late(self, house: str) -> None:
        """Apply an event about any request so far."""
        if self._past:
            self._chance.choice([self._approve, self._revoke])(self._chance.choice(self._past))

    def _approve(self, listing: Listing) -> None:
        for _ in range(self._chance.randint(1, 2) if listing.request else 0):
            apply_evaluation(answer_to(listing), listings=self.agency.listings, now=TUESDAY)

    def _revoke(self, listing: Listing) -> None:
        for _ in range(self._chance.randint(1, 2) if listing.request else 0):
            apply_revocation(revoked(listing), listings=self.agency.listings, now=TUESDAY)


steps = st.tuples(
    st.sampled_from([Story.ask, Story.approve, Story.approve, Story.revoke, Story.late]), st.integers(0, 3)
)


@given(st.lists(steps, max_size=40), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_duplicate_and_reordered_events_leave_the_counts_exact(
    happens: list[tuple[Callable[[Story, str], None], int]], seed: int
) -> None:
    story = Story(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transactions, "pause", lambda _: None)
        for step, number in happens:
            step(story, story.houses[number])
    listings = map(story.agency.listings.get, story.houses)
    story.agency.public = {listing.property_id: listing for listing in listings if listing.public_version}
    assert story.agency.listed() == story.agency.counted()


def test_a_conflict_is_retried_after_random_pauses(pauses: list[int]) -> None:
    agency = Agency(1)
    agency.publish(a_listing())
    left = [True] * (transactions.TRIES - 2)  # a locality's first listing needs one more transaction
    agency.dynamodb.conflict = lambda: bool(left) and left.pop()
    assert agency.listed() == {"usa": {"anytown": 1}}
    assert pauses == list(range(1, transactions.TRIES - 1))


def test_pauses_grow_and_are_random(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    for tried in [1] * 50 + [7] * 50:
        transactions.pause(tried)
    assert len(set(slept)) == 100
    assert max(slept[:50]) <= transactions.PAUSE < max(slept[50:]) <= transactions.PAUSE_MAX


def test_counts_that_are_always_locked_are_unavailable_and_a_publication_is_not(pauses: list[int]) -> None:
    agency = Agency(1)
    agency.publish(a_listing())
    stream = list(agency.dynamodb.stream)
    agency.dynamodb.conflict = lambda: True
    with pytest.raises(StoreUnavailable):
        agency.count()
    agency.dynamodb.conflict = lambda: False
    assert agency.listed() == {}
    agency.dynamodb.stream = stream  # it is read again
    assert agency.listed() == {"usa": {"anytown": 1}}


def test_a_change_that_lost_a_race_changes_no_count() -> None:
    agency = Agency(1)
    shown = agency.publish(a_listing())
    agency.withdraw(shown)
    with pytest.raises(ListingChangedMeanwhile):
        agency.listings.save(shown, replace(shown, public_version=None, version=3))
    assert agency.listed() == {}


@pytest.mark.parametrize("count", [None, 0, 1, 7])
def test_a_wrong_count_stops_no_other_count_and_never_falls_below_zero(count: int | None) -> None:
    agency = Agency(1)
    shown = agency.publish(a_listing())
    agency.count()
    for key in [key for key in agency.dynamodb.items if key[0].startswith("PLACES")]:
        wrong = agency.dynamodb.items[key] | {"listings": {"N": str(count)}}
        agency.dynamodb._store(key, None if count is None else wrong)
    agency.withdraw(shown)
    agency.count()
    countries = agency.search.localities(None, limit=9, after=None).localities
    assert [country.listings for country in countries] == ([6] if count == 7 else [])


def test_lists_of_localities_have_pages() -> None:
    agency = Agency(1)
    for name in "abcde":
        listing = a_listing(name)
        address = replace(listing.address, city=name)
        agency.publish(replace(listing, property_id=f"usa/{name}/main-street/{name}", address=address))
    agency.count()
    seen: list[str] = []
    after: str | None = None
    while True:
        page = agency.search.localities("usa", limit=2, after=after)
        seen += [place.slug for place in page.localities]
        if page.following is None:
            break
        after = page.following
    assert seen == list("abcde")
