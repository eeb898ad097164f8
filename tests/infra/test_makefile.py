"""The commands of the Makefile: every test is run by one of them, and each reports what it left out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PARTS, part_of
from tests.templates import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()


def run(*command: str) -> subprocess.CompletedProcess[str]:
    alone = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    return subprocess.run(command, cwd=PROJECT, env=alone, capture_output=True, text=True, check=False, timeout=120)


def marker(word: str) -> str:
    """Return the marker expression with which a word runs pytest."""
    run = rf'^{word}: .*\n\t.*\$\(PYTEST\)(?: \$\(PARALLEL\))? -m "([^"]*)"'
    [expression] = re.findall(run, MAKEFILE, re.MULTILINE)
    return str(expression)


def words_of(word: str) -> set[str]:
    [words] = re.findall(rf"^{word}: ([^#\n]*)", MAKEFILE, re.MULTILINE)
    return set(words.split())


def test_every_test_is_in_a_word() -> None:
    assert words_of("test") >= {"coverage", "slow-today", "integration"}
    assert marker("coverage") == marker("unit") == "not integration and not slow"
    assert (marker("slow"), marker("integration")) == ("slow and not integration", "integration")
    assert {marker("stories"), marker("pages")} == {"integration and not browser", "integration and browser"}


def test_ten_days_in_a_row_run_every_slow_test(request: pytest.FixtureRequest) -> None:
    items = request.session.items
    files: list[Path] = []
    for part in range(PARTS):
        chosen, others = part_of(items, part)
        assert sorted(map(id, [*chosen, *others])) == sorted(map(id, items))
        files += {item.path for item in chosen}
    assert sorted(files) == sorted({item.path for item in items})
    today = run("make", "--assume-old=.venv/.ready", "-n", "slow-today")
    assert '-m "slow and not integration" --part' in today.stdout


def test_check_goes_on_after_a_failure_and_ends_with_the_names_of_those_that_failed() -> None:
    done = run("make", "--assume-old=.venv/.ready", "check", "CHECKS=absent help missing")
    assert done.returncode != 0
    assert "make help" in done.stdout  # between the two
    assert "✗ failed: absent missing\n" in done.stderr


def test_check_passes_if_every_check_does() -> None:
    done = run("make", "--assume-old=.venv/.ready", "check", "CHECKS=help")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "✓ passed: help")


@pytest.mark.parametrize("word", ["deploy", "undeploy"])
def test_a_stage_on_aws_has_to_be_named(word: str) -> None:
    done = run("make", "--assume-old=.venv/.ready", word)
    assert done.returncode != 0
    assert f"Name the stage, for example `make {word} STAGE=ana`" in done.stderr


@pytest.mark.slow
def test_a_run_without_the_slow_tests_says_how_many_there_are_and_what_runs_them() -> None:
    done = run(sys.executable, "-m", "pytest", "-m", "not slow", "tests/infra/test_makefile.py", "-k", "slow or every")
    assert done.returncode == 0, done.stdout
    assert "2 slow tests were left out: `make slow` runs all of them." in done.stdout


@pytest.mark.slow
def test_the_tests_of_the_domain_import_nothing_that_talks_to_aws() -> None:
    """They may be run alone and often: the whole of them takes two seconds."""
    files = [
        str(path.relative_to(PROJECT).with_suffix("")).replace("/", ".")
        for path in sorted((PROJECT / "tests" / "unit").rglob("test_*.py"))
        if "pytest.mark.domain" in path.read_text()
    ]
    assert len(files) > 10
    forbidden = r"^(boto3|botocore|moto|aws_lambda_powertools)$|\.(handlers|wiring)$"
    program = (
        f"import importlib, re, sys; [importlib.import_module(name) for name in {files}]; "
        f"print(*[name for name in sys.modules if re.search({forbidden!r}, name)])"
    )
    done = run(sys.executable, "-c", program)
    assert (done.stdout.strip(), done.stderr) == ("", "")
