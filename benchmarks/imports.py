"""`python -m benchmarks.imports FUNCTION ...`: what the import of a packaged function consists of.

Each module's own time by `-X importtime`, summed by the package that it belongs to; the median of some fresh processes.
"""

import argparse
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from sys import stdlib_module_names

from benchmarks.functions import Function, all_functions
from benchmarks.interpreter import runtime
from benchmarks.packages import BUILT, build

LINE = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)$", re.MULTILINE)  # of -X importtime
STANDARD, OURS, REST = "standard library", "this project", "the rest"
SHOWN = ("pydantic", "pydantic_core", "aws_lambda_powertools", "boto3", "botocore", "urllib3", "aws_sdk_signers")
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


def shares(trace: str, before: Mapping[str, int] | None = None) -> dict[str, Share]:
    """Return each group's modules and own time; modules that a process imports anyhow do not count."""
    found: dict[str, list[int]] = defaultdict(list)
    for module, microseconds in times(trace).items():
        if module not in (before or {}):
            found[group_of(module)].append(microseconds)
    return {group: Share(modules=len(own), milliseconds=sum(own) / 1000) for group, own in found.items()}


def times(trace: str) -> dict[str, int]:
    return {module: int(microseconds) for microseconds, module in LINE.findall(trace)}


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


def of_function(function: Function, python: Path, processes: int) -> list[tuple[str, Share]]:
    """Build the function and return its shares, the largest first."""
    package = build(function, BUILT / "imports").path
    preloaded = "import decimal, enum, logging, traceback, json"
    bare = times(traced(python, preloaded, package, {}))
    code = f"{preloaded}\nimport sys; sys.path.insert(0, '.'); import {function.module}"
    found = [shares(traced(python, code, package, function.environment), bare) for _ in range(processes)]
    groups = {group for one in found for group in one}
    medians = {
        group: Share(
            modules=found[0][group].modules,
            milliseconds=median(one[group].milliseconds for one in found if group in one),
        )
        for group in groups
    }
    return sorted(medians.items(), key=lambda share: -share[1].milliseconds)


def table(function: Function, found: Sequence[tuple[str, Share]]) -> str:
    total = sum(share.milliseconds for _, share in found)
    lines = [f"{function.name}: {total:.0f} ms of imports"]
    lines += [f"  {group:24}{share.milliseconds:7.1f} ms {share.modules:5} modules" for group, share in found]
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
        print(table(known[name], of_function(known[name], python, options.processes)))


if __name__ == "__main__":
    main()
