"""The imports of the kit's modules: only those made for it import pydantic, Powertools or botocore."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates import PROJECT

EXPENSIVE = {"pydantic", "aws_lambda_powertools", "botocore", "boto3", "slugify"}
NEEDS = {
    "bodies": {"pydantic"},
    "by_boto3": {"botocore", "boto3"},
    "description": {"pydantic"},
    "metadata": {"pydantic"},
    "models": {"pydantic"},
    "openapi": {"pydantic"},
    "telemetry": {"aws_lambda_powertools", "botocore"},
}
FILES = sorted(Path(PROJECT, "unicorn_kit").rglob("[a-z]*.py"))
MODULES = [".".join(path.relative_to(PROJECT).with_suffix("").parts) for path in FILES]


@pytest.mark.slow  # starts an interpreter for each module
@pytest.mark.parametrize("module", [*MODULES, "unicorn_kernel.property_id"])
def test_a_module_imports_no_expensive_library_that_it_is_not_made_for(module: str) -> None:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert set(done.stdout.split()) & EXPENSIVE <= NEEDS.get(module.rpartition(".")[2], set())
