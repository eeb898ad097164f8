"""`python -m benchmarks [FUNCTION ...]`: measure the functions as packed, and compare them with their budgets.

Exit status: 0 measured (with --strict: and all within their budgets), 1 a budget is missed, 2 not measured.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from benchmarks.budgets import over
from benchmarks.cases import CaseMissing, cases_of
from benchmarks.functions import CONTEXTS, Function, all_functions
from benchmarks.interpreter import runtime
from benchmarks.measure import Measured, Measurement, measure
from benchmarks.packages import NotBuilt, build
from benchmarks.report import show
from benchmarks.runs import NotMeasured

WIDTH = 150


def main() -> int:
    options = _options()
    console = Console()
    console.width = max(console.width, WIDTH)  # also where there is no terminal
    chosen = _chosen(options.functions)
    try:
        measured = _measured(chosen, options, console)
    except (CaseMissing, NotBuilt, NotMeasured) as error:
        console.print(str(error), markup=False, highlight=False)
        return 2
    show(measured, console)
    if options.json:
        options.json.write_text(
            json.dumps([asdict(row) | {"over": over(row)} for row in measured.rows], indent=2) + "\n"
        )
    return 1 if options.strict and any(over(row) for row in measured.rows) else 0


def _options() -> argparse.Namespace:
    description, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=description, epilog=rest)
    parser.add_argument(
        "functions", nargs="*", metavar="FUNCTION", help="a context, a logical id or a part of one; all if none"
    )
    parser.add_argument("--rounds", type=int, default=7, help="fresh processes of each function (default 7)")
    parser.add_argument("--seconds", type=float, default=150, help="begin no further round after so long (default 150)")
    parser.add_argument("--strict", action="store_true", help="a missed budget is an error")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _chosen(wanted: Sequence[str]) -> list[Function]:
    known = all_functions()
    chosen = [f for f in known if not wanted or any(_meant(word.lower(), f) for word in wanted)]
    if not chosen:
        sys.exit(f"no function is called {' or '.join(wanted)}; there are: {', '.join(f.name for f in known)}")
    return chosen


def _meant(word: str, function: Function) -> bool:
    return word == function.context if word in CONTEXTS else word in function.name.lower()


def _measured(chosen: Sequence[Function], options: argparse.Namespace, console: Console) -> Measurement:
    cases = {function.name: cases_of(function.name) for function in chosen}  # tells at once what is missing
    with console.status("the bare interpreter") as status:
        python = runtime()
        subjects: list[Measured] = []
        for function in chosen:
            status.update(f"build: {function.name}")
            package = build(function)
            subjects += [(function, package, case) for case in cases[function.name]]
        return measure(subjects, python, rounds=options.rounds, seconds=options.seconds, tell=status.update)


if __name__ == "__main__":
    sys.exit(main())
