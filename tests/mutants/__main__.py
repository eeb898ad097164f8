"""Break the safeguards, one after the other, and see that a test fails: `make mutants`, `make mutants-today`.

A run of all of them that kills every one writes the table into docs/guarantees.md. A part is every fifth of them; that
of a day is its number since 1970 modulo five, so five days in a row are all parts.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.mutants import report
from tests.mutants.judge import Verdict, judge_of
from tests.mutants.mutant import DoesNotApply, Mutant, part_of
from tests.mutants.safeguards import AREAS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "guarantees.md"
PARTS = 5
AT_ONCE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--part", choices=["today", *map(str, range(PARTS))], help="only this fifth of them")
    parser.add_argument("--only", default="", help="only those whose safeguard or file has this text")
    given = parser.parse_args(arguments)
    part = datetime.now(UTC).date().toordinal() % PARTS if given.part == "today" else int(given.part or 0)
    chosen = [
        mutant
        for mutant in part_of(AREAS, part, PARTS if given.part else 1)
        if given.only.lower() in f"{mutant.safeguard} {mutant.path}".lower()
    ]
    if not chosen:
        parser.error(f"no safeguard and no file of one has the text {given.only!r}")
    if given.part:
        print(f"part {part} of {PARTS}, the same again: make mutants PART={part}")
    killed = judged(chosen)
    if killed and len(chosen) == sum(len(area.mutants) for area in AREAS):
        report.write(DOCUMENT, AREAS)
    return 0 if killed else 1


def judged(mutants: Sequence[Mutant]) -> bool:
    """Judge the mutants, print what happens, and return whether all were killed."""
    stale = [problem for mutant in mutants if (problem := _problem(mutant))]
    if stale:
        print("These patches no longer apply; write them anew:", *stale, sep="\n")
        return False
    began = time.monotonic()
    with judge_of(ROOT, min(AT_ONCE, os.cpu_count() or 1)) as judge:
        print("The tests without a mutant come first.", flush=True)
        if failed := judge.failures(mutants):
            print("These tests fail without a mutant:", *failed, sep="\n")
            return False
        alive = _judge(judge.verdicts(mutants), len(mutants))
    print(f"{len(mutants) - len(alive)} of {len(mutants)} killed in {time.monotonic() - began:.0f} s")
    return not alive


def _judge(verdicts: Iterable[tuple[Mutant, Verdict]], number: int) -> list[Mutant]:
    alive = []
    for count, (mutant, verdict) in enumerate(verdicts, 1):
        print(f"{count:>4}/{number} {verdict}: {mutant.safeguard}", flush=True)
        if not verdict.is_killed:
            print(f"     {mutant.path}: {mutant.old!r} → {mutant.new!r}\n     {mutant.test}", flush=True)
            alive.append(mutant)
    return alive


def _problem(mutant: Mutant) -> str | None:
    try:
        mutant.patched(ROOT)
    except DoesNotApply as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main())
