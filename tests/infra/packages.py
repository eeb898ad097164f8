"""The packages of all functions, built for this machine as `sam build` builds them."""

from functools import cache
from pathlib import Path

from benchmarks.functions import Function, all_functions
from benchmarks.interpreter import SITE, runtime
from benchmarks.packages import Package, build

FUNCTIONS = {function.name: function for function in all_functions()}
MEGABYTE = 1_000_000


@cache
def package(function: str) -> Package:
    """Build the function's package, once."""
    return build(FUNCTIONS[function])


@cache
def distinct() -> dict[str, list[str]]:
    """Return the functions that share a package, by the first of them."""
    groups: dict[tuple[Path, Path], list[str]] = {}
    for function in FUNCTIONS.values():
        groups.setdefault(_origin(function), []).append(function.name)
    return {names[0]: names for names in groups.values()}


def _origin(function: Function) -> tuple[Path, Path]:
    """Return the key of a function's package: its Makefile and the target in it, its own or the common one."""
    own = f"build-{function.name}:"
    makefile = function.code / "Makefile"
    return makefile, Path(function.name if own in makefile.read_text() else "all")


__all__ = ["FUNCTIONS", "MEGABYTE", "SITE", "distinct", "package", "runtime"]
