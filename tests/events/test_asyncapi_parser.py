"""AsyncAPI's own parser accepts the document. Its packages are installed once per lock file."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from events.tools.asyncapi import DOCUMENT, document
from tests.node_packages import run_in_node
from tests.templates import PROJECT

pytestmark = pytest.mark.slow

TOOL = PROJECT / "events" / "tools" / "asyncapi_parser"

# Generators of models read 3.0, and nothing of 3.1 is used.
OF_THE_VERSION = (
    'hint: asyncapi: The latest version of AsyncAPi is not used. It is recommended update to the "3.1.0" version.'
)

type Parse = Callable[[Path], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    home = tmp_path_factory.mktemp("home")
    return lambda path: run_in_node(TOOL, ["check.mjs", str(path)], home)


def test_the_parser_finds_no_error(parse: Parse) -> None:
    done = parse(DOCUMENT)
    assert done.returncode == 0, done.stdout + done.stderr
    operations = len(json.loads(DOCUMENT.read_text())["operations"])
    assert done.stdout.splitlines() == [OF_THE_VERSION, f"0 errors, {operations} operations"]


def test_the_parser_reports_an_error(parse: Parse, tmp_path: Path) -> None:
    broken = document()
    del broken["operations"]["unicorn.web.reads.PublicationRevoked"]["action"]
    path = tmp_path / "asyncapi.json"
    path.write_text(json.dumps(broken))
    done = parse(path)
    assert done.returncode == 1
    assert "error: operations.unicorn.web.reads.PublicationRevoked: " in done.stdout
