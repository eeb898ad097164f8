"""Every order of one listing's life: two requests, an edit, the contract approved and perhaps cancelled.

A step is one invocation of a function, or one task of an execution; it happens whole, or ends before or after any of
its AWS calls (once), or is delivered again (twice). A state that was reached before is not explored again.

make exhaustive
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from web_service.adapters.listings.listing_items import listing_item, to_listing
from web_service.adapters.search.details import unpack
from web_service.domain.images.image import Image, ImageInfo, ImageStatus

from tests.simulator import topology
from tests.simulator.board import Board, Cut, State
from tests.simulator.boundary import CURRENT, installed
from tests.simulator.lambdas import START
from tests.simulator.people import address
from tests.simulator.steps import ACTS, HOME, Act, Step, act, steps

DUPLICATES, CRASHES = 2, 1
PROBLEMS_MAX = 5


def taken(state: State, step: Step, cut: Cut | None, *, again: bool) -> tuple[State, Board]:
    """Take a step; what led to it stays if it failed, or is to be delivered again."""
    board = Board(state, step.name, cut)
    CURRENT.world = board
    is_done = step.work(board)
    if is_done and not again:
        step.finish(board)
    after = board.after(state)
    if step.person is not None and is_done:
        done = list(state.people)
        done[step.person] += 1
        after = replace(after, people=tuple(done))
    copies = again + step.is_copy
    return replace(after, duplicates=state.duplicates - copies, crashes=state.crashes - bool(cut)), board


def successors(state: State) -> Iterator[State]:
    for step in steps(state):
        after, board = taken(state, step, None, again=False)
        yield after
        if state.duplicates and step.may_repeat:
            yield taken(state, step, None, again=True)[0]
        if state.crashes:
            cuts = [Cut(number, False) for number in range(1, board.calls + 1)]
            cuts += [Cut(number, True) for number in board.writes]
            for cut in cuts:
                yield taken(state, step, cut, again=False)[0]
    if state.people[1] == 1:  # the contract may also stay as it is
        yield replace(state, people=(state.people[0], len(ACTS[1])))


def problems(state: State) -> Iterator[str]:
    """What must not be in any state: something public that has passed no evaluation of exactly that."""
    events = [json.loads(text) for text in state.published]
    shown = state.tables["WebListingsTable"].get((HOME, "PUBLIC"))
    if shown is None:
        return
    description = unpack(shown["details"]["S"]).description
    asked = {d["request_id"]: d["description"] for kind, d in events if kind == "PublicationApprovalRequested"}
    passed = {d["request_id"] for kind, d in events if d.get("evaluation_result") == "APPROVED"}
    if description not in {asked.get(request) for request in passed}:
        yield f"{description} is public, and passed no evaluation"


def final_problems(state: State) -> Iterator[str]:
    """What must not be left when nothing more can happen."""
    listing = state.tables["WebListingsTable"][HOME, "LISTING"]
    contract = state.tables["ContractsTable"][f"PROPERTY#{HOME}", "HEAD"]["contract_status"]["S"]
    status, is_public = listing["listing_status"]["S"], (HOME, "PUBLIC") in state.tables["WebListingsTable"]
    if is_public and contract != "APPROVED":
        yield f"public, and the contract is {contract}"
    if status == "PENDING" and contract != "DRAFT":
        yield f"pending, and the contract is {contract}"
    if state.messages:
        yield f"messages stay behind: {state.messages[0]}"
    running = [run for run in state.runs if not run.ended]
    if running and contract != "DRAFT":
        yield f"{len(running)} executions wait, and the contract is {contract}"


def start(duplicates: int, crashes: int) -> State:
    """Return the state with a contract and a listing in draft, everything delivered."""
    acts: tuple[Act, ...] = (
        ("POST", "/contracts", "contracts", {"address": address(0), "seller_name": "Ada"}),
        (
            "POST",
            "/properties",
            "web",
            {"address": address(0), "description": "A lovely house.", "contract": "sale"}
            | {"listprice": 100, "currency": "USD"},
        ),
    )
    state = State(tables={name: {} for name in topology.of("DynamoDB::Table")})
    for number, one in enumerate(acts):
        state, _ = taken(state, Step(f"start {number}", act([one]), lambda _: None), None, again=False)
    state = replace(state, tables=_with_photo(state))
    while first := next(steps(state), None):
        state, _ = taken(state, first, None, again=False)
    return replace(state, people=(0, 0), duplicates=duplicates, crashes=crashes)


def _with_photo(state: State) -> Any:
    """Return the tables with a photo that is ready: its upload is another story."""
    found = to_listing(state.tables["WebListingsTable"][HOME, "LISTING"])
    info = ImageInfo(width=64, height=64, placeholder="data:,")
    image = Image(image_id=UUID(int=1), filename="a.jpg", status=ImageStatus.READY, expires_at=START, info=info)
    listing = {(HOME, "LISTING"): listing_item(replace(found, images=(image,)))}
    return state.tables | {"WebListingsTable": state.tables["WebListingsTable"] | listing}


def explore(
    seconds: float, *, duplicates: int = DUPLICATES, crashes: int = CRASHES, most: int = PROBLEMS_MAX
) -> dict[str, Any]:
    """Explore depth first, until `most` problems are found; return how many states there are, and what is wrong."""
    begun, seen, found = time.monotonic(), set[str](), list[str]()
    first = start(duplicates, crashes)
    stack, edges, ends = [first], 0, 0
    seen.add(first.digest)
    while stack and time.monotonic() - begun < seconds and len(found) < most:
        state, is_end = stack.pop(), True
        found += problems(state)
        for after in successors(state):
            edges, is_end = edges + 1, False
            if (digest := after.digest) not in seen:
                seen.add(digest)
                stack.append(after)
        if is_end:
            ends += 1
            found += final_problems(state)
    return {"states": len(seen), "transitions": edges, "ends": ends, "left": len(stack), "problems": found}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make exhaustive")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--duplicates", type=int, default=DUPLICATES)
    parser.add_argument("--crashes", type=int, default=CRASHES)
    given = parser.parse_args(arguments)
    with installed():
        result = explore(given.seconds, duplicates=given.duplicates, crashes=given.crashes)
    for name, value in result.items():
        print(f"{name}: {value}")
    if result["left"]:
        print("not finished: more seconds, or fewer duplicates or crashes")
    return bool(result["problems"] or result["left"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
