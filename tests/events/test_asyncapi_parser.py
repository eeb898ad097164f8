"""AsyncAPI's own parser accepts the document. Its packages are installed once per lock file."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from events.tools.asyncapi import DOCUMENT, document
from tests.templates import PROJECT
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import node

pytestmark = pytest.mark.slow

TOOL = PROJECT / "events" / "tools" / "asyncapi_parser"
MARK = TOOL / "node_modules" / ".made-from"

type Parse = Callable[[Path], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    system = LocalSystem(tmp_path_factory.mktemp("home"))
    system.make()
    tools, wanted = node.folder(system), (TOOL / "package-lock.json").read_text()
    if not MARK.exists() or MARK.read_text() != wanted:
        command = ["env", f"PATH={tools}:/usr/bin:/bin", str(tools / "npm"), "ci"]
        Programs().run("asyncapi-packages", command, system, folder=TOOL)
        MARK.write_text(wanted)

    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [str(tools / "node"), "check.mjs", str(path)]
        return subprocess.run(command, cwd=TOOL, capture_output=True, text=True, check=False, timeout=120)

    return run


def test_the_parser_finds_no_error(parse: Parse) -> None:
    done = parse(DOCUMENT)
    assert done.returncode == 0, done.stdout + done.stderr
    operations = len(json.loads(DOCUMENT.read_text())["operations"])
    assert done.stdout == f"0 errors, {operations} operations\n"


def test_the_parser_reports_an_error(parse: Parse, tmp_path: Path) -> None:
    broken = document()
    del broken["operations"]["unicorn.web.reads.PublicationRevoked"]["action"]
    path = tmp_path / "asyncapi.json"
    path.write_text(json.dumps(broken))
    done = parse(path)
    assert done.returncode == 1
    assert "error: operations.unicorn.web.reads.PublicationRevoked: " in done.stdout
