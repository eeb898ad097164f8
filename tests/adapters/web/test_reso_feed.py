"""A reader of the RESO feed has exactly the public listings, whatever happens while it reads."""

import operator
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import count
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from web_service.adapters.reso.feed_items import mark_key
from web_service.adapters.reso.feed_writer import ResoFeedWriter
from web_service.api.reso.filters import bounds

from tests.adapters.web.agency import TABLE
from tests.adapters.web.feed_world import FEED, Reader, WindowReader, World, get, key_of, without_time
from tests.generated import examples
from unicorn_kit.moments import rfc3339

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


BEGUN_BESIDE_A_RECONCILIATION = [
    *(World.publish, World.publish, World.change, World.change, World.publish, World.reconcile, World.change),
    *(World.reconcile, World.withdraw, World.deliver, World.wait_a_month, World.reconcile, World.deliver),
    World.wait_a_month,
]


@given(st.lists(st.sampled_from(STEPS), max_size=50), st.integers(0, 2**32))
@example(BEGUN_BESIDE_A_RECONCILIATION, 290493)  # and read on a month later
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


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("$top=0", "$top"),
        ("$top=101", "$top"),
        ("$top=x", "$top"),
        ("$skip=10", "$skip"),
        ("$count=true", "$count"),
        ("$select=ListingKey", "$select"),
        ("$orderby=ListPrice", "$orderby"),
        ("$apply=x", "$apply"),
        ("$filter=ListPrice gt 1", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30T12:00:00 01:00", "$filter"),
        ("$skiptoken=x", "$skiptoken"),
        ("filter=x", "filter"),
        ("$filter=(ModificationTimestamp gt 2026-11-30T12:00Z", "$filter"),
        ("$filter=()", "$filter"),
        ("$filter=", "$filter"),
        ("$filter=\0", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30T12:00Zand ModificationTimestamp lt 2026-11-30T13:00Z", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30T12:00Z or ModificationTimestamp lt 2026-11-30T13:00Z", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30T12:00:00.1234567890123Z", "$filter"),
        ("$filter=ModificationTimestamp gt 2026-11-30T12Z", "$filter"),
        ("$filter=" + " and ".join(5 * ["ModificationTimestamp gt 2026-11-30T12:00Z"]), "$filter"),
        ("$filter=" + 1000 * "(" + "ModificationTimestamp gt 2026-11-30T12:00Z" + 1000 * ")", "$filter"),
    ],
)
def test_an_option_that_is_not_there_is_refused_with_what_to_do(
    patch: pytest.MonkeyPatch, query: str, field: str
) -> None:
    with patch.context() as patched:
        world_of(7, patched)
        answer = get(f"/reso/property?{quote(query, safe='=&')}")
        assert (answer.status, answer.fields) == (400, {field})


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select=ListingKey", "its name is $select; each record has all of its fields"),
        ("count=true", "its name is $count"),
        ("Top=5", "its name is $top"),
        ("$TOP=5", "its name is $top"),
        ("orderby=x", "its name is $orderby"),
        ("skiptoken=x", "its name is $skiptoken"),
        ("page=2", "follow @odata.nextLink"),
        ("offset=100", "follow @odata.nextLink"),
        ("page_size=5", "use $top"),
        ("limit=5", "use $top"),
        ("since=2026-11-30", "$filter=ModificationTimestamp gt"),
        ("ModificationTimestamp=2026", "$filter=ModificationTimestamp gt"),
        ("fields=ListPrice", "each record has all of its fields"),
        ("City=Anytown", "use $top, $filter or none"),
        ("$search=x", "use $top, $filter or none"),
        ("@p=1", "use $top, $filter or none"),
    ],
)
def test_an_unknown_option_is_refused_with_the_one_that_is_meant(
    patch: pytest.MonkeyPatch, query: str, told: str
) -> None:
    with patch.context() as patched:
        world_of(7, patched)
        answer = get(f"/reso/property?{quote(query, safe='=&')}")
        assert (answer.status, answer.fields) == (400, {query.partition("=")[0]})
        assert told in answer.body["errors"][0]["message"]


