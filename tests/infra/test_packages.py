"""Packages contain what the functions import, with byte code, and little else."""

import importlib.util
import json
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.budgets import ZIP_BYTES, ZIP_BYTES_OF
from benchmarks.cases import Case, cases_of
from benchmarks.measure import aws_stand_in, subject_of
from benchmarks.runs import run
from tests.infra.packages import FUNCTIONS, distinct, package, runtime

pytestmark = pytest.mark.slow

UNCHECKED_HASH = 0b01  # PEP 552: the byte code is valid whatever date its source has
BY_THE_RUNTIME = {"boto3", "botocore", "s3transfer", "urllib3"}
PICTURES = "web_service.adapters.images.pillow_image_processor"  # Pillow is shipped with the image function alone
ONLY_IN = {  # modules that need something which one function's package alone has
    PICTURES: "WebProcessImage",
    "web_service.api.described": "WebDescriptionApi",
    "web_service.handlers.description_api": "WebDescriptionApi",
}
PACKAGES = list(distinct())
CASES = [(function, case) for function in FUNCTIONS for case in cases_of(function)]

# Imports the named modules in an interpreter that has only boto3.
IMPORT_ALL = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
failed = {}
for name in sys.argv[2:]:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
print(json.dumps(failed))
"""


def sources(root: Path) -> Iterator[Path]:
    return (file for file in root.rglob("*.py") if file.is_file())


@pytest.mark.parametrize("function", PACKAGES)
def test_every_module_is_shipped_with_byte_code_that_needs_no_source_check(function: str) -> None:
    root = package(function).path
    for source in sources(root):
        compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        magic, flags, digest = struct.unpack("<4sI8s", compiled[:16])
        assert magic == importlib.util.MAGIC_NUMBER, source
        assert flags == UNCHECKED_HASH, source
        assert digest == importlib.util.source_hash(source.read_bytes()), source


@pytest.mark.parametrize("function", PACKAGES)
def test_nothing_is_shipped_that_the_runtime_brings(function: str) -> None:
    shipped = {entry.name for entry in package(function).path.iterdir()}
    assert not shipped & BY_THE_RUNTIME


@pytest.mark.parametrize("function", PACKAGES)
def test_nothing_is_shipped_that_only_a_developer_needs(function: str) -> None:
    shipped = {str(file.relative_to(package(function).path)) for file in package(function).path.rglob("*")}
    assert not {name for name in shipped if ".dist-info" in name or "/tests/" in name or name.endswith(".pyi")}
    assert not {"bin", "tests", "pip", "aws_xray_sdk", "pytest"} & shipped


@pytest.mark.parametrize("function", PACKAGES)
def test_byte_code_has_lambdas_paths(function: str) -> None:
    root = package(function).path
    source = next(file for file in sources(root / _own_package(function)) if file.name == "__init__.py")
    assert b"/var/task/" in Path(importlib.util.cache_from_source(str(source))).read_bytes()


@pytest.mark.parametrize("function", PACKAGES)
def test_a_package_is_small(function: str) -> None:
    assert package(function).zip_bytes <= max(ZIP_BYTES_OF.get(name, ZIP_BYTES) for name in distinct()[function])


@pytest.mark.parametrize("function", PACKAGES)
def test_every_module_imports_from_its_package_without_side_effects(function: str) -> None:
    """Import a package's modules with an empty environment: no region, no table names."""
    done = subprocess.run(
        [runtime(), "-P", "-c", IMPORT_ALL, package(function).path, *_run_by(function)],
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == {}


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    with aws_stand_in() as endpoint:
        yield endpoint


@pytest.mark.parametrize(("function", "case"), [pytest.param(*found, id=found[1].name) for found in CASES])
def test_every_function_runs_with_only_its_package_and_boto3(function: str, case: Case, aws: str) -> None:
    """Run each function once from its own package; `run` raises if it fails or returns an unexpected response."""
    assert run(subject_of(FUNCTIONS[function], package(function), case), runtime(), aws).modules


@pytest.mark.parametrize("function", list(FUNCTIONS))
def test_a_functions_package_has_its_handler(function: str) -> None:
    found = FUNCTIONS[function]
    assert (package(function).path / Path(*found.module.split("."))).with_suffix(".py").is_file()


def _own_package(function: str) -> str:
    return FUNCTIONS[function].module.split(".")[0]


def _run_by(function: str) -> list[str]:
    """Return the modules that a package's functions may import: all of its own, or the image function's two."""
    if function == "WebProcessImage":
        return [FUNCTIONS[function].module, PICTURES]
    root, own = package(function).path, _own_package(function)
    files = (source.relative_to(root).with_suffix("") for source in sources(root / own))
    return [name for name in (".".join(file.parts) for file in files) if ONLY_IN.get(name, function) == function]
