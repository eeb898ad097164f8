"""Run other programs: quietly, with a log, and so that none outlives this one."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from unicorn_cli.local.system import Place
from unicorn_cli.terminal.problems import Problem

ERROR_WORDS = ("error", "failed", "\u00d7")


class Commands:
    """Programs started by one `unicorn`; `end` stops those that still run."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = dict(environment if environment is not None else os.environ)
        self._live: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._ended = False

    def run(self, name: str, command: Sequence[str], place: Place, *, folder: Path | None = None) -> None:
        """Run a program to its end, its words going to the log of that name. Raises Problem if it fails."""
        log = place.log(name)
        with log.open("wb") as output:
            status = self._wait(command, output.fileno(), folder)
        if status:
            raise Problem(f"{Path(command[0]).name} failed: {last_words(log.read_text())}", f"Read {log}")

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
        finally:
            self._live.discard(process)

    def end(self) -> None:
        """Stop what still runs, with all that it started."""
        with self._lock:
            self._ended = True
            live = list(self._live)
        for process in live:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def last_words(text: str) -> str:
    """Pick the line that says most about a failure: the last that speaks of an error, or the last of all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(ERROR_WORDS)]
    return (errors or lines or ["it said nothing"])[-1].rstrip(".")
