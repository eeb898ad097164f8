"""The plan of one history, drawn from its seed: what people do and when, and which faults there are.

A plan is data: a shrunk history is the same seed with fewer steps and fewer kinds of faults.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from tests.simulator.faults import BY_CHANCE, Fault, Outage
from tests.simulator.world import Weather

HOUR = 3600.0
NIGHT = 15.5 * HOUR  # after the first day is over
KINDS = ("crashes", "losses", "throttles", "partials", "duplicates", "late", "stale", "skews", "outages", "gathering")
FAULTS_OF = {
    "crashes": (Fault.BEFORE, Fault.AFTER),
    "losses": (Fault.LOST, Fault.TIMEOUT),
    "throttles": (Fault.THROTTLE, Fault.ERROR),
    "partials": (Fault.PARTIAL,),
}
SERVICES = ("dynamodb", "events", "stepfunctions", "lambda", "delivery", "sqs", "all")
BUSY, HOMES_MAX, GATHERING = 1 / 300, 40, 60.0  # histories in whose batches up to a hundred gather in a minute
RECONCILED = (
    1 / 5
)  # histories that end with reconciliations; in the others, events alone have to bring everything about
SEARCHED_FIRST = 1 / 4  # histories in which somebody saves a search before there is a home
SKEW_MAX = 300.0  # seconds between the clocks of two contexts
CONTEXTS = ("contracts", "properties", "web")

OPENING = ("draft_contract", "draft_listing", "add_photo", "request_approval", "approve_contract")
ACTIONS = {  # what people do, and how often
    "draft_contract": 5,
    "approve_contract": 6,
    "cancel_contract": 5,
    "close_contract": 1,
    "renew_contract": 3,
    "amend_contract": 2,
    "draft_listing": 4,
    "add_photo": 4,
    "remove_photo": 1,
    "request_approval": 7,
    "edit_listing": 4,
    "withdraw_listing": 2,
    "ask_question": 7,
    "read_inbox": 3,
    "see_home": 7,
    "read_agenda": 3,
    "save_search": 4,
    "rename_city": 1,
    "read_publication": 1,
    "search": 1,
    "replay": 1,
    "redrive": 1,
    "reconcile": 1,
}


REVIEWED = 1 / 3  # histories with texts in a language that no service judges, appeals, and admins who review
REVIEWS = {
    "review": 5,
    "review_at_once": 3,
    "appeal": 4,
    "edit_listing": 2,
    "request_approval": 3,
    "withdraw_listing": 1,
}
LIVES = REVIEWS | {"cancel_contract": 1, "renew_contract": 1, "replay": 1, "remove_photo": 1, "reconcile": 1}
SPANS = (60.0, 600.0, 4000.0)  # seconds that a life of reviews lasts; the limit of a review is in the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that somebody does; `draw` makes its choices the same in a shrunk history."""

    number: int
    at: float
    action: str
    home: int
    who: str
    draw: float
    is_foreign: bool = False  # whoever writes a text writes it in a language that no service judges

    def __str__(self) -> str:
        return f"{self.number}: at {self.at:.1f} s {self.who} {self.action} home {self.home}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    seed: int
    steps: tuple[Step, ...]
    weather: Weather
    ends: float = field(default=0.0)  # when people stop, and everything heals
    reconciles: bool = True  # whether the daily reconciliations run at its end

    def only(self, numbers: Iterable[int]) -> "Plan":
        wanted = set(numbers)
        return replace(self, steps=tuple(step for step in self.steps if step.number in wanted))

    def without(self, kinds: Iterable[str]) -> "Plan":
        """Return the plan with fewer kinds of faults."""
        off = set(kinds)
        gone = {fault for kind in off for fault in FAULTS_OF.get(kind, ())}
        weather = self.weather
        return replace(
            self,
            weather=replace(
                weather,
                rates={fault: rate for fault, rate in weather.rates.items() if fault not in gone},
                duplicates=0.0 if "duplicates" in off else weather.duplicates,
                late=0.0 if "late" in off else weather.late,
                stale=0.0 if "stale" in off else weather.stale,
                gathering=0.0 if "gathering" in off else weather.gathering,
                skews={} if "skews" in off else weather.skews,
                outages=() if "outages" in off else weather.outages,
            ),
        )


