"""Ajv as it is by default, which is strict, takes every event schema, and every sample obeys."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from events.tools.samples import samples
from events.tools.schemas import committed
from tests.events.test_asyncapi_parser import TOOL
from tests.node_packages import run_in_node

pytestmark = pytest.mark.slow

type Read = Callable[[list[dict[str, Any]]], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    home = tmp_path_factory.mktemp("home")

    def run(given: list[dict[str, Any]]) -> subprocess.CompletedProcess[str]:
        path = home / "given.json"
        path.write_text(json.dumps(given))
        return run_in_node(TOOL, ["strict.mjs", str(path)], home)

    return run


def given() -> list[dict[str, Any]]:
    return [
        {
            "name": key,
            "schema": json.loads(path.read_text()),
            "details": [found.envelope["detail"] for found in samples() if found.schema == path],
        }
        for key, path in committed().items()
    ]


def test_every_schema_is_one_that_a_strict_validator_takes(read: Read) -> None:
    assert all(one["details"] for one in given())
    done = read(given())
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_a_keyword_that_no_vocabulary_has_is_found(read: Read) -> None:
    schema = {"type": "string", "x-extensible-enum": ["A"]}
    done = read([{"name": "other", "schema": schema, "details": ["A"]}])
    assert (done.returncode, "x-extensible-enum" in done.stdout) == (1, True)


def test_a_sample_that_does_not_obey_is_found(read: Read) -> None:
    done = read([{"name": "other", "schema": {"type": "string"}, "details": [7]}])
    assert done.returncode == 1
