"""Packages contain what the functions import, with byte code, and little else."""

import importlib.util
import json
import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_service.adapters.images.pillow_decoder import FORMATS

from apis.tools.openapi import description, table
from benchmarks.budgets import ZIP_BYTES, ZIP_BYTES_OF
from benchmarks.cases import Case, cases_of
from benchmarks.measure import aws_stand_in, subject_of
from benchmarks.runs import run
from scripts.packaging.installed import PLATFORMS, installed
from tests.infra.packages import FUNCTIONS, OURS, modules, ours, package, runtime
from unicorn_kit.description import WRITTEN

pytestmark = pytest.mark.slow

UNCHECKED_HASH = 0b01  # PEP 552: the byte code is valid whatever date its source has
BY_THE_RUNTIME = {"boto3", "botocore", "s3transfer", "urllib3"}
CASES = [(function, case) for function in FUNCTIONS for case in cases_of(function)]
every_function = pytest.mark.parametrize("function", list(FUNCTIONS))

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

# Fails in a library that our code calls.
FAIL_IN_A_LIBRARY = """
import sys, traceback
sys.path.insert(0, sys.argv[1])
from pydantic import TypeAdapter
from unicorn_kit.routes import Api
try:
    Api(title="", package="unicorn_kit", routes=()).resolve(".nowhere.nothing")
except ImportError:
    traceback.print_exc(file=sys.stdout)
try:
    TypeAdapter(object())
except Exception:
    traceback.print_exc(file=sys.stdout)
"""


# Opens a picture of each format that the image function takes, and prints those whose decoder is there.
DECODE = """
import sys
sys.path.insert(0, sys.argv[1])
import io
from PIL import Image
from web_service.adapters.images.pillow_decoder import FORMATS
def decodes(kind):
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, kind)
    return Image.open(written, formats=[kind]).convert("RGB").getpixel((4, 4))[0] > 200
print(*(kind for kind in FORMATS if decodes(kind)))
"""
AVIF_DECODER = ("PIL/_avif.*.so", "pillow.libs/libavif-*.so.*")
MACHINES = {"arm64": 183, "x86_64": 62}  # as ELF numbers them


def in_package(function: str, code: str, *arguments: str) -> str:
    """Run code in an interpreter that has only boto3, with an empty environment; return what it prints."""
    done = subprocess.run(
        [runtime(), "-P", "-c", code, package(function).path, *arguments],
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@every_function
def test_every_module_is_shipped_with_byte_code_that_needs_no_source_check(function: str) -> None:
    root = package(function).path
    for source in root.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        assert compiled[8:16] == importlib.util.source_hash(source.read_bytes()), source
    for compiled_file in root.rglob("*.pyc"):
        magic, flags = struct.unpack("<4sI", compiled_file.read_bytes()[:8])
        assert magic == importlib.util.MAGIC_NUMBER, compiled_file
        assert flags == UNCHECKED_HASH, compiled_file


@every_function
def test_nothing_is_shipped_that_the_runtime_brings(function: str) -> None:
    shipped = {entry.name for entry in package(function).path.iterdir()}
    assert not shipped & BY_THE_RUNTIME


@every_function
def test_nothing_is_shipped_that_only_a_developer_needs(function: str) -> None:
    shipped = {str(file.relative_to(package(function).path)) for file in package(function).path.rglob("*")}
    assert not {name for name in shipped if ".dist-info" in name or "/tests/" in name or name.endswith(".pyi")}
    assert not {"bin", "tests", "pip", "aws_xray_sdk", "pytest"} & shipped


@every_function
def test_byte_code_has_lambdas_paths(function: str) -> None:
    root = package(function).path
    source = next((root / FUNCTIONS[function].module.partition(".")[0]).rglob("__init__.py"))
    assert b"/var/task/" in Path(importlib.util.cache_from_source(str(source))).read_bytes()


@pytest.mark.parametrize("function", [name for name, function in FUNCTIONS.items() if not function.only_local])
def test_a_package_is_small(function: str) -> None:
    assert package(function).zip_bytes <= ZIP_BYTES_OF.get(function, ZIP_BYTES)


@pytest.mark.parametrize(("function", "api"), [("ContractsContractsApi", "contracts"), ("WebDescriptionApi", "web")])
def test_a_package_that_describes_its_api_has_the_document_and_not_what_makes_it(function: str, api: str) -> None:
    written = package(function).path / table(api).package / WRITTEN
    assert json.loads(written.read_text()) == description(api)
    assert "unicorn_kit.openapi" not in ours(function)


def test_the_description_does_not_carry_what_checks_bodies() -> None:
    assert not {"pydantic", "pydantic_core"} & {name.partition(".")[0] for name in modules("WebDescriptionApi")}


def test_search_carries_no_library_but_the_one_that_spells_addresses() -> None:
    assert {name.partition(".")[0] for name in modules("WebSearchApi")} - OURS == {"slugify", "text_unidecode"}


def test_a_package_has_no_adapter_that_its_handler_does_not_ask_for() -> None:
    adapters = {name for name in ours("WebSearchApi") if name.startswith("web_service.adapters.")}
    assert "web_service.adapters.search.public_listings" in adapters
    assert not {name for name in adapters if "image" in name or name.endswith("listing_table")}


@every_function
def test_every_module_imports_from_its_package_without_side_effects(function: str) -> None:
    """Import a package's modules with an empty environment: no region, no table names."""
    assert json.loads(in_package(function, IMPORT_ALL, *ours(function))) == {}


def test_tracebacks_have_the_text_of_our_lines_and_the_place_in_libraries() -> None:
    printed = in_package("ContractsContractsApi", FAIL_IN_A_LIBRARY)
    assert "return getattr(import_module(module, self.package), attribute)" in printed
    assert 'File "/var/task/pydantic/_internal/_generate_schema.py", line ' in printed


def test_the_image_functions_package_decodes_every_format_that_it_takes() -> None:
    assert in_package("WebProcessImage", DECODE).split() == list(FORMATS)


@pytest.mark.parametrize("architecture", PLATFORMS)
def test_the_decoder_of_avif_is_there_for_each_architecture(architecture: str) -> None:
    libraries = installed(FUNCTIONS["WebProcessImage"].code / "requirements.txt", PLATFORMS[architecture])
    found = [next(libraries.glob(pattern)).read_bytes()[18:20] for pattern in AVIF_DECODER]
    assert [int.from_bytes(machine, "little") for machine in found] == [MACHINES[architecture]] * len(AVIF_DECODER)


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    with aws_stand_in() as endpoint:
        yield endpoint


@pytest.mark.parametrize(("function", "case"), [pytest.param(*found, id=found[1].name) for found in CASES])
def test_every_function_runs_with_only_its_package_and_boto3(function: str, case: Case, aws: str) -> None:
    """Run each function once from its own package; `run` raises if it fails or returns an unexpected response."""
    assert run(subject_of(FUNCTIONS[function], package(function), case), runtime(), aws).modules


@every_function
def test_a_functions_package_has_its_handler(function: str) -> None:
    found = FUNCTIONS[function]
    assert (package(function).path / Path(*found.module.split("."))).with_suffix(".py").is_file()
