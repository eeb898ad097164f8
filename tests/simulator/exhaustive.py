"""Every order of one listing's life: two requests, an edit, the contract approved and perhaps cancelled.

A step is one invocation of a function, or one task of an execution; it happens whole, or ends before or after any of
its AWS calls, or is delivered again: two duplicates at most, and one crash. A state that was reached before is
not explored again, nor is one that was reached with as many duplicates and crashes left, or more: whatever may follow
could follow there, too. For that all states without faults are explored first, then those after one, and so on. Nothing
is left out at any depth.

What nothing can tell apart is one: records of a stream that differ in what its function does not read (observed.py),
the orders of a step that touches no table and no token with any other (`_alone`), and those of Web's steps with any
other once nothing that Web does can lead out of it (`_is_web_last`). A sync of a property may happen at any time while
a record calls for it, as the schedule's may: so a second record that says the same adds nothing.

make exhaustive
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from web_service.adapters.listings.listing_items import listing_item, to_listing
from web_service.adapters.search.details import unpack
from web_service.domain.images.image import Image, ImageInfo, ImageStatus

from tests.simulator.boundary import installed
from tests.simulator.effects import CONTEXTS, FIRST, Effects, tables_of
from tests.simulator.lambdas import START
from tests.simulator.observed import PUBLISHER, SYNC
from tests.simulator.people import address
from tests.simulator.state import Contents, Message, State, Tables
from tests.simulator.steps import ACTS, HOME, Act, Step, act, delivery, next_of, steps

type Left = tuple[int, int]  # duplicates and crashes that may still happen

NONE: frozenset[Message] = frozenset()
NOTHING = 0  # the number of what was handled at the start
PROBLEMS_MAX = 5
WEB, CONTRACTS = CONTEXTS.index("web"), CONTEXTS.index("contracts")


class Exploration:
    """All states that were reached, and what is wrong in them."""

    def __init__(self, budgets: Sequence[Left]) -> None:
        self.contents = Contents()
        assert self.contents.handled.of(frozenset()) == NOTHING
        self.effects = Effects(self.contents)
        self.reached: dict[State, list[tuple[frozenset[Message], Left]]] = {}  # by all but what was handled
        self.transitions = self.ends = 0
        self.problems: list[str] = []
        lefts = {(d, c) for most, crashes in budgets for d in range(most + 1) for c in range(crashes + 1)}
        self.waiting: dict[Left, list[State]] = {left: [] for left in sorted(lefts, key=sum, reverse=True)}
        self._judged: set[tuple[int, int]] = set()
        start = self._start()
        for budget in budgets:
            self._reach(start, budget)

    def run(self, seconds: float, most: int) -> dict[str, Any]:
        """Explore, until `most` problems are found; return how many states there are, and what is wrong."""
        begun = time.monotonic()
        for left, states in self.waiting.items():
            while states and time.monotonic() - begun < seconds and len(self.problems) < most:
                self._explore(states.pop(), left)
        waiting = sum(map(len, self.waiting.values()))
        reached, effects = sum(map(len, self.reached.values())), len(self.effects.known)
        counts = {"states": reached, "transitions": self.transitions, "effects": effects, "ends": self.ends}
        return counts | {"left": waiting, "problems": self.problems}

    def _reach(self, state: State, left: Left) -> None:
        """Keep a state to explore, unless all that may follow may also follow one that was reached."""
        if not left[0]:  # nothing comes again
            state = state._replace(handled=NOTHING)
        if self._is_new(state, left):
            known = self.reached.setdefault(state._replace(handled=NOTHING), [])
            known.append((self.contents.handled[state.handled], left))
            self.waiting[left].append(state)

    def _is_new(self, state: State, left: Left) -> bool:
        handled = self.contents.handled[state.handled] if left[0] else NONE
        known = self.reached.get(state._replace(handled=NOTHING), [])
        return not any(left[0] <= d and left[1] <= c and handled <= more for more, (d, c) in known)

    def _explore(self, state: State, left: Left) -> None:
        self._judge(state)
        is_end = True
        for after, cost in self._successors(state, left):
            self.transitions += 1
            is_end = is_end and cost != (0, 0)
            self._reach(after, (left[0] - cost[0], left[1] - cost[1]))
        if is_end:
            self.ends += 1
            self.problems += final_problems(state, self.contents)

    def _successors(self, state: State, left: Left) -> Iterator[tuple[State, Left]]:
        """Yield the states that may come next, and the duplicates and crashes that it takes."""
        enabled = list(steps(state, self.contents))
        if alone := self._alone(enabled, state, left):
            for step in alone:
                yield from self._outcomes(step, state, left)
            return
        if self._is_web_last(state):
            others = [step for step in enabled if step.context != "web"]
            before_web = list(self._after(others, state, left, without="web"))
            if any(cost == (0, 0) and self._is_new(after, left) for after, cost in before_web):
                yield from before_web
                return
        yield from self._after(enabled, state, left)

    def _after(self, chosen: list[Step], state: State, left: Left, without: str = "") -> Iterator[tuple[State, Left]]:
        """Yield what becomes of these steps, of a choice, and of a duplicate that goes to no context `without`."""
        for step in chosen:
            yield from self._outcomes(step, state, left)
        yield from self._choice(state)
        if left[0]:
            yield from self._at_a_duplicate(self._delivered_again(state, left, without))
            yield from self._at_a_duplicate(self._started_again(state, left))

    def _is_web_last(self, state: State) -> bool:
        """Whether nothing that Web does can lead to anything outside of it: no requests, and none to be published.

        Then the other contexts do not depend on what it does, and messages to it wait in no order. So whatever it would
        do before a step of theirs it may as well do behind that, and comes last: `_outcomes` sees that it keeps to it.
        """
        is_asked = self.contents.people[state.people][0] == len(ACTS[0])
        return is_asked and not any(name == PUBLISHER for name, _ in self.contents.streams[state.streams])

    def _alone(self, enabled: list[Step], state: State, left: Left) -> list[Step]:
        """Return the steps of one cause that may come first, if any: those that touch no table and no token.

        Such a step only passes something on, to where it waits until it is its turn. So whatever happens before the
        step may as well happen after it, and nothing is lost if it is done at once. Only how many records are read
        together depends on when; that makes a difference where they may be read again, or the reader may crash.
        """
        for step in enabled:
            if (step.records is None or left == (0, 0)) and step.person is None:
                effect = self.effects.of(step, state)
                if effect.is_local and effect.is_done:
                    return [other for other in enabled if other.cause == step.cause]
        return []

    def _outcomes(self, step: Step, state: State, left: Left) -> Iterator[tuple[State, Left]]:
        """Yield what becomes of a step: it is done, what led to it is read again, or its function crashes."""
        effect = self.effects.of(step, state)
        if step.context == "web" and (effect.records or effect.published) and self._is_web_last(state):
            self.problems.append(f"{step.name} leads to something outside of Web")
        yield self.effects.applied(state, step, effect), (0, 0)
        if step.records and effect.is_done and not effect.is_idle:
            cost = 0 if step.records[0] == SYNC else 1
            if left[0] >= cost:
                yield self.effects.applied(state, step, effect, again=True), (cost, 0)
        if left[1]:
            for crash in self.effects.of_crashes(step, state):
                yield self.effects.applied(state, step, crash), (0, 1)

    def _choice(self, state: State) -> Iterator[tuple[State, Left]]:
        requests, contract = self.contents.people[state.people]
        if contract == 1:  # it may also stay as it is
            yield state._replace(people=self.contents.people.of((requests, len(ACTS[1])))), (0, 0)

    def _delivered_again(self, state: State, left: Left, without: str) -> Iterator[tuple[State, Left]]:
        """Yield what a message does that is delivered again, at the moment when it does something.

        Until then it would only be there, and change nothing.
        """
        for message in self.contents.handled[state.handled]:
            for step in delivery(message):
                if step.context != without and self._is_felt(step, state, left):
                    back = self.effects.put_back(state, message)
                    yield from self._outcomes(step, back, (0, left[1]))

    def _started_again(self, state: State, left: Left) -> Iterator[tuple[State, Left]]:
        """Yield what another execution of a request does first."""
        for run in self.contents.runs[state.runs]:
            if run.key.endswith(FIRST):
                both = self.effects.started(state, run.event)
                [new] = set(self.contents.runs[both.runs]) - set(self.contents.runs[state.runs])
                for step in next_of(new, {}):
                    yield from self._outcomes(step, both, (0, left[1]))

    def _is_felt(self, step: Step, state: State, left: Left) -> bool:
        """Whether a duplicate's step, whole or cut off, does anything but take the duplicate away."""
        effect = self.effects.of(step, state)
        is_nothing = effect.is_done and effect.is_idle
        return not is_nothing or bool(left[1] and self.effects.of_crashes(step, state))

    @staticmethod
    def _at_a_duplicate(outcomes: Iterator[tuple[State, Left]]) -> Iterator[tuple[State, Left]]:
        return ((state, (duplicates + 1, crashes)) for state, (duplicates, crashes) in outcomes)

    def _judge(self, state: State) -> None:
        shown = state.tables[WEB], state.published
        if shown not in self._judged:
            self._judged.add(shown)
            self.problems += problems(self.contents.tables(shown[0]), self.contents.published[shown[1]])

    def _start(self) -> State:
        """Return the state with a contract and a listing in draft, everything delivered."""
        contents, tables = (
            self.contents,
            tuple(self.contents.number_of_tables({name: {} for name in tables_of(context)}) for context in CONTEXTS),
        )
        streams, messages, runs = contents.streams.of(()), contents.messages.of(()), contents.runs.of(())
        tokens, published = contents.tokens.of(()), contents.published.of(frozenset())
        done = contents.people.of(tuple(map(len, ACTS)))
        state = State(tables, streams, messages, NOTHING, runs, tokens, published, done)
        for number, one in enumerate(OPENING):
            first = Step(f"start {number}", one[2], act([one]), number)
            state = self._taken(state, first)
        tables = (*state.tables[:WEB], contents.number_of_tables(_with_photo(contents.tables(state.tables[WEB]))))
        state = state._replace(tables=tables)
        while following := next(steps(state, contents), None):
            state = self._taken(state, following)
        return state._replace(people=contents.people.of((0, 0)), handled=NOTHING)

    def _taken(self, state: State, step: Step) -> State:
        effect = self.effects.of(step, state)
        assert effect.is_done, step.name
        return self.effects.applied(state, step, effect)


