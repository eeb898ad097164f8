"""What a step does to a state: found once for each content of what it can read, then applied to every state.

A step reads its context's tables and the tokens of tasks that wait, and nothing else: what is not on its board is a
KeyError. So its effect is the same in all states that agree in these two.
"""

import json
from bisect import insort
from itertools import count
from typing import NamedTuple

from tests.simulator import topology
from tests.simulator.board import Board, Cut
from tests.simulator.boundary import CURRENT
from tests.simulator.observed import SYNC
from tests.simulator.state import Contents, Message, Run, State
from tests.simulator.steps import Step

CONTEXTS = ("contracts", "properties", "web")
FIRST = "-0"  # the end of the name of the execution that is not a copy
TOLD = ("PublicationApprovalRequested", "PublicationEvaluationCompleted")  # events that the promises are about


class Effect(NamedTuple):
    is_done: bool
    calls: int
    writes: tuple[int, ...]  # the calls that are no reads
    tables: int
    tokens: int
    records: tuple[tuple[str, int], ...]
    messages: tuple[Message, ...]
    started: tuple[str, ...]
    run: Run | None
    published: frozenset[str]
    is_local: bool  # it touched no table and no token
    is_idle: bool  # it changed nothing

    @property
    def changes(self) -> object:
        """What it does to any state."""
        return self._replace(calls=0, writes=())


