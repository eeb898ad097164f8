"""Viewings in random lives of homes: no slot is booked twice, nobody has a viewing of a home that is gone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import pytest
from web_service.adapters.viewings.viewing_items import SLOT, VIEWING, to_slot, to_viewing
from web_service.domain.viewings.viewing import Viewing, ViewingState

from tests.simulator.api import ask
from tests.simulator.boundary import installed
from tests.simulator.faults import Fault
from tests.simulator.people import People, property_id
from tests.simulator.plan import HOUR, Step
from tests.simulator.world import Weather, World

AT_ONCE = 100
FEW, MANY = 10, 500  # lives
PAUSE = 60.0  # of each step of the opening: calls take up to seconds
OPENING = ("draft_contract", "draft_listing", "add_photo", "request_approval", "approve_contract", "offer_slots")
ACTIONS = {  # what people do in a life, and how often
    "offer_slots": 3,
    "book_viewing": 8,
    "move_viewing": 5,
    "cancel_viewing": 3,
    "call_off_viewing": 2,
    "ask_question": 2,
    "withdraw_listing": 1,
    "cancel_contract": 1,
}
STEPS = 30
OPENED = PAUSE * (len(OPENING) + 2)
WEATHER = Weather(
    rates={Fault.LOST: 0.02, Fault.THROTTLE: 0.02, Fault.AFTER: 0.01},
    begin=OPENED,
    duplicates=0.2,
    late=0.2,
    stale=0.2,
)


@contextmanager
def public_home(seed: str, weather: Weather) -> Iterator[tuple[World, People]]:
    """One home is public, and has slots."""
    world = World(seed, weather)
    with installed(), world.running():
        people = People(world)
        for number, action in enumerate(OPENING, 1):
            at = PAUSE * number
            step = Step(number=number, at=at, action=action, home=0, who="agent1", draw=0.8)
            world.kernel.after(at, partial(people.do, step))
        world.kernel.run(until=OPENED)
        yield world, people
    world.dissolve()


def live(seed: int) -> list[int]:
    """Let people act at random, then heal, and wait until all is quiet. Return what they were answered."""
    draw = Random(seed)
    with public_home(f"viewings-{seed}", WEATHER) as (world, people):
        begin = world.kernel.now
        for number in range(STEPS):
            [action] = draw.choices(list(ACTIONS), list(ACTIONS.values()))
            step = Step(
                number=100 + number, at=draw.random() * 300, action=action, home=0, who="agent1", draw=draw.random()
            )
            world.kernel.after(step.at, partial(people.do, step))
        world.kernel.run(until=begin + 600)
        world.heal()
        world.kernel.run(until=begin + 2 * HOUR)
        check(world)
        return people.statuses


def check(world: World) -> None:
    """Compare slots and viewings with each other, and with the home's state."""
    items = list(world.tables["WebViewingsTable"].items.values())
    slots = [to_slot(item) for item in items if item["sk"]["S"].startswith(SLOT)]
    viewings = [to_viewing(item) for item in items if item["sk"]["S"].startswith(VIEWING)]
    booked = [viewing for viewing in viewings if viewing.state is ViewingState.BOOKED]
    times = Counter((viewing.slot.property_id, viewing.slot.slot_id) for viewing in booked)
    assert [time for time, count in times.items() if count > 1] == []
    taken = [slot for slot in slots if slot.viewing_id]
    assert sorted(taken, key=str) == sorted((viewing.slot for viewing in booked), key=str)
    listing = world.tables["WebListingsTable"].items.get((property_id(0), "LISTING"), {})
    since = listing["live"]["M"]["since"]["S"] if "live" in listing else None
    assert {slot.listed_since for slot in slots} <= {since}
    for viewing in viewings:
        assert last_event(world, viewing) == ("ViewingCancelled", "ViewingBooked")[viewing in booked]


def last_event(world: World, viewing: Viewing) -> str:
    """Return the type of the newest event about a viewing, by its sequence."""
    about = [event for event in world.buses.archive if event["detail"].get("viewing_id") == str(viewing.viewing_id)]
    newest = max(about, key=lambda event: event["detail"]["metadata"]["sequence"])
    assert newest["detail"]["metadata"]["sequence"] == viewing.version
    return str(newest["detail-type"])


def test_of_a_hundred_who_book_a_slot_at_once_one_gets_it() -> None:
    statuses: Counter[int] = Counter()
    with public_home("at-once", Weather()) as (world, _):
        path = f"/properties/{property_id(0)}/viewings"
        slot = min(key for _, key in world.tables["WebViewingsTable"].items if key.startswith(SLOT))

        def book(number: int) -> None:
            body = {"slot_id": slot.removeprefix(SLOT), "name": f"Visitor {number}", "phone": "+1 555 0100"}
            statuses[ask(world.lambdas, None, "POST", path, api="web", body=body).status] += 1

        for number in range(AT_ONCE):
            world.kernel.spawn(partial(book, number))
        world.kernel.run(until=world.kernel.now + 300)
        check(world)
    assert statuses[201] == 1
    assert set(statuses) <= {201, 409, 503}  # a transaction that collides all the time is busy, and booked nothing
    assert statuses.total() == AT_ONCE


def test_nobody_keeps_a_viewing_of_a_home_that_is_gone_in_a_few_lives() -> None:
    statuses = Counter(status for seed in range(FEW) for status in live(seed))
    assert statuses[201] > FEW


@pytest.mark.slow
def test_nobody_keeps_a_viewing_of_a_home_that_is_gone_in_many_lives() -> None:
    done: Counter[int] = Counter()
    for seed in range(MANY):
        done.update(live(seed))
    print(f"\n{MANY} lives: {dict(sorted(done.items()))}")
