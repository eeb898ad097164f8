"""A thousand events to receivers that fail at random or are down for a day, with senders that crash and lose answers.

The bus delivers each event at least once, some twice, and again where the function failed; the clock comes every ten
minutes. At the end every event was taken by a receiver that verified its signature, those of a property in their order.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, groupby
from typing import Any

import pytest

from tests.receipts import FunctionDied, die
from tests.unit.web.fakes import MONDAY
from tests.unit.web.webhooks.world import ROUND, World, refuse
from unicorn_kit.errors import StoreUnavailable

URL = "https://agency.example/hooks"
SEEDS = range(3)
REFUSED, TROUBLE = 0.2, 0.01  # of the attempts, and of the calls to the table
AFTERWARDS = (85, 10, 5)  # in a hundred: the answer arrives, is lost, or the sender crashes before


@dataclass
class History:
    """Events of a thousand moments, and rounds, until a moment."""

    world: World
    houses: int
    events: list[dict[str, Any]] = field(default_factory=list)
    plan: list[tuple[datetime, int, dict[str, Any]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    failed: int = 0

    def publish(self, number: int, *, within: timedelta) -> None:
        """Plan so many events of the houses, each house's in the order of its sequence, some of them twice."""
        world, chance = self.world, self.world.chance
        houses = [world.house(each, "ana") for each in range(self.houses)]
        sequence: defaultdict[str, int] = defaultdict(int)
        for moment in sorted(chance.uniform(0, within.total_seconds()) for _ in range(number)):
            world.now = MONDAY + timedelta(seconds=moment)
            house = chance.choice(houses)
            sequence[house] += 1
            event = world.event(house, sequence[house])
            self.events.append(event)
            for _ in range(1 + (chance.random() < 0.1)):
                self.at(world.now, event)
        world.now = MONDAY

    def at(self, moment: datetime, event: dict[str, Any]) -> None:
        heapq.heappush(self.plan, (moment, next(self.numbers), event))

    def run(self, until: datetime) -> None:
        while self.plan and self.plan[0][0] <= until:
            moment, _, event = heapq.heappop(self.plan)
            self.world.now = max(self.world.now, moment)
            self.invoke(event)

    def invoke(self, event: dict[str, Any]) -> None:
        if "round" in event:
            self.at(self.world.now + ROUND, event)
        try:
            self.world.invoke(event)
        except (FunctionDied, StoreUnavailable):  # Lambda hands an event over again
            self.failed += 1
            if "round" not in event:
                self.invoke(event)

    def taken(self) -> dict[str, list[int]]:
        """Return what the receiver took of each house, without what came again right away."""
        by_house = defaultdict(list)
        for event in self.world.receiver.taken[URL]:
            by_house[event["subject"]].append(int(event["sequence"]))
        return {house: [number for number, _ in groupby(numbers)] for house, numbers in by_house.items()}

    def published(self) -> dict[str, list[int]]:
        by_house = defaultdict(list)
        for event in self.events:
            by_house[event["detail"]["property_id"]].append(event["detail"]["metadata"]["sequence"])
        return dict(by_house)


@pytest.fixture
def history(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> History:
    world = World(monkeypatch, f"events-{getattr(request, 'param', 0)}")
    world.webhook("ana", URL)
    history = History(world, houses=60)
    history.at(MONDAY, {"round": {}})
    return history


def fail_at_random(world: World) -> None:
    """Let receivers fail before they have an event and after, and senders crash or lose answers at any call."""
    chance = world.chance

    def before(_: str) -> None:
        world.pass_time(chance.uniform(0.01, 0.3))
        if chance.random() < REFUSED:
            refuse()

    def trouble(_: str) -> str:
        return chance.choice(("before", "after", "lost")) if chance.random() < TROUBLE else ""

    world.receiver.before, world.trouble = before, trouble
    world.receiver.after = lambda _: chance.choices((lambda: None, refuse, die), AFTERWARDS)[0]()


@pytest.mark.slow
@pytest.mark.parametrize("history", SEEDS, indirect=True)
def test_a_receiver_that_fails_at_random_gets_a_thousand_events_each_in_order(history: History) -> None:
    fail_at_random(history.world)
    history.publish(1000, within=timedelta(hours=2))
    history.run(MONDAY + timedelta(hours=20))
    assert history.taken() == history.published()
    assert not history.world.waiting()
    assert not history.world.letters
    assert history.failed > 50  # else nothing was tried
    assert history.world.receiver.tries[URL] > 1200


@pytest.mark.slow
def test_a_receiver_that_is_down_for_a_day_loses_none_of_a_thousand_events(history: History) -> None:
    world = history.world
    day = MONDAY + timedelta(days=1)
    world.receiver.before = lambda _: refuse() if world.now < day else None
    history.publish(1000, within=timedelta(hours=23))
    history.run(day - timedelta(seconds=1))
    tried = world.receiver.tries[URL]
    history.run(day + timedelta(hours=3))
    assert history.taken() == history.published()
    assert not world.letters
    assert tried < 60  # in a day: no attempt for each event


@pytest.mark.slow
def test_a_receiver_that_is_down_for_two_days_gets_the_letters_of_the_first_by_a_redrive(history: History) -> None:
    world = history.world
    up = MONDAY + timedelta(days=2)
    world.receiver.before = lambda _: refuse() if world.now < up else None
    history.publish(300, within=timedelta(hours=40))
    history.run(up)
    assert 100 < len(world.letters) < 300
    for letter, _ in world.letters:
        history.at(up, letter)
    history.run(up + timedelta(hours=3))
    taken = {house: sorted(numbers) for house, numbers in history.taken().items()}
    assert taken == history.published()


@pytest.mark.slow
def test_a_receiver_that_hangs_takes_little_time_even_of_a_single_process(history: History) -> None:
    """On AWS there are many, and it takes none; here nine of ten events of the other arrive within a second."""
    world = history.world
    other = "https://other.example/hooks"
    world.webhook("bea", other)
    delays: list[float] = []

    def before(url: str) -> None:
        world.pass_time(10 if url == URL else 0.1)  # until the attempt ends
        if url == URL:
            refuse()

    def after(url: str) -> None:
        delays.append((world.now - datetime.fromisoformat(world.receiver.taken[url][-1]["time"])).total_seconds())

    world.receiver.before, world.receiver.after = before, after
    theirs = [world.house(f"bea-{number}", "bea") for number in range(10)]
    history.publish(300, within=timedelta(hours=6))
    for number in range(100):
        moment = MONDAY + timedelta(minutes=3 * number, seconds=11)
        world.now = moment
        history.at(moment, world.event(theirs[number % 10], number + 1))
    world.now = MONDAY
    history.run(MONDAY + timedelta(hours=6))
    assert len(delays) == 100
    assert len([delay for delay in delays if delay > 1]) <= 10
