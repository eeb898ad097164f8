"""Every integration test can be set up: `make unit` finds a missing fixture before a local system is started."""

import subprocess
import sys

from tests.templates import PROJECT


def test_every_fixture_of_the_integration_tests_exists() -> None:
    command = [sys.executable, "-m", "pytest", "--setup-plan", "-q", "-p", "no:cacheprovider", "-m", "integration"]
    done = subprocess.run(
        [*command, "tests/integration"], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout
