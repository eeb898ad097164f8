"""`python -m benchmarks.imports FUNCTION ...`: what the import of a packaged function consists of.

Each module's own time by `-X importtime`, in the quickest of some fresh processes, because what disturbs only adds to
it; summed by the package that the module belongs to.
"""

import argparse
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import stdlib_module_names

from benchmarks.functions import Function, all_functions
from benchmarks.interpreter import runtime
from benchmarks.packages import BUILT, build

LINE = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)$", re.MULTILINE)  # of -X importtime
PRELOADED = "import decimal, enum, logging, traceback, json"  # by Lambda's runtime
STANDARD, OURS, REST = "standard library", "this project", "the rest"
SHOWN = ("pydantic", "pydantic_core", "aws_lambda_powertools", "boto3", "botocore")
PROJECT_PACKAGES = ("contracts_service", "properties_service", "web_service", "unicorn_kit", "unicorn_kernel", "events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    modules: int
    milliseconds: float


def group_of(module: str) -> str:
    top = module.partition(".")[0]
    if top in PROJECT_PACKAGES:
        return OURS
    if top in SHOWN:
        return top
    return STANDARD if top in stdlib_module_names or top.startswith("_") else REST


def times(trace: str) -> dict[str, int]:
    """Return each module's own microseconds."""
    return {module: int(microseconds) for microseconds, module in LINE.findall(trace)}


def shares(traces: Sequence[str], bare: str) -> dict[str, Share]:
    """Return each group's modules and own time, the largest first, without what a bare process imports as well."""
    anyhow = times(bare)
    own: dict[str, dict[str, int]] = defaultdict(dict)
    for module, microseconds in (pair for trace in traces for pair in times(trace).items()):
        if module not in anyhow:
            known = own[group_of(module)]
            known[module] = min(known.get(module, microseconds), microseconds)
    found = {name: Share(modules=len(group), milliseconds=sum(group.values()) / 1000) for name, group in own.items()}
    return dict(sorted(found.items(), key=lambda share: -share[1].milliseconds))


def traced(python: Path, code: str, inside: Path, environment: Mapping[str, str]) -> str:
    variables = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-east-1"}
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, "-X", "importtime", "-c", code],
        cwd=inside,
        env=variables | keys | dict(environment),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def of_function(function: Function, python: Path, processes: int) -> dict[str, Share]:
    package = build(function, BUILT / "imports").path
    code = f"{PRELOADED}\nimport sys; sys.path.insert(0, '.'); import {function.module}"
    traces = [traced(python, code, package, function.environment) for _ in range(processes)]
    return shares(traces, traced(python, PRELOADED, package, {}))


def table(name: str, found: Mapping[str, Share]) -> str:
    total = sum(share.milliseconds for share in found.values())
    lines = [f"{name}: {total:.0f} ms of imports"]
    lines += [f"  {group:24}{share.milliseconds:7.1f} ms {share.modules:5} modules" for group, share in found.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("functions", nargs="+", metavar="FUNCTION", help="a logical id")
    parser.add_argument("--processes", type=int, default=7, help="fresh processes of each function (default 7)")
    options = parser.parse_args()
    known = {function.name: function for function in all_functions()}
    if unknown := set(options.functions) - set(known):
        parser.error(f"no function is called {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    python = runtime()
    for name in options.functions:
        print(table(name, of_function(known[name], python, options.processes)))


if __name__ == "__main__":
    main()
