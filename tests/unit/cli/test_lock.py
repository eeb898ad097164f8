"""Only one `up` at a time: the lock of a system."""

import subprocess
import sys
from pathlib import Path

import pytest

from unicorn_cli.local.lock import only_one
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.terminal.problems import Problem

HOLD = """
import sys, time
from pathlib import Path
from unicorn_cli.local.lock import only_one
from unicorn_cli.local.system import LocalSystem
with only_one(LocalSystem(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_free_again_once_its_process_is_killed(tmp_path: Path) -> None:
    system = LocalSystem(tmp_path)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Problem, match="Another `unicorn up`"), only_one(system):
            pass
        holder.kill()
        holder.wait(timeout=20)
    with only_one(system):
        pass


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    system = LocalSystem(tmp_path)
    with pytest.raises(ZeroDivisionError), only_one(system):
        raise ZeroDivisionError
    with only_one(system):
        pass
