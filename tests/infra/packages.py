"""The packages of all functions, built for this machine as `sam build` builds them."""

from functools import cache
from pathlib import Path

from benchmarks.functions import all_functions
from benchmarks.interpreter import SITE, runtime
from benchmarks.packages import Package, build
from scripts.packaging.installed import installed

FUNCTIONS = {function.name: function for function in all_functions()}
OURS = {"contracts_service", "properties_service", "web_service", "live_feed_service", "site_service", "stand_ins"}
OURS |= {"unicorn_kit", "unicorn_kernel"}
MEGABYTE = 1_000_000


@cache
def package(function: str) -> Package:
    """Build the function's package, once."""
    return build(FUNCTIONS[function])


@cache
def libraries(function: str) -> Path:
    """Return the folder with everything that a function's requirements install."""
    makefile = (FUNCTIONS[function].code / "Makefile").read_text()
    [requirements] = {word for word in makefile.split() if word.endswith("requirements.txt")}
    return installed(FUNCTIONS[function].code / requirements, None)


def modules(function: str) -> list[str]:
    """Return the names of all modules in a function's package, with or without source."""
    root = package(function).path
    files = (file.relative_to(root) for file in root.rglob("*.py*") if "__pycache__" not in file.parts)
    found = (file.with_suffix("").parts for file in files)
    return sorted({".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in found})


def ours(function: str) -> list[str]:
    return [name for name in modules(function) if name.partition(".")[0] in OURS]


__all__ = ["FUNCTIONS", "MEGABYTE", "OURS", "SITE", "libraries", "modules", "ours", "package", "runtime"]