def test_options_that_change_nothing_and_those_of_others_are_taken(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(8, patched, faults=0)
        world.publish()
        world.settle()
        given = "$orderby=ModificationTimestamp asc&$expand=Media&$select=*&$count=false&$skip=0&$format=json&utm_x=1"
        assert get(f"/reso/property?{quote(given, safe='=&')}").body == get("/reso/property").body


def test_a_span_whose_end_has_not_settled_is_refused(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(9, patched, faults=0)
        for seconds, status in ((-9, 400), (-11, 200)):
            end = rfc3339(world.moment() + timedelta(seconds=seconds))
            assert get(f"/reso/property?$filter={quote(f'ModificationTimestamp le {end}')}").status == status


@given(st.integers(0, 2_500_000_000_000), st.sampled_from(["gt", "ge", "lt", "le"]), st.integers(-840, 840))
def test_a_span_has_the_milliseconds_that_it_says(number: int, comparison: str, minutes: int) -> None:
    offset = timezone(timedelta(minutes=minutes))
    moment = datetime.fromtimestamp(number / 1000, offset).isoformat(timespec="milliseconds")
    after, until = bounds(f"ModificationTimestamp {comparison} {moment}")
    wanted = {"gt": (number, None), "ge": (number - 1, None), "lt": (None, number - 1), "le": (None, number)}
    assert (after, until) == wanted[comparison]


SPACES = st.text(" \t", min_size=1, max_size=3)
FEW = st.text(" \t", max_size=2)
COMPARISONS = st.sampled_from(["gt", "ge", "lt", "le", "GT", "Le"])


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a moment in one of OData's spellings, and the picoseconds since 1970."""
    offset = draw(st.integers(-23 * 60 - 59, 23 * 60 + 59))
    at = draw(st.datetimes(datetime(1960, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001  # in that offset
    digits, has_seconds = draw(st.text("0123456789", max_size=12)), draw(st.booleans())
    at = at.replace(microsecond=0) if has_seconds else at.replace(second=0, microsecond=0)
    text = at.isoformat(timespec="seconds" if has_seconds else "minutes")
    text = text.replace("T", draw(st.sampled_from("Tt"))) + (f".{digits}" if has_seconds and digits else "")
    sign = "+" if offset >= 0 else "-"
    zone = f"{sign}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    zone = draw(st.sampled_from("Zz")) if offset == 0 else zone
    seconds = (at - datetime(1970, 1, 1)) // timedelta(seconds=1) - 60 * offset  # noqa: DTZ001
    return text + zone, seconds * 10**12 + (int(digits.ljust(12, "0")) if has_seconds else 0)


@st.composite
def filters(draw: st.DrawFn, most: int = 4) -> tuple[str, list[tuple[str, int]]]:
    """Draw a filter in one of OData's spellings, and its comparisons."""
    count = draw(st.integers(1, most))
    if count == 1:
        comparison, (moment, at) = draw(COMPARISONS), draw(moments())
        text = f"ModificationTimestamp{draw(SPACES)}{comparison}{draw(SPACES)}{moment}"
        terms = [(comparison.lower(), at)]
    else:
        left, some = draw(filters(count - 1))
        right, others = draw(filters(count - len(some)))
        text = f"{left}{draw(SPACES)}{draw(st.sampled_from(['and', 'AND']))}{draw(SPACES)}{right}"
        terms = some + others
    for _ in range(draw(st.integers(0, 2))):
        text = f"({draw(FEW)}{text}{draw(FEW)})"
    return text, terms


@given(filters())
def test_every_spelling_of_a_filter_is_read_as_what_it_says(spelled: tuple[str, list[tuple[str, int]]]) -> None:
    """Of the first and last entry that it lets pass, by exact comparison."""
    text, terms = spelled
    after, until = bounds(text)
    millisecond = 10**9
    for number in {max(0, at // millisecond + by) for _, at in terms for by in (-1, 0, 1)}:
        passes = all(COMPARE[comparison](number * millisecond, at) for comparison, at in terms)
        assert passes == ((after is None or number > after) and (until is None or number <= until))


COMPARE = {"gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le}


@pytest.mark.parametrize(
    "time", ["1960-01-01T00:00Z", "0001-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "1970-01-01T00:00:00Z"]
)
def test_a_first_read_of_what_is_newer_than_any_feed_is_one_from_the_beginning(
    patch: pytest.MonkeyPatch, time: str
) -> None:
    with patch.context() as patched:
        world = world_of(12, patched, faults=0)
        first = f"/reso/property?$filter={quote(f'ModificationTimestamp gt {time}')}"
        assert get(first).status == 200  # nothing was ever published
        for _ in range(3):
            world.publish()
        world.settle()
        world.withdraw()
        world.settle()
        world.wait_a_month()
        world.publish()
        world.settle()
        assert get(first).body == get("/reso/property").body
        page = get(f"{first}&$top=1").body
        assert get(f"/reso/{page['@odata.nextLink']}").status == 200


def test_numbers_rise_though_a_clock_is_behind(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(10, patched, faults=0)
        world.readers = []  # one that asks for spans has a clock, too
        for _ in range(3):
            world.publish()
            world.settle()
            world.now -= 3 * 3_600_000
        world.now += 24 * 3_600_000
        read_on(reader := Reader(world))  # it asserts that the times rise
        assert reader.copy == world.expected()
        numbers = [int(key[1]) for key in world.tables.feed.items if key[0] == "ENTRIES"]
        assert numbers == sorted(numbers)


def test_of_two_runs_at_once_the_one_that_writes_later_has_the_greater_numbers(patch: pytest.MonkeyPatch) -> None:
    with patch.context() as patched:
        world = world_of(11, patched, faults=0)
        world.publish()
        world.publish()
        slow, quick = world.agency.public
        calls = count(1)

        def between() -> None:
            if next(calls) == 2:  # the slow run has read the feed's state
                writer(world).enter([quick], world.unreadable.append)

        world.tables.between = between
        writer(world, behind=timedelta(seconds=1)).enter([slow], world.unreadable.append)
        entries = sorted(item["sk"]["S"] for key, item in world.tables.feed.items.items() if key[0] == "ENTRIES")
        numbers = {one: world.tables.feed.items[key_of(mark_key(one))]["entry"]["N"] for one in (quick, slow)}
        assert [int(number) for number in entries] == [int(numbers[quick]), int(numbers[slow])]


def writer(world: World, *, behind: timedelta = timedelta()) -> ResoFeedWriter:
    return ResoFeedWriter(world.tables, TABLE, FEED, now=lambda: world.moment() - behind)  # type: ignore[arg-type]
