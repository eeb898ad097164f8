"""The table's stream counts every public listing once, however its records are delivered."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st
from web_service.adapters.search.country_counts import CountryCounts
from web_service.domain.listings.listing import Listing

from tests.adapters.web.agency import CITIES, TABLE, Agency, Counts
from tests.adapters.web.previous_release import PreviousRelease
from tests.generated import examples
from unicorn_kit import transactions
from unicorn_kit.errors import StoreUnavailable

type Record = dict[str, Any]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "pause", lambda _: None)


class Faulty:
    """A table whose transactions conflict, fail before they are written, or after: then nobody knows that they were."""

    def __init__(self, agency: Agency, chance: random.Random) -> None:
        self._db, self._chance, self.exceptions = agency.dynamodb, chance, agency.dynamodb.exceptions
        agency.dynamodb.conflict = lambda: chance.random() < 0.2

    def transact_write_items(self, **given: Any) -> None:
        fault = self._chance.random()
        if fault >= 0.1:
            self._db.transact_write_items(**given)
        if fault < 0.2:
            raise ClientError({"Error": {"Code": "InternalServerError", "Message": "no"}}, "TransactWriteItems")

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._db, operation)


def delivered(records: list[Record], chance: random.Random, *, in_order: bool) -> Iterator[list[Record]]:
    """Yield batches that have each record at least once; in order, as a stream's retries do, or in none."""
    if not in_order:
        records = chance.sample([*records, *chance.choices(records, k=len(records) // 2)], len(records) * 3 // 2)
    at = 0
    while at < len(records):
        size = chance.randint(1, 7)
        for _ in range(chance.choice([1, 1, 2])):
            yield records[at : at + size]
        at += size


def count(agency: Agency, batches: Iterator[list[Record]], chance: random.Random) -> None:
    """Let a function count the batches, each until it is counted without an error."""
    counts = Counts(Faulty(agency, chance))
    agency.dynamodb.stream = []
    for batch in batches:
        _until_counted(counts, batch)
    while agency.dynamodb.stream:  # the cities have changed meanwhile
        records, agency.dynamodb.stream = agency.dynamodb.stream, []
        for batch in delivered(records, chance, in_order=True):
            _until_counted(counts, batch)
    agency.dynamodb.conflict = lambda: False


def _until_counted(counts: Counts, batch: list[Record]) -> None:
    while True:
        try:
            counts.count(batch)
        except StoreUnavailable:
            continue
        return


def assert_exact(agency: Agency) -> None:
    """Compare all counts with the listings that are public."""
    assert agency.listed() == agency.counted()
    for country in {property_id.partition("/")[0] for property_id in agency.public}:
        public = [listing for pk, listing in agency.public.items() if pk.startswith(f"{country}/")]
        assert agency.search.currencies(country) == Counter(listing.price.currency for listing in public)
    for place in {property_id.rpartition("/")[0].rpartition("/")[0] for property_id in agency.public}:
        public = [listing for pk, listing in agency.public.items() if pk.startswith(f"{place}/")]
        assert agency.search.currencies(place) == Counter(listing.price.currency for listing in public)
        country, city = place.split("/")
        item = agency.dynamodb.items[f"PLACES#{country}", city]
        filed = sum(bool(x.public_version and x.public_version.is_filed) for x in public)
        assert int(item.get("filed", {"N": "0"})["N"]) == filed
        banded = sum(bool(x.public_version and x.public_version.is_banded) for x in public)
        assert int(item.get("banded", {"N": "0"})["N"]) == banded
        assert int(item["listings"]["N"]) > 0


def publish(agency: Agency, _: PreviousRelease) -> None:
    agency.publish(agency.draft())


def publish_again(agency: Agency, _: PreviousRelease) -> None:
    for listing in any_of(agency):
        agency.publish_again(replace(listing, price=agency.draft().price))


def withdraw(agency: Agency, _: PreviousRelease) -> None:
    for listing in any_of(agency):
        agency.withdraw(listing)


def publish_as_before(_: Agency, before: PreviousRelease) -> None:
    before.publish(before.agency.draft())


def edit_as_before(agency: Agency, before: PreviousRelease) -> None:
    for listing in any_of(agency):
        before.edit(listing)


def any_of(agency: Agency) -> list[Listing]:
    public = list(agency.public.values())
    return [agency.chance.choice(public)] if public else []


type Step = Callable[[Agency, PreviousRelease], None]
NOW: list[Step] = [publish, publish, publish_again, withdraw]


@given(st.lists(st.sampled_from(NOW), max_size=40), st.integers(0, 2**32), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_counts_are_exact_at_rest_whatever_is_delivered_twice_late_or_in_part(
    steps: list[Step], seed: int, in_order: bool
) -> None:
    agency, chance = Agency(seed, cities=CITIES[:3]), random.Random(seed)
    for step in steps:
        step(agency, PreviousRelease(agency))
    count(agency, delivered(list(agency.dynamodb.stream), chance, in_order=in_order), chance)
    assert_exact(agency)


@given(st.lists(st.sampled_from([*NOW, publish_as_before, edit_as_before]), max_size=40), st.integers(0, 2**32))
@settings(max_examples=examples(60), deadline=None)
def test_counts_stay_exact_while_the_previous_release_still_writes(steps: list[Step], seed: int) -> None:
    """It counts in its transactions; the stream has its records too, and counts only what it cannot have counted."""
    agency, chance = Agency(seed, cities=CITIES[:2]), random.Random(seed)
    before = PreviousRelease(agency)
    for _ in range(3):
        before.publish(agency.draft())
    for step in steps:
        step(agency, before)
        if chance.random() < 0.2:
            count(agency, delivered(list(agency.dynamodb.stream), chance, in_order=True), chance)
    count(agency, delivered(list(agency.dynamodb.stream), chance, in_order=True), chance)
    assert_exact(agency)


def test_a_withdrawal_by_the_previous_release_is_counted_once() -> None:
    agency = Agency(1, cities=CITIES[:1])
    before = PreviousRelease(agency)
    older, newer, other = before.publish(agency.draft()), agency.publish(agency.draft()), agency.publish(agency.draft())
    assert agency.listed() == {"usa": {"anytown": 3}}
    before.withdraw(older)
    before.withdraw(newer)
    assert agency.listed() == {"usa": {"anytown": 1}}
    agency.withdraw(other)
    assert agency.listed() == {}


def test_a_listing_that_was_counted_before_the_stream_counted_is_counted_off_once() -> None:
    agency = Agency(1, cities=CITIES[:1])
    before = PreviousRelease(agency)
    gone, changed, _ = (before.publish(agency.draft()) for _ in range(3))
    agency.dynamodb.stream = []  # no function read it then
    agency.withdraw(gone)
    assert agency.listed() == {"usa": {"anytown": 2}}
    agency.publish_again(replace(changed, price=agency.draft().price))
    count(agency, delivered(list(agency.dynamodb.stream), random.Random(1), in_order=True), random.Random(1))
    assert_exact(agency)


def test_counts_only_grow_while_listings_are_published() -> None:
    agency = Agency(3, cities=CITIES[:3])
    for _ in range(60):
        agency.publish(agency.draft())
    seen = 0
    for batch in delivered(list(agency.dynamodb.stream), random.Random(3), in_order=True):
        agency.dynamodb.stream = []
        agency.counts.count(batch)
        agency.count()
        countries = agency.search.localities(None, limit=9, after=None).localities
        now = sum(country.listings for country in countries)
        assert now >= seen
        seen = now
    assert seen == 60


def test_ninety_nine_publications_in_one_city_share_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    agency = Agency(1, cities=CITIES[:1])
    for _ in range(200):
        agency.publish(agency.draft())
    written: list[int] = []
    write = agency.dynamodb.transact_write_items

    def counted(*, TransactItems: list[dict[str, Any]]) -> None:
        write(TransactItems=TransactItems)
        written.append(len(TransactItems))

    monkeypatch.setattr(agency.dynamodb, "transact_write_items", counted)
    agency.count()
    assert written == [100, 100, 3, 2]  # with the city each; then the city and its country
    assert_exact(agency)


def test_a_listing_that_moves_to_another_address_is_counted_there() -> None:
    agency = Agency(1, cities=CITIES[:1])
    shown = agency.publish(agency.draft())
    agency.count()
    old = agency.dynamodb.items[shown.property_id, "LISTING"]
    moved = old | {"pk": {"S": "usa/any/main/1"}, "version": {"N": str(shown.version + 1)}}
    agency.dynamodb._store(("usa/any/main/1", "LISTING"), moved)
    agency.dynamodb._store((shown.property_id, "LISTING"), None)
    agency.public = {"usa/any/main/1": shown}
    assert agency.listed() == {"usa": {"any": 1}}


def test_another_home_under_the_id_of_one_that_has_moved_away_is_counted() -> None:
    agency = Agency(1, cities=CITIES[:1])
    shown = agency.publish(replace(agency.draft(), version=7))
    agency.count()
    agency.dynamodb._store((shown.property_id, "LISTING"), None)
    assert agency.listed() == {}
    gone = [key for key in agency.dynamodb.items if key[0] == shown.property_id and key[1] != "TALLY"]
    for key in gone:
        agency.dynamodb._store(key, None)
    later = replace(agency.draft(), property_id=shown.property_id, created_at=shown.created_at + timedelta(days=1))
    agency.publish(replace(later, version=1))
    assert agency.listed() == {"usa": {"anytown": 1}}


def test_a_city_that_two_calls_settle_at_once_is_paid_once(monkeypatch: pytest.MonkeyPatch) -> None:
    agency = Agency(1, cities=CITIES[:1])
    agency.publish(agency.draft())
    records, agency.dynamodb.stream = agency.dynamodb.stream, []
    agency.counts.count(records)  # the city owes it to its country now
    read = agency.dynamodb.batch_get_item

    def read_while_another_settles(**given: Any) -> Any:
        found = read(**given)
        monkeypatch.undo()
        monkeypatch.setattr(transactions, "pause", lambda _: None)
        agency.count()
        return found

    monkeypatch.setattr(agency.dynamodb, "batch_get_item", read_while_another_settles)
    CountryCounts(agency.dynamodb, TABLE).settle([("usa", "anytown")])  # type: ignore[arg-type]
    assert agency.listed() == {"usa": {"anytown": 1}}
