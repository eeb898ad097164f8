"""`sam build` for AWS: for another architecture, with byte code, a package for each function."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.budgets import ZIP_BYTES
from benchmarks.functions import Function, all_functions
from benchmarks.packages import zip_bytes
from tests.templates import PROJECT

pytestmark = pytest.mark.slow

AARCH64, X86_64 = 183, 62  # machine numbers in ELF
MACHINE = slice(18, 20)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the Contracts context as `make build` does."""
    target = tmp_path_factory.mktemp("sam")
    folder = PROJECT / "unicorn_contracts"
    without = {"UNICORN_BUILD_TARGET", "ARCHITECTURE"}
    environment = {name: value for name, value in os.environ.items() if name not in without}
    tools = Path(sys.executable).parent
    subprocess.run(
        [tools / "sam", "build", "--template-file", "template.yaml", "--build-dir", target],
        cwd=folder,
        env=environment
        | {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "SAM_CLI_TELEMETRY": "0",
            "__SAM_CLI_APP_DIR": str(target / "sam"),
        },
        capture_output=True,
        check=True,
        timeout=300,
    )
    yield target


def test_every_function_is_built(built: Path) -> None:
    functions = {entry.name for entry in built.iterdir() if entry.name.startswith("Contracts")}
    assert functions == {"ContractsContractsApi", "ContractsExpireContracts", "ContractsPublishContractChanges"}


def test_byte_code_survives_sam(built: Path) -> None:
    sources = [file for file in built.rglob("*.py") if file.is_file()]
    assert len(sources) > 100
    assert all(Path(importlib.util.cache_from_source(str(source))).is_file() for source in sources)
    assert (built / "ContractsContractsApi" / "pydantic" / "main.pyc").is_file()


def test_packages_are_small_for_the_architecture_of_aws(built: Path) -> None:
    functions = [entry for entry in built.iterdir() if entry.is_dir()]
    assert {entry.name for entry in functions if zip_bytes(entry) > ZIP_BYTES} == set()


def test_machine_code_is_for_the_architecture_that_the_template_asks_for(built: Path) -> None:
    libraries = list(built.rglob("*.so"))
    assert libraries
    assert {int.from_bytes(file.read_bytes()[MACHINE], "little") for file in libraries} == {AARCH64}


@pytest.mark.parametrize("function", [function for function in all_functions() if function.only_local])
def test_a_stand_in_is_not_packed_for_aws(function: Function, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "UNICORN_BUILD_TARGET"}
    command = ["make", f"--directory={function.code}", f"build-{function.name}", f"ARTIFACTS_DIR={tmp_path}"]
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    assert [entry.name for entry in tmp_path.rglob("*")] == ["README"]


def test_functions_share_the_files_that_both_have(built: Path) -> None:
    functions = [file.relative_to(built).parts[0] for file in built.rglob("pydantic/main.pyc")]
    assert sorted(functions) == ["ContractsContractsApi", "ContractsPublishContractChanges"]
    assert len({file.stat().st_ino for file in built.rglob("pydantic/main.pyc")}) == 1
