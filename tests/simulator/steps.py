"""The steps that may come next in a state: an act of a person, a delivery, or the next task of an execution."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.simulator import topology
from tests.simulator.api import ask
from tests.simulator.board import Board
from tests.simulator.lambdas import FunctionFailed
from tests.simulator.people import NOT_TOLD, property_id
from tests.simulator.state import Contents, Message, Queued, Run, State
from tests.simulator.tasks import tasks_of

HOME = property_id(0)
REQUEST = ("POST", "/request_approval", "web", {"property_id": HOME})
EDIT = ("PATCH", f"/properties/{HOME}", "web", {"description": "A better house."})
APPROVE = ("PUT", "/contracts", "contracts", {"property_id": HOME, "contract_status": "APPROVED"})
CANCEL = ("PUT", "/contracts", "contracts", {"property_id": HOME, "contract_status": "CANCELLED"})
type Act = tuple[str, str, str, dict[str, Any]]  # method, path, API, body
ACTS: tuple[tuple[tuple[Act, ...], ...], ...] = (((REQUEST,), (EDIT, REQUEST)), ((APPROVE,), (CANCEL,)))

type Work = Callable[[Board], bool]  # does a step; whether it succeeded


@dataclass(frozen=True, slots=True)
class Step:
    """What may happen next. What it makes by chance depends on its name, what it does on its key and the state."""

    name: str
    context: str
    work: Work
    key: Hashable
    message: Message | None = None  # that it takes away if it succeeds
    records: tuple[str, int] | None = None  # the mapping, and how many
    person: int | None = None  # whose next act it is
    run: str | None = None  # the execution whose next task it is

    @property
    def cause(self) -> Hashable:
        """What it takes away or moves on: of two steps with one cause, only one is done."""
        return self.message or (self.records and self.records[0]) or self.run or self.person


def steps(state: State, contents: Contents) -> Iterator[Step]:
    yield from _acts(contents.people[state.people])
    yield from _reads(contents.streams[state.streams], contents)
    for message in dict.fromkeys(contents.messages[state.messages]):
        yield from delivery(message)
    tokens = dict(contents.tokens[state.tokens])
    for run in contents.runs[state.runs]:
        yield from next_of(run, tokens)


def next_of(run: Run, tokens: Mapping[str, str | None]) -> Iterator[Step]:
    """Yield the next task of an execution."""
    for number, (after, task) in enumerate(tasks_of(run, tokens)):
        yield Step(f"task {run.key} {len(run.results)} {number}", "properties", task, ("task", after), run=run.key)


def _reads(streams: Queued, contents: Contents) -> Iterator[Step]:
    """Yield the batches of each stream: the oldest record alone, or as many as there may be."""
    for name, numbers in streams:
        given = topology.of("Lambda::EventSourceMapping")[name]
        for size in sorted({1, min(len(numbers), given["BatchSize"])}):
            step = f"read {name} {numbers[:size]}"
            work = _invoked(given, [contents.record(number) for number in numbers[:size]])
            yield Step(step, _context(given), work, step, records=(name, size))


def _acts(people: tuple[int, ...]) -> Iterator[Step]:
    for person, done in enumerate(people):
        if done < len(ACTS[person]):
            acts, name = ACTS[person][done], f"act {person} {done}"
            yield Step(name, acts[0][2], act(acts), name, person=person)


def _context(mapping: dict[str, Any]) -> str:
    return topology.functions()[mapping["FunctionName"]].context


def act(acts: Sequence[Act]) -> Work:
    def work(board: Board) -> bool:
        answers = [
            ask(board.lambdas, "agent1", method, path, api=api, body=body, headers={"If-Match": "*"})
            for method, path, api, body in acts
        ]
        return answers[-1].status < NOT_TOLD

    return work


@cache
def delivery(message: Message) -> tuple[Step, ...]:
    """Return the step that handles a message; none of a message in a queue that no function reads."""
    target, body = message
    mappings = topology.of("Lambda::EventSourceMapping").values()
    mapping = next((given for given in mappings if given["EventSourceArn"] == target), None)
    if mapping is None:
        return ()
    record = {"messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    work = _invoked(mapping, [record | {"eventSource": "aws:sqs"}])
    return (Step(f"deliver {target} {body}", _context(mapping), work, message, message=message),)


def _invoked(mapping: dict[str, Any], records: list[Any]) -> Work:
    def work(board: Board) -> bool:
        try:
            result = board.lambdas.invoke(mapping["FunctionName"], {"Records": records})
        except FunctionFailed:
            return False
        return not (result or {}).get("batchItemFailures")

    return work