class Effects:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.known: dict[object, Effect] = {}
        self._crashes: dict[object, list[Effect]] = {}

    def of(self, step: Step, state: State, cut: Cut | None = None) -> Effect:
        """Return what a step does in a state, whole, or cut off at one of its calls."""
        tables = state.tables[CONTEXTS.index(step.context)]
        key = step.key, tables, state.tokens, cut
        if key not in self.known:
            self.known[key] = self._found(step, tables, state.tokens, cut)
        return self.known[key]

    def of_crashes(self, step: Step, state: State) -> list[Effect]:
        """Return what a step does that ends before or after any of its calls, each different thing once.

        A step that has done nothing yet is left out: all is as before, and there may be a crash less.
        """
        key = step.key, state.tables[CONTEXTS.index(step.context)], state.tokens
        if key not in self._crashes:
            whole = self.of(step, state)
            cuts = [Cut(number, False) for number in range(1, whole.calls + 1)]
            cuts += [Cut(number, True) for number in whole.writes]
            found = {effect.changes: effect for effect in [self.of(step, state, cut) for cut in cuts]}
            self._crashes[key] = [effect for effect in found.values() if effect.is_done or not effect.is_idle]
        return self._crashes[key]

    def _found(self, step: Step, tables: int, tokens: int, cut: Cut | None) -> Effect:
        contents = self.contents
        board = Board(contents.tables(tables), dict(contents.tokens[tokens]), step.name, cut)
        CURRENT.world = board
        is_done = step.work(board)
        after = board.tokens
        if board.run and board.run.ended:  # nothing reads its results any more, and no answer has an effect on it
            after = {token: known for token, known in after.items() if not token.startswith(f"{board.run.key} ")}
            board.run = board.run._replace(results=())
        is_adding = board.records or board.messages or board.started or board.run or board.published
        after_tables = contents.number_of_tables({name: table.items for name, table in board.tables.items()})
        after_tokens = contents.tokens.of(tuple(sorted(after.items())))
        return Effect(
            is_done=is_done,
            calls=board.calls,
            writes=tuple(board.writes),
            tables=after_tables,
            tokens=after_tokens,
            records=tuple((name, contents.number_of_record(record)) for name, record in board.records),
            messages=tuple(board.messages),
            started=tuple(board.started),
            run=board.run,
            published=frozenset(text for text in board.published if json.loads(text)[0] in TOLD),
            is_local=not board.is_touching,
            is_idle=not is_adding and (after_tables, after_tokens) == (tables, tokens),
        )

    def applied(self, state: State, step: Step, effect: Effect, *, again: bool = False) -> State:
        """Return the state after a step; what led to it stays if it failed, or is to be read again."""
        taken = effect.is_done and not again
        tables = list(state.tables)
        tables[CONTEXTS.index(step.context)] = effect.tables
        people = state.people
        if step.person is not None and effect.is_done:
            people = self._one_act_on(people, step.person)
        after = State(
            tables=tuple(tables),
            streams=self._streams(state.streams, step.records if taken else None, effect.records),
            messages=self._messages(state.messages, step.message if taken else None, effect.messages),
            handled=self._handled(state.handled, step.message if taken else None),
            runs=self._runs(state.runs, effect),
            tokens=effect.tokens,
            published=self._published(state.published, effect.published),
            people=people,
        )
        return self._without_copy(after, effect.run) if effect.run else after

    def _without_copy(self, state: State, run: Run) -> State:
        """Forget a second execution that has ended, if nothing names it: then nothing can depend on it."""
        is_copy = run.ended == "SUCCEEDED" and not run.key.endswith(FIRST)
        if not is_copy or self.contents.mentions(state, run.key):
            return state
        left = tuple(other for other in self.contents.runs[state.runs] if other.key != run.key)
        return state._replace(runs=self.contents.runs.of(left))

    def put_back(self, state: State, message: Message) -> State:
        """Return the state in which a message that was handled is there again."""
        return state._replace(messages=self._messages(state.messages, None, (message,)))

    def started(self, state: State, event: str) -> State:
        """Return the state after an execution has begun; it does nothing yet."""
        return state._replace(runs=self._with_new(self.contents.runs[state.runs], [event]))

    def _one_act_on(self, people: int, person: int) -> int:
        done = list(self.contents.people[people])
        done[person] += 1
        return self.contents.people.of(tuple(done))

    def _streams(self, number: int, taken: tuple[str, int] | None, more: tuple[tuple[str, int], ...]) -> int:
        if not taken and not more:
            return number
        streams = {name: list(records) for name, records in self.contents.streams[number]}
        if taken:
            name, size = taken
            del streams[name][:size]
        for name, record in more:
            waiting = streams.setdefault(name, [])
            if name != SYNC or record not in waiting:  # the one that waits may be read as often as it takes
                waiting.append(record)
        left = tuple((name, tuple(records)) for name, records in sorted(streams.items()) if records)
        return self.contents.streams.of(left)

    def _messages(self, number: int, taken: Message | None, more: tuple[Message, ...]) -> int:
        if not taken and not more:
            return number
        messages = list(self.contents.messages[number])
        if taken:
            messages.remove(taken)
        for message in more:
            insort(messages, message)
        return self.contents.messages.of(tuple(messages))

    def _handled(self, number: int, message: Message | None) -> int:
        before = self.contents.handled[number]
        if message is None or message in before:
            return number
        return self.contents.handled.of(before | {message})

    def _runs(self, number: int, effect: Effect) -> int:
        if not effect.run and not effect.started:
            return number
        runs = self.contents.runs[number]
        if effect.run:
            runs = tuple(effect.run if run.key == effect.run.key else run for run in runs)
        return self._with_new(runs, effect.started)

    def _with_new(self, runs: tuple[Run, ...], events: "tuple[str, ...] | list[str]") -> int:
        after = list(runs)
        for event in events:
            name, known = json.loads(event)["id"], {run.key for run in after}
            after.append(Run(next(key for n in count() if (key := f"{name}-{n}") not in known), event))
        return self.contents.runs.of(tuple(sorted(after)))

    def _published(self, number: int, more: frozenset[str]) -> int:
        before = self.contents.published[number]
        return number if more <= before else self.contents.published.of(before | more)


def tables_of(context: str) -> list[str]:
    return [name for name in topology.of("DynamoDB::Table") if name.lower().startswith(context)]
