"""A reader of the RESO feed has exactly the public listings, whatever happens while it reads."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.web.feed_world import Reader, WindowReader, World, get, without_time
from tests.generated import examples

type Step = Callable[[World], None]

STEPS: list[Step] = [
    World.publish,
    World.publish,
    World.change,
    World.withdraw,
    World.publish_once_more,
    World.deliver,
    World.deliver,
    World.read,
    World.read,
    World.wait,
    World.reconcile,
    World.jump,
    World.wait_a_month,
]
MANY = 1000


@pytest.fixture
def patch() -> pytest.MonkeyPatch:
    return pytest.MonkeyPatch()


def world_of(seed: int, patch: pytest.MonkeyPatch, *, faults: float = 0.2) -> World:
    world = World(seed, patch)
    world.tables.faults = faults
    world.readers = [Reader(world), Reader(world), WindowReader(world)]
    return world


def assert_copied(world: World) -> None:
    world.settle()
    expected = world.expected()
    for reader in [*world.readers, Reader(world)]:
        read_on(reader)
        assert reader.copy == expected


@given(st.lists(st.sampled_from(STEPS), max_size=50), st.integers(0, 2**32))
@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_readers_have_exactly_the_public_listings_at_rest(steps: list[Step], seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        world = world_of(seed, patch)
        for step in steps:
            step(world)
        assert_copied(world)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(examples(1)))
def test_a_reader_follows_a_thousand_listings(seed: int) -> None:
    """Each is published, some of them change, some are withdrawn, and some of those are published once more."""
    with pytest.MonkeyPatch.context() as patch:
        world = world_of(seed, patch, faults=0.05)
        steps = [*[World.publish] * 3, World.change, World.withdraw, World.deliver, World.deliver, World.read]
        published = 0
        while published < MANY:
            step = world.chance.choice([*steps, World.wait])
            published += step is World.publish
            step(world)
        assert_copied(world)
        assert 0.5 * MANY < len(world.agency.public) < MANY


def test_a_page_reads_what_it_shows_and_one_more(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(1, patched, faults=0)
        for _ in range(250):
            world.publish()
        world.settle()
        world.tables.feed.units = 0
        read: list[int] = []
        query = world.tables.feed.query

        def counted(**given: object) -> dict[str, object]:
            found: dict[str, object] = query(**given)  # type: ignore[arg-type]
            read.append(len(found["Items"]))  # type: ignore[arg-type]
            return found

        patched.setattr(world.tables.feed, "query", counted)
        first = get("/reso/property").body
        second = get(f"/reso/{first['@odata.nextLink']}").body
        third = get(f"/reso/{second['@odata.nextLink']}").body
        assert [len(page["value"]) for page in (first, second, third)] == [100, 100, 50]
        assert "@odata.nextLink" not in third
        assert read == [101, 101, 50]


def test_what_has_left_is_told_for_a_month_then_who_slept_begins_anew(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(2, patched, faults=0)
        for _ in range(5):
            world.publish()
        world.settle()
        awake, asleep = world.readers[0], Reader(world)
        read_on(asleep)
        slow, late = f"/reso/{get('/reso/property?%24top=1').body['@odata.nextLink']}", asleep.newer()
        world.readers = [awake]
        for _ in range(3):
            world.withdraw()
            world.settle()
        gone = [set(one) for one in get(late).body["value"] if one["StandardStatus"] != "Active"]
        assert gone == [{"ListingKey", "StandardStatus", "ModificationTimestamp"}] * 3
        world.wait_a_month()
        left = [item for item in world.tables.feed.items.values() if item.get("status") == {"S": "Withdrawn"}]
        assert len(left) == 1, "the newest one is kept, so that readers have a position"
        assert_too_old(late)
        assert_too_old(slow)
        read_on(awake)
        read_on(asleep)
        assert awake.copy == asleep.copy == world.expected()
        assert (awake.begun_anew, asleep.begun_anew) == (0, 1)
        world.withdraw()
        assert_copied(world)


def read_on(reader: Reader) -> None:
    while reader.read():
        pass


def assert_too_old(path: str) -> None:
    answer = get(path)
    assert (answer.status, answer.kind) == (410, "position-too-old")
    assert "without $filter" in answer.body["detail"]


def test_a_feed_that_is_made_anew_knows_no_position_of_the_one_before(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(3, patched, faults=0)
        for _ in range(5):
            world.publish()
        world.settle()
        reader = world.readers[0]
        world.tables.feed.items.clear()
        assert get(reader.newer()).status == 410
        world.wait()
        world.reconcile()
        world.settle()
        assert reader.begun_anew == 1
        assert_copied(world)


def test_listings_of_the_release_before_get_their_entries_by_a_reconciliation(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(4, patched, faults=0)
        for _ in range(7):
            world.publish()
        world.agency.dynamodb.stream.clear()  # its records were read before there was a feed
        world.reconcile()
        assert_copied(world)
        assert len(world.readers[0].copy) == 7


def test_a_reconciliation_takes_out_what_a_restored_table_does_not_have(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(5, patched, faults=0)
        world.publish()
        world.settle()
        [property_id] = world.agency.public
        for key in [key for key in world.agency.dynamodb.items if key[0] == property_id]:
            world.agency.dynamodb._store(key, None)
        world.agency.dynamodb.stream.clear()
        del world.agency.public[property_id]
        world.reconcile()
        assert_copied(world)


def test_nothing_is_entered_twice(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(6, patched, faults=0)
        world.publish()
        world.settle()
        before = dict(world.tables.feed.items)
        world.reconcile()
        world.reconcile()
        assert world.tables.feed.items == before
        assert without_time(get("/reso/property").body["value"][0]) == next(iter(world.expected().values()))
