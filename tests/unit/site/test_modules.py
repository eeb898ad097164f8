"""Runs the site's tests that need no browser, which are written for Node's own test runner."""

import subprocess

import pytest

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import this_system
from unicorn_cli.site import bundle, node


@pytest.mark.slow  # runs Node on every module
def test_modules_of_the_site() -> None:
    system = this_system()
    system.make()
    bundle.install(system, Programs())
    tests = sorted(str(test) for test in (bundle.SOURCES / "tests").rglob("*.test.js"))
    runner = [str(node.folder(system) / "node"), "--test", "--test-reporter=spec"]
    done = subprocess.run([*runner, *tests], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout
    assert "fail 0" in done.stdout
