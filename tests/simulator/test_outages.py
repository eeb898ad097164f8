"""Outages of an hour and of 23 hours lose nothing, without a person; of three days nothing, after one command."""

from collections.abc import Iterator

import pytest

from tests.simulator.boundary import installed
from tests.simulator.faults import Outage
from tests.simulator.history import Outcome, play
from tests.simulator.plan import HOUR, Plan, Step
from tests.simulator.recovery import reconcile, redrive
from tests.simulator.schedules import Schedules
from tests.simulator.world import Weather

pytestmark = pytest.mark.slow

DOWN = 2 * HOUR  # when the outage begins
BEFORE = ("draft_contract", "draft_listing", "add_photo")
LIVES = {  # what people do before the outage, and in it
    "published": (BEFORE, ("request_approval", "approve_contract")),
    "revoked": ((*BEFORE, "request_approval", "approve_contract"), ("cancel_contract",)),
    "edited": ((*BEFORE, "request_approval", "approve_contract"), ("edit_listing", "request_approval")),
}
SERVICES = ("events", "stepfunctions", "lambda", "delivery")
LETTERS = "no_letter_is_left"  # of scheduled runs that failed, and of what the command made good; a redrive ends them


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def life(name: str, service: str, seconds: float) -> Plan:
    before, during = LIVES[name]
    acts = [(number * 60.0, action) for number, action in enumerate(before)]
    acts += [(DOWN + 600 + number * 60.0, action) for number, action in enumerate(during)]
    steps = tuple(
        Step(number=number, at=at, action=action, home=0, who="agent1", draw=0.5)
        for number, (at, action) in enumerate(acts, 1)
    )
    down = Outage(service, DOWN, DOWN + seconds)
    return Plan(seed=1, steps=steps, weather=Weather(outages=(down,)), ends=DOWN + seconds + 60)


def lost(outcome: Outcome) -> list[str]:
    return [violation for violation in outcome.violations if not violation.startswith(LETTERS)]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", LIVES)
@pytest.mark.parametrize("hours", [1, 23])
def test_an_outage_of_hours_loses_nothing_without_a_person(name: str, service: str, hours: int) -> None:
    assert lost(play(life(name, service, hours * HOUR), operate=None)) == []


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", LIVES)
def test_an_outage_of_three_days_loses_nothing_after_one_command(name: str, service: str) -> None:
    command = redrive if service == "delivery" else reconcile
    assert lost(play(life(name, service, 72 * HOUR), operate=command)) == []


def test_without_the_command_the_daily_schedule_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = life("published", "events", 72 * HOUR)
    assert lost(play(plan, operate=None)) == []
    monkeypatch.setattr(Schedules, "run_all", lambda *_, **__: None)
    assert lost(play(plan, operate=None))
