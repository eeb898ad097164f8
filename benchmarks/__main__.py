"""`python -m benchmarks [FUNCTION ...]`: measure the functions as packed, and compare them with their budgets.

A case over its time limit is reported as that. Exit status: 0 measured (with --strict: and all within their budgets
and time limits), 1 a budget or a time limit is missed, 2 a function fails or is not built.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import search_page
from benchmarks.budgets import over
from benchmarks.cases import EVENTS, CaseMissing, cases_of
from benchmarks.functions import PROJECT, Function, all_functions, contexts
from benchmarks.interpreter import runtime
from benchmarks.measure import Measured, Measurement, Other, measure, subject_of
from benchmarks.packages import BUILT, NotBuilt, build
from benchmarks.peer_builds import PeerMissing, built, checkouts_in
from benchmarks.peers import COUNTERPARTS
from benchmarks.report import show
from benchmarks.runs import TimedOut
from benchmarks.tls import make_tls

WIDTH = 150


def main() -> int:
    options = _options()
    console = Console()
    console.width = max(console.width, WIDTH)  # also where there is no terminal
    try:
        measured = _measured(options, console)
    except (CaseMissing, NotBuilt, PeerMissing) as error:
        console.print(str(error), markup=False, highlight=False)
        return 2
    show(measured, console)
    console.print(search_page.figures(), markup=False, highlight=False)
    if options.json:
        options.json.write_text(json.dumps(_figures(measured), indent=2) + "\n")
    return _status(measured, strict=options.strict)


def _options() -> argparse.Namespace:
    description, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=description, epilog=rest)
    parser.add_argument(
        "functions", nargs="*", metavar="FUNCTION", help="a context, a logical id or a part of one; all if none"
    )
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout to pair each round with")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="the reference implementations' checkouts")
    parser.add_argument("--tls", action="store_true", help="call the stand-in for AWS over TLS, as AWS is called")
    parser.add_argument("--rounds", type=int, default=7, help="fresh processes of each function (default 7)")
    parser.add_argument(
        "--seconds", type=float, help="begin no further round after so long (default 150, with peers 900)"
    )
    parser.add_argument("--strict", action="store_true", help="a missed budget is an error")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _measured(options: argparse.Namespace, console: Console) -> Measurement:
    with console.status("the bare interpreter") as status:
        peers = checkouts_in(options.peers) if options.peers else None  # before anything is built
        python = runtime()
        subjects = _built(_chosen(options.functions, paired=bool(peers)), EVENTS, BUILT, status.update)
        others = [_other(options.against, subjects, status.update)] if options.against else []
        if peers:
            subjects = [found for found in subjects if found[2].name in COUNTERPARTS]
            others += built(peers, [asked.name for _, _, asked in subjects], status.update)
        with TemporaryDirectory() as folder:
            return measure(
                subjects,
                python,
                rounds=options.rounds,
                seconds=options.seconds or (900 if peers else 150),
                progress=status.update,
                others=others,
                warm_in_rounds=bool(peers),
                tls=make_tls(Path(folder)) if options.tls else None,
            )


def _chosen(wanted: Sequence[str], *, paired: bool) -> list[Function]:
    known = [f for f in all_functions() if not paired or any(_is_of(case, f) for case in COUNTERPARTS)]
    chosen = [f for f in known if not wanted or any(_matches(word.lower(), f) for word in wanted)]
    if not chosen:
        of_peers = " and has a counterpart" if paired else ""
        there_are = ", ".join(function.name for function in known)
        sys.exit(f"no function is called {' or '.join(wanted)}{of_peers}; there are: {there_are}")
    return chosen


def _matches(word: str, function: Function) -> bool:
    return word == function.context if word in contexts() else word in function.name.lower()


def _is_of(case: str, function: Function) -> bool:
    return case.partition(".")[0] == function.name


def _built(chosen: Sequence[Function], events: Path, into: Path, progress: Callable[[str], None]) -> list[Measured]:
    cases = {function.name: cases_of(function.name, events) for function in chosen}  # before anything is built
    subjects: list[Measured] = []
    for function in chosen:
        progress(f"build: {function.name}")
        package = build(function, into)
        subjects += [(function, package, case) for case in cases[function.name]]
    return subjects


def _other(project: Path, subjects: Sequence[Measured], progress: Callable[[str], None]) -> Other:
    """Build the same functions in the other checkout, those that it has; it is measured with cases of its own."""
    project = project.resolve()
    events = project / EVENTS.relative_to(PROJECT)
    functions = {function.name for function, _, _ in subjects}
    names = {case.name for _, _, case in subjects}
    known = [function for function in all_functions(project) if function.name in functions]
    packed = _built(known, events, BUILT / "other", progress)
    cases = {asked.name: (subject_of(f, p, asked), p.zip_bytes) for f, p, asked in packed if asked.name in names}
    return Other(name="the other checkout", cases=cases, project=project)


def _figures(measured: Measurement) -> dict[str, object]:
    return {
        "functions": [asdict(row) | {"over": over(row)} for row in measured.rows],
        "yardsticks": [asdict(found) for found in measured.yardsticks],
        "pairs": [asdict(pair) for pair in measured.pairs],
        "failed": {name: str(error) for name, error in measured.failed.items()},
    }


def _status(measured: Measurement, *, strict: bool) -> int:
    if any(not isinstance(error, TimedOut) for error in measured.failed.values()):
        return 2
    return 1 if strict and (measured.failed or any(over(row) for row in measured.rows)) else 0


if __name__ == "__main__":
    sys.exit(main())
