"""Every integration test can be set up: a missing fixture is found before a local system is started."""

import subprocess
import sys

import pytest

from tests.templates import PROJECT


@pytest.mark.slow  # a pytest of its own, with every import of the integration tests
def test_every_fixture_of_the_integration_tests_exists() -> None:
    command = [sys.executable, "-m", "pytest", "--setup-plan", "-q", "-p", "no:cacheprovider", "-m", "integration"]
    done = subprocess.run(
        [*command, "tests/integration"], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout
