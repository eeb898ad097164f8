"""The daily round over all listings: the feed, the roster, and cities of earlier releases for the search box."""

from collections.abc import Iterable, Sequence

import pytest
from web_service.use_cases.reso import reconcile_feed

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.rounds import Budget, Step, Tally

PAGES = [[Step(["usa/anytown/main-street/1"], "1")], [Step(["usa/big-city/main-street/1"], "2")]]


class FakeEntries:
    def enter(self, property_ids: Iterable[str], on_unreadable: object) -> int:
        return len(list(property_ids))

    def differing(self, property_ids: Sequence[str], on_unreadable: object) -> list[str]:
        return list(property_ids)


class FakeCities:
    def __init__(self) -> None:
        self.added: list[str] = []
        self.error: StoreUnavailable | None = None

    def add(self, property_ids: Sequence[str]) -> int:
        if self.error:
            raise self.error
        self.added += property_ids
        return len(property_ids)


class FakeRoster:
    """A roster that lacks the second home."""

    def __init__(self) -> None:
        self.entered: list[str] = []

    def enter(self, property_ids: Iterable[str], on_unreadable: object) -> int:
        self.entered += property_ids
        return len(self.entered)

    def differing(self, property_ids: Sequence[str], on_unreadable: object) -> list[str]:
        return [property_id for property_id in property_ids if property_id == PAGES[1][0].item[0]]


def run(cities: FakeCities, roster: FakeRoster | None = None, *, dry_run: bool = False) -> Tally:
    budget = Budget(lambda: 60.0, 100)
    return reconcile_feed(
        PAGES,
        FakeEntries(),
        lambda _: None,
        cities=cities,
        roster=roster or FakeRoster(),
        dry_run=dry_run,
        budget=budget,
        move=lambda _: None,
    )


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_round_brings_cities_into_the_index_but_for_a_dry_run(dry_run: bool) -> None:
    cities = FakeCities()
    assert run(cities, dry_run=dry_run).found == 2
    assert cities.added == ([] if dry_run else [page[0].item[0] for page in PAGES])


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_round_enters_what_the_roster_lacks_but_for_a_dry_run(dry_run: bool) -> None:
    roster = FakeRoster()
    assert run(FakeCities(), roster, dry_run=dry_run) == Tally(found=2, done=0 if dry_run else 2)
    assert roster.entered == ([] if dry_run else PAGES[1][0].item)


def test_a_page_whose_cities_fail_is_left_to_the_next_round() -> None:
    cities = FakeCities()
    cities.error = StoreUnavailable("no")
    assert run(cities) == Tally(found=2, done=0, failed=2)
