"""The pages of a search are right for any data and any concurrent changes, and read only what they show."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.search.cards import Order, SearchCriteria

from tests.adapters.web.agency import CITIES, CURRENCIES, Agency, Reading
from tests.adapters.web.previous_release import BeforeBands, PreviousRelease
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
    agency.count()
    reading = Reading(agency.search, place, Order(order), limit)
    seen = reading.all(kind, wanted)
    assert len(seen) == len(set(seen))
    assert set(seen) == agency.truth(place, kind, wanted)
    if is_exact(place, order, wanted):
        assert reading.read == len(seen) + reading.looks
    assert_sorted(reading, order)
    assert agency.listed() == agency.counted()


def is_exact(place: str, order: str, wanted: SearchCriteria) -> bool:
    """Return whether an area and an index know the criteria."""
    filters, by_price = bool(wanted.bedrooms or wanted.currency), "price" in order
    if by_price and filters and not wanted.currency:  # such a search is never made: prices are in one currency
        return False
    return (by_price or not wanted.has_price) and (not filters or place.count("/") == 1 or order == "place")


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
    reading = Reading(agency.search, "usa/anytown", Order(order), limit, is_changing=True)
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
        assert len(seen) == len(set(seen)) == reading.read - reading.looks
        assert set(seen) == agency.truth("usa/big-city", None, SearchCriteria())
    assert agency.listed() == agency.counted()


CASES = {
    "place": ("place", SearchCriteria()),
    "newest": ("newest", SearchCriteria()),
    "price": ("price", SearchCriteria()),
    "sale": ("place", SearchCriteria()),
    "price from 10 to 20, by price": ("price", SearchCriteria(Decimal(10), Decimal(20))),
    "price from 10, dearest first": ("-price", SearchCriteria(Decimal(10), None)),
    "3 bedrooms or more": ("place", SearchCriteria(bedrooms=3)),
    "9 bedrooms or more": ("place", SearchCriteria(bedrooms=9)),
    "50 bedrooms or more": ("newest", SearchCriteria(bedrooms=50)),
    "one of three currencies, by price": ("price", SearchCriteria(currency="SPL")),
    "one of three currencies": ("place", SearchCriteria(currency="SPL")),
    "3 bedrooms or more, one currency": ("newest", SearchCriteria(bedrooms=3, currency="SPL")),
    "3 bedrooms or more, one currency, price from 10, by price": (
        "-price",
        SearchCriteria(Decimal(10), None, 3, "SPL"),
    ),
}
# A price range in another order, in a currency as the API always asks it.
RANGES = {
    "all": SearchCriteria(Decimal(0), None, currency="SPL"),
    "from 10 to 20": SearchCriteria(Decimal(10), Decimal(20), currency="SPL"),
    "from 10 to 20 with 3 bedrooms or more": SearchCriteria(Decimal(10), Decimal(20), 3, "SPL"),
    "at 40": SearchCriteria(Decimal(40), Decimal(40), currency="SPL"),
    "at 40 with 9 bedrooms or more": SearchCriteria(Decimal(40), Decimal(40), 9, "SPL"),
}


@pytest.mark.slow
@pytest.mark.parametrize("approved", [0.01, 0.5, 1.0])
def test_a_search_reads_only_what_it_shows_however_few_are_approved(approved: float) -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(2000, approved)
    agency.count()
    print(f"\nitems read per item shown, {approved:.0%} of 2,000 listings approved")
    for name, (order, wanted) in CASES.items():
        kind = OfferKind.SALE if name == "sale" else None
        reading = Reading(agency.search, "usa/anytown", Order(order), 25)
        seen = reading.all(kind, wanted)
        assert set(seen) == agency.truth("usa/anytown", kind, wanted)
        print(f"{name:60} {reading.read:6} / {len(seen):5} = {reading.read / (len(seen) or 1):.2f}")
        assert reading.read == len(seen) + reading.looks


@pytest.mark.slow
@pytest.mark.parametrize("order", [Order.NEWEST, Order.PLACE])
@pytest.mark.parametrize("limit", [25, 100])
def test_a_price_range_in_another_order_reads_little_more_than_the_better_of_two_ways(order: Order, limit: int) -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(3000, 1.0)
    agency.count()
    for name, wanted in RANGES.items():
        reading = Reading(agency.search, "usa/anytown", order, limit)
        first = next(reading.pages(criteria=wanted))
        matching, all_of_them = agency.truth("usa/anytown", None, wanted), len(agency.public)
        better = min(len(matching), limit * all_of_them / (len(matching) or 1))
        print(f"{order} {name:40} {reading.read:6} read for {first}; {len(matching)} match")
        assert first == min(limit, len(matching))
        if len(matching) <= limit:
            assert reading.read == len(matching)
        assert reading.read <= 6 * better + 2 * limit
        reading = Reading(agency.search, "usa/anytown", order, limit)
        seen = reading.all(criteria=wanted)
        assert len(seen) == len(set(seen))
        assert set(seen) == matching


@pytest.mark.slow
def test_the_rarest_criterion_reads_one_card() -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(1500, 1.0)
    draft = agency.draft()
    rare = agency.publish(replace(draft, features=replace(draft.features, bedrooms=50)))
    agency.count()
    for order in Order:
        wanted = SearchCriteria(bedrooms=50, currency=rare.price.currency if "price" in order else None)
        reading = Reading(agency.search, "usa/anytown", order, 25)
        assert reading.all(criteria=wanted) == [rare.property_id]
        assert reading.read == 1


def test_a_city_with_cards_of_the_previous_release_loses_none_of_them() -> None:
    """Until all of its listings have the cards of this one, its cards are filtered after they are read."""
    agency = Agency(7, cities=CITIES[:1])
    older, newer = PreviousRelease(agency).publish(rare(agency)), agency.publish(rare(agency))
    agency.settle(300, 1.0)
    agency.count()
    wanted = SearchCriteria(bedrooms=50)
    for order in (Order.PLACE, Order.NEWEST):
        reading = Reading(agency.search, "usa/anytown", order, 1)
        assert set(reading.all(criteria=wanted)) == {older.property_id, newer.property_id}
        assert reading.read >= 302
    agency.publish_again(older)
    agency.count()
    reading = Reading(agency.search, "usa/anytown", Order.PLACE, 25)
    assert set(reading.all(criteria=wanted)) == {older.property_id, newer.property_id}
    assert reading.read == 2


@pytest.mark.parametrize("order", [Order.PLACE, Order.NEWEST])
@pytest.mark.parametrize("place", ["usa/anytown", "usa/anytown/main", "usa/anytown/main-street"])
@pytest.mark.parametrize("currency", [None, "SPL"])
def test_a_price_range_finds_what_its_place_has_and_nothing_else(
    order: Order, place: str, currency: str | None
) -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(200, 1.0)
    agency.count()
    wanted = SearchCriteria(Decimal(0), Decimal(30), bedrooms=2, currency=currency)
    truth = agency.truth(place, None, wanted)
    for limit in (1, 25):
        seen = Reading(agency.search, place, order, limit).all(criteria=wanted)
        assert truth
        assert sorted(seen) == sorted(truth)


def rare(agency: Agency) -> Listing:
    draft = agency.draft()
    return replace(draft, features=replace(draft.features, bedrooms=50))


def test_pages_behind_the_first_one_are_read_where_it_was() -> None:
    agency = Agency(7, cities=CITIES[:1])
    older = PreviousRelease(agency).publish(rare(agency))
    others = [agency.publish(rare(agency)) for _ in range(3)]
    agency.count()
    wanted = SearchCriteria(bedrooms=50)
    reading = Reading(agency.search, "usa/anytown", Order.PLACE, 1)
    pages = reading.pages(criteria=wanted)
    next(pages)
    agency.publish_again(older)
    agency.count()  # now all cards are in the areas of filters
    assert sum(1 for _ in pages) in {3, 4}
    assert {card.property_id for card in reading.cards} == {older.property_id, *(x.property_id for x in others)}


def test_a_city_loses_no_home_that_is_in_no_band_of_prices_yet() -> None:
    agency = Agency(7, cities=CITIES[:1])
    older = BeforeBands(agency).publish(replace(agency.draft(), price=Money(minor=20, currency="SPL")))
    agency.settle(60, 1.0)
    agency.count()
    assert_found(agency, SearchCriteria(Decimal(10), Decimal(30), currency="SPL"), older)
    agency.publish_again(older)
    agency.count()
    assert_found(agency, SearchCriteria(Decimal(10), Decimal(30), currency="SPL"), older)


def test_a_price_that_changes_leaves_no_card_in_a_band() -> None:
    agency = Agency(7, cities=CITIES[:1])
    agency.settle(60, 1.0)
    home = agency.publish(replace(agency.draft(), price=Money(minor=20, currency="SPL")))
    agency.count()
    changed = agency.publish_again(replace(home, price=Money(minor=2000, currency="SPL")))
    assert_found(agency, SearchCriteria(Decimal(10), Decimal(30), currency="SPL"))
    assert_found(agency, SearchCriteria(Decimal(1000), Decimal(3000), currency="SPL"), changed)


def assert_found(agency: Agency, wanted: SearchCriteria, *homes: Listing) -> None:
    truth = agency.truth("usa/anytown", None, wanted)
    assert {home.property_id for home in homes} <= truth
    for order in (Order.PLACE, Order.NEWEST):
        assert sorted(Reading(agency.search, "usa/anytown", order, 3).all(criteria=wanted)) == sorted(truth)


def test_a_full_page_leads_to_another_only_if_something_follows() -> None:
    """A page with nothing on it is a fault, too: see Reading."""
    agency = Agency(11, cities=CITIES[:1])
    agency.settle(90, 1.0)
    agency.count()
    for order, place, bedrooms, high in product(
        Order, ("usa/anytown", "usa/anytown/main"), (0, 3, 7), (None, Decimal(30))
    ):
        wanted = SearchCriteria(None, high, bedrooms, "SPL")
        matching = agency.truth(place, None, wanted)
        for limit in {1, max(1, len(matching)), max(1, len(matching) // 2)}:
            reading = Reading(agency.search, place, order, limit)
            pages = list(reading.pages(criteria=wanted))
            full, rest = divmod(len(matching), limit)
            assert {card.property_id for card in reading.cards} == matching
            assert pages == ([limit] * full + [rest] * bool(rest) or [0])
