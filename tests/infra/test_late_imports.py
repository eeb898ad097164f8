"""A function's package has what its modules import later than at the start, and what they import by name."""

import json
import os
import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from scripts.packaging import by_name
from scripts.packaging.imports import find
from tests.infra.packages import FUNCTIONS, OURS, libraries, modules, package, runtime
from tests.templates import PROJECT

pytestmark = pytest.mark.slow

EXECUTE = Path(__file__).with_name("late_imports.py")
SOURCES = [PROJECT, *(PROJECT / f"unicorn_{context}" / "src" for context in ("contracts", "properties", "web"))]
SOURCES += [PROJECT / "unicorn_web" / "live_feed", PROJECT / "unicorn_properties" / "local"]
SOURCES += [PROJECT / "unicorn_site" / "rendering"]
BY_NAME = re.compile(rb"\b(import_module|__import__|find_spec|get_data|LazyLoader)\b")
# Modules that import by name, and that by_name gives nothing.
HARMLESS = {
    "unicorn_kit.routes": "the handlers, which are there, and models for unicorn_kit.openapi, which is in no package",
    "pydantic._internal._validators": "the type ImportString, which no model has",
    "aws_lambda_powertools.shared.lazy_import": "the X-Ray SDK, which nobody has chosen",
    "aws_lambda_powertools.tracing.tracer": "the X-Ray SDK, too",
    "text_unidecode": "the table in its own folder",
    "PIL.features": "names of compiled parts",
}

# Stand-ins run on a laptop alone, as the integration tests do with them.
SHIPPED = [name for name, function in FUNCTIONS.items() if not function.only_local]

type Statement = tuple[str, str, tuple[str, ...], int]


def failing(paths: Iterable[Path], names: Iterable[str]) -> set[Statement]:
    """Return the import statements in functions of these modules that fail with these folders and boto3 alone."""
    arguments = map(json.dumps, ([str(path) for path in paths], sorted(OURS), sorted(names)))
    done = subprocess.run(
        [runtime(), "-P", "-W", "ignore", EXECUTE, *arguments],
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return {(name, imported, tuple(given), level) for name, imported, given, level in json.loads(done.stdout)}


@cache
def options(folder: Path) -> set[Statement]:
    """Return what fails with everything installed: the options of libraries that nobody has chosen."""
    names = {name for function in SHIPPED if libraries(function) == folder for name in modules(function)}
    return failing([*SOURCES, folder], names)


@pytest.mark.parametrize("function", SHIPPED)
def test_what_functions_import_late_is_in_the_package(function: str) -> None:
    missing = failing([package(function).path], modules(function)) - options(libraries(function))
    assert {found for found in missing if not never(found)} == set()


def never(statement: Statement) -> bool:
    name, imported, given, level = statement
    source = ".".join([*name.split(".")[:-level], imported]).rstrip(".") if level else imported
    cuts = tuple(f"{cut}." for cut in by_name.NEVER.get(name, ()))
    return any(f"{found}.".startswith(cuts) for found in (source, *(f"{source}.{each}" for each in given)) if cuts)


def test_what_modules_import_by_name_is_written_down() -> None:
    places = {(name, place) for function in SHIPPED for name in modules(function) for place in (libraries(function),)}
    found = {name for name, place in places if _imports_by_name(name, place)}
    assert found - HARMLESS.keys() <= by_name.MODULES.keys() | by_name.FILES.keys()
    assert HARMLESS.keys() <= found


def _imports_by_name(name: str, place: Path) -> bool:
    modules_of = (find(name, folder) for folder in (place, *SOURCES))
    module = next((module for module in modules_of if module), None)
    return bool(module and module.file.suffix == ".py" and BY_NAME.search(module.file.read_bytes()))
