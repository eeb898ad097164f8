"""The steps that may come next in a state: an act of a person, a delivery, or the next task of an execution."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.simulator import topology
from tests.simulator.api import ask
from tests.simulator.board import Board, State
from tests.simulator.lambdas import FunctionFailed
from tests.simulator.people import NOT_TOLD, property_id
from tests.simulator.tasks import tasks_of

HOME = property_id(0)
REQUEST = ("POST", "/request_approval", "web", {"property_id": HOME})
EDIT = ("PATCH", f"/properties/{HOME}", "web", {"description": "A better house."})
APPROVE = ("PUT", "/contracts", "contracts", {"property_id": HOME, "contract_status": "APPROVED"})
CANCEL = ("PUT", "/contracts", "contracts", {"property_id": HOME, "contract_status": "CANCELLED"})
type Act = tuple[str, str, str, dict[str, Any]]  # method, path, API, body
ACTS: tuple[tuple[tuple[Act, ...], ...], ...] = (((REQUEST,), (EDIT, REQUEST)), ((APPROVE,), (CANCEL,)))

type Work = Callable[[Board], bool]  # does a step; whether it succeeded


@dataclass(frozen=True)
class Step:
    name: str
    work: Work
    finish: Callable[[Board], None]  # takes away what was handled
    may_repeat: bool = True
    person: int | None = None
    is_copy: bool = False  # itself a duplicate


def steps(state: State) -> Iterator[Step]:
    yield from _acts(state)
    yield from _reads(state)
    for number, (target, body) in enumerate(state.messages):
        if (target, body) not in state.messages[:number]:
            yield from _delivery(target, body)
    for run in state.runs:
        if state.duplicates and run.key.endswith("-0"):
            yield Step(f"start again {run.key}", _started(run.event), lambda _: None, may_repeat=False, is_copy=True)
        for number, task in enumerate(tasks_of(run, state)):
            yield Step(f"task {run.key} {len(run.results)} {number}", task, lambda _: None, may_repeat=False)


def _reads(state: State) -> Iterator[Step]:
    """Yield the batches of each stream: the oldest record alone, or as many as there may be."""
    for name, records in state.streams.items():
        for size in sorted({1, min(len(records), topology.of("Lambda::EventSourceMapping")[name]["BatchSize"])}):
            yield _read(name, list(records[:size]))


def _acts(state: State) -> Iterator[Step]:
    for person, done in enumerate(state.people):
        if done < len(ACTS[person]):
            yield Step(f"act {person} {done}", act(ACTS[person][done]), lambda _: None, False, person)


def act(acts: Sequence[Act]) -> Work:
    def work(board: Board) -> bool:
        answers = [
            ask(board.lambdas, "agent1", method, path, api=api, body=body, headers={"If-Match": "*"})
            for method, path, api, body in acts
        ]
        return answers[-1].status < NOT_TOLD

    return work


def _read(name: str, records: list[Any]) -> Step:
    given = topology.of("Lambda::EventSourceMapping")[name]

    def finish(board: Board) -> None:
        board.streams[name] = board.streams[name][len(records) :]

    return Step(f"read {name} {len(records)} {records[0]['eventID']}", _invoked(given, records), finish)


def _delivery(target: str, body: str) -> Iterator[Step]:
    def finish(board: Board) -> None:
        board.messages.remove((target, body))

    mappings = topology.of("Lambda::EventSourceMapping").values()
    mapping = next((given for given in mappings if given["EventSourceArn"] == target), None)
    if mapping:
        record = {"messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
        yield Step(f"deliver {target} {body}", _invoked(mapping, [record | {"eventSource": "aws:sqs"}]), finish)


def _started(event: str) -> Work:
    def work(board: Board) -> bool:
        board.start(event)
        return True

    return work


def _invoked(mapping: dict[str, Any], records: list[Any]) -> Work:
    def work(board: Board) -> bool:
        try:
            result = board.lambdas.invoke(mapping["FunctionName"], {"Records": records})
        except FunctionFailed:
            return False
        return not (result or {}).get("batchItemFailures")

    return work
