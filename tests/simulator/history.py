"""One history: people act while things fail, then all heals, an operator redrives, and the invariants are checked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from tests.simulator.asked import CLOSED, RECEIVED
from tests.simulator.aws import Service
from tests.simulator.invariants import violations
from tests.simulator.people import People
from tests.simulator.plan import HOUR, Plan
from tests.simulator.recovery import redrive
from tests.simulator.tables import Record
from tests.simulator.trace import Trace
from tests.simulator.truth import Truth
from tests.simulator.visited import BOOKED, CANCELLED
from tests.simulator.world import World

type DynamoDbOf = Callable[[World], Service]
type Operate = Callable[[World], None]

ROUNDS = 40  # of waiting and redriving until all is quiet
ROUND = 900.0  # seconds; longer than any pause between two attempts
AT_REST = 4500.0  # after which the daily run looks at the files of photos, on any clock


@dataclass(frozen=True, kw_only=True)
class Outcome:
    plan: Plan
    violations: list[str]
    story: Trace
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def trace(self) -> list[str]:
        return self.story.lines

    @property
    def digest(self) -> str:
        return self.story.digest


def play(
    plan: Plan,
    *,
    operate: Operate | None = redrive,
    dynamodb: DynamoDbOf | None = None,
    after: Callable[[World], None] | None = None,
) -> Outcome:
    """Play a plan; the boundary must be installed.

    `operate` is what an operator does while there are dead letters; None: nobody does anything. `after` sees the world
    at its end.
    """
    world = World(str(plan.seed), plan.weather, dynamodb=dynamodb)
    with world.running():
        people = People(world)
        for step in plan.steps:
            world.kernel.after(step.at, partial(people.do, step))
        problems = _lived(world, people, plan, operate)
        if after:
            after(world)
    outcome = Outcome(plan=plan, violations=problems, story=world.trace, counts=_counted(world, people, plan))
    world.dissolve()
    return outcome


def _lived(world: World, people: People, plan: Plan, operate: Operate | None) -> list[str]:
    try:
        world.kernel.run(until=plan.ends)
        world.heal()
        settle(world, operate, reconciles=plan.reconciles)
        return violations(Truth(world, people))
    except Exception as error:  # a fault of the simulator, or one that no function may have
        world.note("failed", error)
        return [f"simulator: {type(error).__name__}: {error}"]


def settle(world: World, operate: Operate | None, *, reconciles: bool) -> None:
    """Let everything be delivered, and let an operator handle dead letters, until all is quiet."""
    world.schedules.is_on = False
    for _ in range(ROUNDS):
        world.kernel.run(until=world.kernel.now + ROUND)
        if operate and has_letters(world):
            world.kernel.spawn(partial(operate, world))
        elif is_quiet(world):
            break
    world.kernel.run(until=world.kernel.now + AT_REST)
    world.schedules.run_all(reconciles=reconciles)
    world.kernel.run(until=world.kernel.now + HOUR)


def has_letters(world: World) -> bool:
    return any(queue.messages for queue in world.queues.queues.values() if queue.mapping is None)


def is_quiet(world: World) -> bool:
    running = sum(execution.status == "RUNNING" for execution in world.machines.executions)
    is_read = not any(queue.messages for queue in world.queues.queues.values())
    return is_read and running <= len(world.machines.waiting) and world.streams.is_quiet


def _counted(world: World, people: People, plan: Plan) -> Counter[str]:
    models = (world.queues, world.streams)
    images = (record["dynamodb"].get("NewImage", {}) for record in world.changes)
    facts = Counter(image["fact"]["S"] for image in images if "fact" in image)
    return world.counts + Counter(
        {
            "histories": 1,
            "reconciled": plan.reconciles,
            "steps": len(people.statuses),
            "calls": world.faults.calls,
            "invocations": world.lambdas.invocations,
            "crashes": world.lambdas.crashes,
            "deliveries": world.buses.deliveries + sum(model.deliveries for model in models),
            "duplicates": world.buses.duplicated + sum(model.duplicated for model in models),
            "executions": len(world.machines.executions),
            "letters": world.queues.letters,
            "published": sum(map(_publishes, world.changes)),
            "asked": facts[RECEIVED],
            "ended": facts[CLOSED],
            "booked": facts[BOOKED],
            "cancelled": facts[CANCELLED],
            "refused": people.statuses.count(409),
            **_reviews(world),
            "mails": len(world.mails.delivered),
            "alerts": sum(bool(mail.homes) for mail in world.mails.delivered),
        }
    )


def _reviews(world: World) -> Counter[str]:
    """Count the questions to people, their decisions, and those that nobody has answered."""
    counts = Counter[str]()
    for event in world.buses.archive:
        counts["questions"] += event["detail-type"] == "PublicationReviewRequested"
        is_decision = event["detail-type"] == "PublicationReviewed"
        counts["decisions"] += is_decision
        counts["approved_by_people"] += is_decision and event["detail"]["verdict"] == "APPROVED"
        counts["declined_by_people"] += is_decision and event["detail"]["verdict"] == "DECLINED"
        reasons = event["detail"].get("reasons", [])
        counts["unanswered"] += any(reason["code"] == "REVIEW_NOT_ANSWERED_IN_TIME" for reason in reasons)
    return counts


def _publishes(record: Record) -> bool:
    return bool(record["eventName"] == "INSERT" and record["dynamodb"]["Keys"].get("sk") == {"S": "PUBLIC"})
