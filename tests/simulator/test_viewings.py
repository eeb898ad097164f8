"""Of a hundred customers who book the same time at once one gets it."""

from collections import Counter
from functools import partial

from web_service.adapters.viewings.viewing_items import SLOT

from tests.simulator.api import ask
from tests.simulator.boundary import installed
from tests.simulator.invariants import violations
from tests.simulator.people import People, property_id
from tests.simulator.plan import OPENING, Step
from tests.simulator.truth import VIEWINGS, Truth
from tests.simulator.world import Weather, World

AT_ONCE = 100
PAUSE = 60.0  # seconds for each step; calls take up to seconds


def test_of_a_hundred_who_book_a_slot_at_once_one_gets_it() -> None:
    world = World("at-once", Weather())
    with installed(), world.running():
        people, statuses = People(world), Counter[int]()
        for number, action in enumerate((*OPENING, "offer_slots"), 1):
            step = Step(number=number, at=world.kernel.now, action=action, home=0, who="agent1", draw=0.8)
            people.do(step)
            world.kernel.run(until=world.kernel.now + PAUSE)
        path = f"/properties/{property_id(0)}/viewings"
        slot = min(sk for _, sk in world.tables[VIEWINGS].items if sk.startswith(SLOT))

        def book(number: int) -> None:
            body = {"slot_id": slot.removeprefix(SLOT), "name": f"Visitor {number}", "phone": "+1 555 0100"}
            answer = ask(world.lambdas, None, "POST", path, api="web", body=body)
            people.told[body["name"]] = answer.status
            statuses[answer.status] += 1

        for number in range(AT_ONCE):
            world.kernel.spawn(partial(book, number))
        world.kernel.run(until=world.kernel.now + 5 * PAUSE)
        assert not violations(Truth(world, people))
    world.dissolve()
    assert statuses[201] == 1
    assert set(statuses) <= {201, 409, 503}  # a transaction that collides all the time is busy, and booked nothing
    assert statuses.total() == AT_ONCE