OPENING: tuple[Act, ...] = (
    ("POST", "/contracts", "contracts", {"address": address(0), "seller_name": "Ada"}),
    (
        "POST",
        "/properties",
        "web",
        {"address": address(0), "description": "A lovely house.", "contract": "sale"}
        | {"listprice": 100, "currency": "USD"},
    ),
)


def problems(web: Tables, published: frozenset[str]) -> Iterator[str]:
    """What must not be in any state: something public that has passed no evaluation of exactly that."""
    events = [json.loads(text) for text in published]
    shown = web["WebListingsTable"].get((HOME, "PUBLIC"))
    if shown is None:
        return
    description = unpack(shown["details"]["S"]).description
    request = web["WebListingsTable"][HOME, "LISTING"]["live"]["M"]["request_id"]["S"]
    asked = {d["request_id"]: d["description"] for kind, d in events if kind == "PublicationApprovalRequested"}
    passed = {d["request_id"] for kind, d in events if d.get("evaluation_result") == "APPROVED"}
    if request not in passed or asked.get(request) != description:
        yield f"{description} is public for {request}, and passed no evaluation"


def final_problems(state: State, contents: Contents) -> Iterator[str]:
    """What must not be left when nothing more can happen, or nothing but another duplicate."""
    web, contracts = contents.tables(state.tables[WEB]), contents.tables(state.tables[CONTRACTS])
    listing = web["WebListingsTable"][HOME, "LISTING"]
    contract = contracts["ContractsTable"][f"PROPERTY#{HOME}", "HEAD"]["contract_status"]["S"]
    status, is_public = listing["listing_status"]["S"], (HOME, "PUBLIC") in web["WebListingsTable"]
    if is_public and contract != "APPROVED":
        yield f"public, and the contract is {contract}"
    if status == "PENDING" and contract != "DRAFT":
        yield f"pending, and the contract is {contract}"
    if messages := contents.messages[state.messages]:
        yield f"messages stay behind: {messages[0]}"
    running = [run for run in contents.runs[state.runs] if not run.ended]
    if running and contract != "DRAFT":
        yield f"{len(running)} executions wait, and the contract is {contract}"


