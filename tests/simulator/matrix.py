"""The crash matrix: each AWS call of each function and execution in one story, with each fault; all must converge.

`make matrix` prints it. A fault that the client repeats meets all its attempts, so that the function sees it.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.simulator.boundary import installed
from tests.simulator.faults import CONDITIONAL, READS, Fault, Place
from tests.simulator.history import Outcome, play
from tests.simulator.plan import Plan, Step
from tests.simulator.world import Weather, World
from unicorn_kit.aws.retries import ATTEMPTS

STORY = (  # a listing is published, withdrawn, published again, edited, published, and revoked; a request is declined
    "draft_contract", "draft_listing", "add_photo", "request_approval", "approve_contract", "withdraw_listing",
    "request_approval", "edit_listing", "request_approval", "cancel_contract", "request_approval", "search", "redrive",
)  # fmt: skip
PAUSE = 400.0  # seconds between two steps: a message is delivered again before the next
COLUMNS = {
    "before": Fault.BEFORE,
    "after": Fault.AFTER,
    "throttle": Fault.THROTTLE,
    "500": Fault.ERROR,
    "time-out": Fault.LOST,
    "denied": Fault.DENIED,
    "conditional check": Fault.CONDITION,
}
REPEATED = {Fault.THROTTLE, Fault.ERROR, Fault.LOST, Fault.TIMEOUT}  # by the client
SAME_MAX = 2  # calls of one kind: the scheduled runs are alike
_CALL = re.compile(r"\S+ call (\S+) (\S+) (.*)")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|-\d+")
APIS = ("Api",)  # functions whose caller hears of a fault and may have to ask for something else


@dataclass(frozen=True, slots=True)
class Call:
    place: Place
    operation: str


class Case(NamedTuple):
    call: Call
    column: str
    fault: Fault


def story(weather: Weather) -> Plan:
    steps = tuple(
        Step(number=number, at=number * PAUSE, action=action, home=0, who="agent1", draw=0.5)
        for number, action in enumerate(STORY, 1)
    )
    return Plan(seed=0, steps=steps, weather=weather, ends=steps[-1].at + PAUSE)


def calls() -> Iterator[Call]:
    """Yield every call of the story, of those that are alike the first ones."""
    counts, seen = Counter[str](), Counter[str]()
    nothing = story(Weather(script={("nobody", 0): Fault.ERROR}))
    for line in play(nothing).trace:
        if found := _CALL.match(line):
            counts[found[1]] += 1
            kind = _ID.sub("", " ".join(found.groups()))
            seen[kind] += 1
            if seen[kind] <= SAME_MAX:
                yield Call((found[1], counts[found[1]]), found[2])


def fault_for(call: Call, column: str) -> Fault | None:
    """Return the fault of a column for a call; None where there is no such thing."""
    fault = COLUMNS[column]
    if fault is Fault.CONDITION and call.operation not in CONDITIONAL:
        return None
    if call.operation in READS:
        return {Fault.LOST: Fault.TIMEOUT, Fault.AFTER: Fault.BEFORE}.get(fault, fault)
    return fault


def script(call: Call, fault: Fault) -> dict[Place, Fault]:
    caller, number = call.place
    return {(caller, number + more): fault for more in range(ATTEMPTS if fault in REPEATED else 1)}


def ends(weather: Weather) -> tuple[Outcome, list[str]]:
    """Return how the story ends: what is broken, and what the agency looks like."""
    state: list[str] = []

    def look(world: World) -> None:
        listings = world.tables["WebListingsTable"].items.items()
        contracts = world.tables["ContractsTable"].items.items()
        state.extend(f"{at[0]} {item['listing_status']['S']}" for at, item in listings if at[1] == "LISTING")
        state.extend(item["contract_status"]["S"] for at, item in contracts if at[1] == "HEAD")

    return play(story(weather), after=look), state


def cases() -> list[Case]:
    """Return every call of the story with every fault that there is for it."""
    return [Case(call, column, fault) for call in calls() for column in COLUMNS if (fault := fault_for(call, column))]


def run(chosen: Iterable[Case]) -> tuple[dict[tuple[str, str], Counter[str]], list[str]]:
    """Return how many converged for each function and column, and what did not."""
    _, expected = ends(Weather(script={("nobody", 0): Fault.ERROR}))
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    problems: list[str] = []
    for call, column, fault in chosen:
        outcome, state = ends(Weather(script=script(call, fault)))
        is_told = call.place[0].endswith(APIS)
        bad = outcome.violations or ([] if is_told or state == expected else [f"ends as {state}"])
        name = re.sub(r"-\d+$", "", call.place[0])
        table[name, column]["converged" if not bad else "failed"] += 1
        problems += [f"{name} {call.operation} number {call.place[1]}, {column}: {problem}" for problem in bad]
    return table, problems


def main() -> int:
    with installed():
        table, problems = run(cases())
    names = sorted({name for name, _ in table})
    print(f"{'':36}" + "".join(f"{column:>19}" for column in COLUMNS))
    for name in names:
        cells = [table[name, column] for column in COLUMNS]
        print(f"{name:36}" + "".join(f"{f'{c["converged"]} of {c.total()}' if c else '':>19}" for c in cells))
    total = sum(table.values(), Counter[str]())
    print(f"{total['converged']} of {total.total()} converge")
    print("\n".join(problems))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
