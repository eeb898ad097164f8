"""Questions and Ctrl-C at a terminal: the command as a program behind a pseudo-terminal."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select

import pytest

from tests.templates import PROJECT
from tests.unit.cli.aws.sam import FakeSam, option
from unicorn_cli.terminal.waiting import eventually

pytestmark = pytest.mark.slow
DEADLINE = 120  # seconds; a busy machine takes ten to start Python with boto3 and moto
CTRL_C = "\x03"


class Terminal:
    """The other side of a pseudo-terminal."""

    def __init__(self, program: subprocess.Popen[bytes], end: int) -> None:
        self._program, self._end, self.text = program, end, ""

    def expect(self, words: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while words not in self.text:
            assert time.monotonic() < deadline, self.text
            if not self._read():
                break
        assert words in self.text, self.text

    def type(self, words: str) -> None:
        os.write(self._end, words.encode())

    def ends(self) -> int:
        while self._read():
            pass
        return self._program.wait(timeout=DEADLINE)

    def _read(self) -> bool:
        """Read what there is; return whether there may be more."""
        if not select([self._end], [], [], 1)[0]:
            return self._program.poll() is None
        try:
            found = os.read(self._end, 4096)
        except OSError:  # Linux's way to report that the program has closed its side
            return False
        self.text += found.decode(errors="replace")
        return bool(found)


@contextmanager
def unicorn(folder: Path, *words: str) -> Iterator[Terminal]:
    end, its = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.cli.aws.program", str(folder), *words],
        cwd=PROJECT,
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Terminal(program, end)
    finally:
        program.kill()
        program.wait()
        os.close(end)


@pytest.fixture
def sam(tmp_path: Path) -> FakeSam:
    fake = FakeSam(tmp_path / "sam")
    fake.install()
    return fake


def test_a_first_deployment_asks_for_both_addresses(sam: FakeSam, tmp_path: Path) -> None:
    with unicorn(tmp_path, "deploy", "--stage", "ana") as terminal:
        terminal.expect("E-mail address for alarms (nothing: none):")
        terminal.type("alarms@example.com\n")
        terminal.expect("E-mail address of the first admin (nothing: none):")
        terminal.type("\n")
        assert terminal.ends() == 0, terminal.text
    assert "AlarmEmail=alarms@example.com" in option(sam.calls()[1]["words"], "--parameter-overrides")
    assert "Nobody can sign in yet" in terminal.text


def test_ctrl_c_in_the_middle_ends_sam_and_the_next_run_finishes(sam: FakeSam, tmp_path: Path) -> None:
    sam.hang("deploy", 600)
    words = ("deploy", "--stage", "there", "--admin-email", "ana@example.com")
    with unicorn(tmp_path, *words) as terminal:
        assert eventually(lambda: sam.words() == ["build", "deploy"], seconds=DEADLINE)
        terminal.type(CTRL_C)
        assert terminal.ends() == 130, terminal.text
    assert "Interrupted. A change that CloudFormation has begun goes on" in terminal.text
    assert eventually(lambda: not sam.runs(), seconds=DEADLINE)
    sam.succeed()
    with unicorn(tmp_path, *words) as terminal:
        assert terminal.ends() == 0, terminal.text
    assert "ana@example.com gets an invitation" in terminal.text.replace("\r\n", " ")


def test_a_removal_wants_the_name_of_the_stage(tmp_path: Path) -> None:
    with unicorn(tmp_path, "undeploy", "--stage", "there") as terminal:
        terminal.expect("Type its name:")
        terminal.type("here\n")
        assert terminal.ends() == 1
    assert "Delete the stack" not in terminal.text
    with unicorn(tmp_path, "undeploy", "--stage", "there") as terminal:
        terminal.expect("Type its name:")
        terminal.type("there\n")
        assert terminal.ends() == 0, terminal.text
    assert "Nothing else is left of the stage there" in terminal.text
