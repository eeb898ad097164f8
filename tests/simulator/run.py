"""Many histories in two processes, and one again: what `make simulate` runs.

make simulate                                     20,000 histories
make simulate HISTORIES=1000000                   more of them; a line says from time to time what was played so far
make simulate HISTORIES=1000000 FIRST=250000      from there on, after an interruption
make simulate SEED=7                              one, with its trace; a failing history prints such a line
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from tests.simulator.boundary import installed
from tests.simulator.faults import Fault
from tests.simulator.history import Outcome, play
from tests.simulator.plan import Plan, plan
from tests.simulator.shrink import command, read, shrunk

PROCESSES = 2
CHUNK = 50  # histories that a process is given at a time
SAID = 10_000  # histories between two lines that say what was played so far
SHOWN = (
    "histories", "reconciled", "steps", "published", "asked", "ended", "booked", "cancelled", "questions", "decisions",
    "unanswered", "mails", "alerts", "invocations", "calls",
    "deliveries", "duplicates", "crashes", "executions", "replayed", "letters", "redriven",
)  # fmt: skip
FAILURES_MAX = 5  # that are shrunk


def outcomes(seeds: Iterable[int]) -> Iterator[Outcome]:
    with installed():
        for seed in seeds:
            yield play(plan(seed))


def summary(seeds: range) -> tuple[Counter[str], list[int], float]:
    """Play these seeds; return the counts, those that failed, and the seconds of CPU."""
    begun, counts, failed = time.process_time(), Counter[str](), list[int]()
    for outcome in outcomes(seeds):
        counts.update(outcome.counts)
        if outcome.violations:
            failed.append(outcome.plan.seed)
    return counts, failed, time.process_time() - begun


def simulate(histories: int, first: int) -> list[int]:
    """Play many seeds in order, print what was counted, also when interrupted, and return the seeds that failed."""
    chunks = [range(at, min(at + CHUNK, first + histories)) for at in range(first, first + histories, CHUNK)]
    counts, failed, seconds, begun = Counter[str](), list[int](), 0.0, time.monotonic()
    summary(range(first, first + 1))  # so that the processes have all that is loaded and cached at the first history
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool, suppress(KeyboardInterrupt):
        for chunk, (more, bad, spent) in zip(chunks, pool.imap(summary, chunks), strict=True):
            counts, seconds = counts + more, seconds + spent
            failed += bad
            if chunk.stop % SAID < CHUNK:
                said = [f"{counts[name]:,} {name}" for name in SHOWN]
                print(f"to {chunk.stop}: {', '.join(said)}, {len(failed)} violations {failed[:9]}", flush=True)
    for name in (*SHOWN, *Fault):
        print(f"{counts[name]:>12,}  {name}")
    print(f"{time.monotonic() - begun:>12.0f}  seconds, {seconds:.0f} of CPU in {PROCESSES} processes")
    print(f"{len(failed):>12,}  violations")
    return sorted(failed)


def explain(seed: int) -> None:
    """Print the line that repeats a failing history, and its shrunk plan."""
    with installed():
        first = play(plan(seed)).violations
        kinds = {violation.partition(":")[0] for violation in first}

        def fails(candidate: Plan) -> bool:
            return any(violation.partition(":")[0] in kinds for violation in play(candidate).violations)

        smallest, off = shrunk(plan(seed), fails)
        print(f"\n{command(smallest, off)}")
        print(f"  all of it: make simulate SEED={seed}")
        for violation in play(smallest).violations:
            print(f"  {violation}")
        for step in smallest.steps:
            print(f"  step {step}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", default="", help="play this one alone, and print its trace")
    parser.add_argument("--steps", default="", help="only these of its steps")
    parser.add_argument("--without", default="", help="without these kinds of faults")
    given = parser.parse_args(arguments)
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
    if given.seed:
        with installed():
            outcome = play(read(int(given.seed), given.steps, given.without))
        print("\n".join([*outcome.trace, *outcome.violations, f"trace {outcome.digest}"]))
        return bool(outcome.violations)
    failed = simulate(given.histories, given.first)
    for seed in failed[:FAILURES_MAX]:
        explain(seed)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
