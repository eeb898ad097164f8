"""The pages of a search are right for any data and any concurrent changes, and read only what they show."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.adapters.search.public_listings import READ_MAX
from web_service.domain.listings.listing import OfferKind
from web_service.domain.search.cards import Order, SearchCriteria

from tests.adapters.web.agency import CITIES, CURRENCIES, Agency, Reading
from tests.generated import examples

PLACES = ("usa/anytown", "usa/any", "usa/big-city", "usa/anytown/main-street", "usa/anytown/main", "osterreich/linz")
prices = st.none() | st.decimals(0, 40, places=1)
criteria = st.builds(SearchCriteria, prices, prices, st.integers(0, 6), st.none() | st.sampled_from(CURRENCIES)).filter(
    lambda w: w.min_price is None or w.max_price is None or w.min_price <= w.max_price
)
no_wishes = st.just(SearchCriteria())


@pytest.mark.slow
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 60) | st.integers(0, 500),
    approved=st.sampled_from([0.01, 0.5, 1.0]) | st.floats(0, 1),
    place=st.sampled_from(PLACES),
    kind=st.none() | st.sampled_from(OfferKind),
    order=st.sampled_from(sorted(Order)),
    wanted=no_wishes | criteria,
    limit=st.integers(1, 100),
)
@settings(max_examples=examples(40), deadline=None)
def test_all_pages_together_have_exactly_the_matching_listings(
    seed: int,
    count: int,
    approved: float,
    place: str,
    kind: OfferKind | None,
    order: str,
    wanted: SearchCriteria,
    limit: int,
) -> None:
    agency = Agency(seed)
    agency.settle(count, approved)
    reading = Reading(agency.search, place, Order(order), limit)
    seen = reading.all(kind, wanted)
    assert len(seen) == len(set(seen))
    assert set(seen) == agency.truth(place, kind, wanted)
    if wanted == SearchCriteria() or (wanted.bedrooms == 0 and not wanted.currency and "price" in order):
        assert reading.read == len(seen)
    assert_sorted(reading, order)
    assert agency.listed() == agency.counted()


def assert_sorted(reading: Reading, order: str) -> None:
    if order == "place":
        in_order = sorted(reading.cards, key=lambda card: (card.property_id.split("/")[2], int(card.number)))
        assert reading.cards == in_order
    if "price" in order:
        prices = [card.price for card in reading.cards if card.price is not None]
        assert prices == sorted(prices, reverse=order == "-price")


@pytest.mark.slow
@given(
    seed=st.integers(0, 2**32),
    order=st.sampled_from(sorted(Order)),
    limit=st.integers(1, 40),
    bedrooms=st.sampled_from([0, 0, 2]),
)
@settings(max_examples=examples(15), deadline=None)
def test_pages_stay_right_while_listings_are_published_and_withdrawn(
    seed: int, order: str, limit: int, bedrooms: int
) -> None:
    agency = Agency(seed, cities=CITIES[:2])
    agency.settle(150, 0.7)
    wanted = SearchCriteria(bedrooms=bedrooms)
    before = agency.truth("usa/anytown", None, wanted)
    touched: set[str] = set()
    reading = Reading(agency.search, "usa/anytown", Order(order), limit)
    for _ in reading.pages(criteria=wanted):
        gone = agency.chance.choice(list(agency.public.values()))  # possibly the one that the cursor names
        agency.withdraw(gone)
        touched |= {gone.property_id, agency.publish(agency.draft()).property_id}
    seen = [card.property_id for card in reading.cards]
    assert len(seen) == len(set(seen))
    assert before - touched <= set(seen) <= before | touched
    assert agency.listed() == agency.counted()


@pytest.mark.slow
def test_twenty_thousand_listings_are_found_page_by_page() -> None:
    agency = Agency(20_000, cities=CITIES[:3])
    agency.settle(20_000, 0.2)
    for order in Order:
        reading = Reading(agency.search, "usa/big-city", Order(order), 100)
        seen = reading.all()
        assert len(seen) == len(set(seen)) == reading.read
        assert set(seen) == agency.truth("usa/big-city", None, SearchCriteria())
    assert agency.listed() == agency.counted()


CASES = {
    "place": ("place", SearchCriteria()),
    "newest": ("newest", SearchCriteria()),
    "price": ("price", SearchCriteria()),
    "sale": ("place", SearchCriteria()),
    "price from 10 to 20, by price": ("price", SearchCriteria(Decimal(10), Decimal(20))),
    "price from 10, dearest first": ("-price", SearchCriteria(Decimal(10), None)),
    "price from 10 to 20, newest first": ("newest", SearchCriteria(Decimal(10), Decimal(20))),
    "3 bedrooms or more": ("place", SearchCriteria(bedrooms=3)),
    "9 bedrooms or more": ("place", SearchCriteria(bedrooms=9)),
    "one of three currencies, by price": ("price", SearchCriteria(currency="USD")),
}
SIFTED = {
    "one of three currencies, by price",
    "price from 10 to 20, newest first",
    "3 bedrooms or more",
    "9 bedrooms or more",
}


@pytest.mark.slow
@pytest.mark.parametrize("approved", [0.01, 0.5, 1.0])
def test_a_search_reads_only_what_it_shows_however_few_are_approved(approved: float) -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(2000, approved)
    print(f"\nitems read per item shown, {approved:.0%} of 2,000 listings approved")
    for name, (order, wanted) in CASES.items():
        kind = OfferKind.SALE if name == "sale" else None
        reading = Reading(agency.search, "usa/anytown", Order(order), 25)
        seen = reading.all(kind, wanted)
        assert set(seen) == agency.truth("usa/anytown", kind, wanted)
        assert seen or approved == 0.01
        print(f"{name:36} {reading.read:6} / {len(seen):5} = {reading.read / (len(seen) or 1):.2f}")
        if name in SIFTED:  # the next page reads again what this one read too much
            assert reading.read <= 1.5 * len(agency.public) + 25
        else:
            assert reading.read == len(seen)


@pytest.mark.slow
def test_a_rare_criterion_gives_short_pages_until_the_last() -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(1500, 1.0)
    draft = agency.draft()
    rare = agency.publish(replace(draft, features=replace(draft.features, bedrooms=50)))
    reading = Reading(agency.search, "usa/anytown", Order.NEWEST, 25)
    pages = list(reading.pages(criteria=SearchCriteria(bedrooms=50)))
    assert [card.property_id for card in reading.cards] == [rare.property_id]
    assert len(pages) == -(-1501 // READ_MAX)
    assert reading.read == 1501
