"""Run other programs with their output in a log file, and end them with this one."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

END_DEADLINE = 5.0  # seconds for a program that is asked to end
ERROR_WORDS = ("error", "failed", "\u00d7")


class Programs:
    """The programs that one `unicorn` command runs; `end` stops those still running."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = dict(environment if environment is not None else os.environ)
        self._live: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._ended = False

    def run(self, name: str, command: Sequence[str], system: LocalSystem, *, folder: Path | None = None) -> None:
        """Run a program to its end, with its output in the log `name`. Raises Problem if it fails."""
        log = system.log(name)
        with log.open("wb") as output:
            status = self._wait(command, output.fileno(), folder)
        if status:
            raise Problem(f"{Path(command[0]).name} failed: {cause_of_failure(log.read_text())}", f"Read {log}")

    def _wait(self, command: Sequence[str], output: int, folder: Path | None) -> int:
        with self._lock:
            if self._ended:
                return 1
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._live.add(process)
        try:
            return process.wait()
        except BaseException:  # Ctrl-C, where this is the main thread
            _signal(process, signal.SIGTERM)
            raise
        finally:
            self._live.discard(process)

    def end(self) -> None:
        """Stop the programs that still run, and their children; kill those that do not end when asked."""
        with self._lock:
            self._ended = True
            live = list(self._live)
        for process in live:
            _signal(process, signal.SIGTERM)
        for process in live:
            try:
                process.wait(END_DEADLINE)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a program and its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def cause_of_failure(text: str) -> str:
    """Return the last line of a log that reports an error, or else its last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(ERROR_WORDS)]
    return (errors or lines or ["it printed nothing"])[-1].rstrip(".")