def _with_photo(web: Tables) -> Tables:
    """Return the tables with a photo that is ready: its upload is another story."""
    found = to_listing(web["WebListingsTable"][HOME, "LISTING"])
    info = ImageInfo(width=64, height=64, placeholder="data:,")
    image = Image(image_id=UUID(int=1), filename="a.jpg", status=ImageStatus.READY, expires_at=START, info=info)
    listing: Any = {(HOME, "LISTING"): listing_item(replace(found, images=(image,)))}
    return web | {"WebListingsTable": web["WebListingsTable"] | listing}


def explore(seconds: float, budgets: Sequence[Left], *, most: int = PROBLEMS_MAX) -> dict[str, Any]:
    return Exploration(budgets).run(seconds, most)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make exhaustive")
    parser.add_argument("--seconds", type=float, default=900.0)
    parser.add_argument("--duplicates", type=int, default=2)
    parser.add_argument("--crashes", type=int, default=1)
    given = parser.parse_args(arguments)
    with installed():
        result = explore(given.seconds, [(given.duplicates, given.crashes)])
    for name, value in result.items():
        print(f"{name}: {value}")
    print(f"seconds of CPU: {time.process_time():.0f}")
    if result["left"]:
        print("not finished: more seconds, or fewer duplicates or crashes")
    return bool(result["problems"] or result["left"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