def plan(seed: int) -> Plan:
    """Return the plan of a seed."""
    chance = Random(f"{seed}/plan")
    homes = chance.choice((1, 1, 1, 1, 2))
    is_busy = Random(f"{seed}/busy").random() < BUSY
    homes = HOMES_MAX if is_busy else homes
    steps = _steps(chance, homes)
    opened = steps[len(OPENING) * homes - 1].at
    if not is_busy:
        steps = _reviewed(Random(f"{seed}/reviews"), steps, opened, homes)
    ends = max(steps[-1].at + 60, NIGHT if chance.random() < 0.05 else 0.0)
    weather = replace(_weather(chance, opened, ends), gathering=GATHERING if is_busy else 0.0)
    reconciles = Random(f"{seed}/reconciles").random() < RECONCILED
    if (early := Random(f"{seed}/searches")).random() < SEARCHED_FIRST:
        steps.append(_early_search(early, len(steps) + 1))
    return Plan(seed=seed, steps=tuple(steps), weather=weather, ends=ends, reconciles=reconciles)


def plan_of_reviews(seed: int) -> Plan:
    """Return the plan of a life of one listing, about which people are asked again and again."""
    chance = Random(f"{seed}/lives")
    names = [*OPENING, *chance.choices(list(LIVES), list(LIVES.values()), k=chance.randint(6, 14))]
    span, opened = chance.choice(SPANS), 2.0 * len(OPENING)
    moments = sorted(opened + chance.random() * span for _ in names[len(OPENING) :])
    steps = tuple(
        Step(
            number=number,
            at=at,
            action=name,
            home=0,
            who=chance.choice(("admin1", "admin2")) if name.startswith("review") else "agent1",
            draw=chance.random(),
            is_foreign=chance.random() < 3 / 4,
        )
        for number, (at, name) in enumerate(
            zip([2.0 * n for n in range(len(OPENING))] + moments, names, strict=True), 1
        )
    )
    ends = steps[-1].at + 60
    weather = replace(_weather(chance, opened, ends), begin=opened)
    rates = {fault: min(rate, 0.03) for fault, rate in weather.rates.items()}
    return Plan(seed=seed, steps=steps, weather=replace(weather, rates=rates), ends=ends)


def _early_search(chance: Random, number: int) -> Step:
    at = chance.random()
    return Step(number=number, at=at, action="save_search", home=0, who="agent1", draw=chance.random())


def _steps(chance: Random, homes: int) -> list[Step]:
    opening = list(OPENING)
    if chance.random() < 1 / 4:
        chance.shuffle(opening)
    names = [name for name in opening for _ in range(homes)]
    names += chance.choices(list(ACTIONS), list(ACTIONS.values()), k=chance.randint(2, 8))
    pace = chance.choice((0.5, 8.0, 8.0, 60.0, 600.0))
    at, steps = 0.0, []
    for number, name in enumerate(names, 1):
        at += chance.random() * pace
        is_opening = number <= len(opening) * homes
        who = "agent1" if is_opening else chance.choices(("agent1", "agent2", "admin1"), (12, 1, 3))[0]
        home = number % homes if is_opening else chance.randrange(homes)
        steps.append(Step(number=number, at=at, action=name, home=home, who=who, draw=chance.random()))
    return steps


def _reviewed(chance: Random, steps: list[Step], opened: float, homes: int) -> list[Step]:
    """Return the steps with those of reviews among them, in a part of the histories."""
    if chance.random() >= REVIEWED:
        return steps
    found = [replace(step, is_foreign=chance.random() < 1 / 2) for step in steps]
    lasts = max(steps[-1].at - opened, chance.choice((30.0, 300.0, 3000.0)))
    for number in range(len(steps) + 1, len(steps) + 1 + chance.randint(3, 10)):
        name = chance.choices(list(REVIEWS), list(REVIEWS.values()))[0]
        who = chance.choice(("admin1", "admin2")) if name.startswith("review") else "agent1"
        at, home = opened + chance.random() * lasts, chance.randrange(homes)
        draw, is_foreign = chance.random(), chance.random() < 1 / 2
        found.append(Step(number=number, at=at, action=name, home=home, who=who, draw=draw, is_foreign=is_foreign))
    return sorted(found, key=lambda step: step.at)


def _weather(chance: Random, opened: float, ends: float) -> Weather:
    rates = {fault: chance.choice((0.0, 0.0, 0.01, 0.05, 0.12)) for fault in BY_CHANCE}
    skews = {context: chance.uniform(-SKEW_MAX, SKEW_MAX) / 2 for context in CONTEXTS}
    outages: tuple[Outage, ...] = ()
    if chance.random() < 0.08:
        begins = chance.random() * ends
        length = chance.choice((60.0, 600.0, HOUR, 23 * HOUR))
        outages = (Outage(chance.choice(SERVICES), begins, begins + length),)
    return Weather(
        rates={fault: rate for fault, rate in rates.items() if rate},
        outages=outages,
        begin=opened if chance.random() < 1 / 2 else 0.0,
        duplicates=chance.choice((0.0, 0.05, 0.2)),
        late=chance.choice((0.0, 0.0, 0.1)),
        stale=chance.choice((0.0, 0.3)),
        skews=skews if chance.random() < 1 / 3 else {},
    )
