"""A local engine's lives: it is killed, or asked to end and started again on its data, and `unicorn up` begins anew."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Event

from unicorn_cli.local import engine, processes, state
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.local.up import LOST
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api

UNICORN = str(Path(sys.executable).with_name("unicorn"))
CALLS_AT_ONCE = 6
IS_GONE = "what was created in it is gone"


class NotSaid(Exception):
    """Raised where the command does not say that an engine's state is lost."""


@dataclass(frozen=True, slots=True)
class Life:
    """The APIs of one engine, until it is over, and a turn to call them: `called` is called at its begin."""

    contracts: Api
    web: Api
    customer: Api
    called: Callable[[], None]
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(CALLS_AT_ONCE))
    over: Event = field(default_factory=Event)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn: each call at once has a worker, of 40 MB."""
        with self.turns:
            self.called()
            yield


@contextmanager
def apis(system: LocalSystem, called: Callable[[], None]) -> Iterator[Life]:
    """Yield the APIs as agent1 and as a customer call them."""
    access = Access.to(local_cloud(system), local_passwords(system))
    with ExitStack() as stack:
        clients = [access.contracts("agent1"), access.web("agent1"), access.web()]
        contracts, web, customer = (stack.enter_context(client) for client in clients)
        yield Life(contracts, web, customer, called)


def begin(system: LocalSystem, *, after_a_loss: bool) -> None:
    """Run `unicorn up`. Raises NotSaid if it does not say what a loss is, or says so without one."""
    done = _run(system, "up", "--detach")
    said = done.stdout + done.stderr
    if done.returncode:
        raise RuntimeError(f"`unicorn up` failed: {said}")
    if (LOST in " ".join(said.split())) is not after_a_loss:
        raise NotSaid(f"`unicorn up` after {'a kill' if after_a_loss else 'no kill'}: {said}")


def kill(system: LocalSystem) -> None:
    """Kill the engine alone, and see that `unicorn status` says what that means; its workers are left."""
    processes.end([process for process in processes.started_by_engine(system) if is_engine(system, process.pid)])
    said = _run(system, "status")
    if said.returncode == 0 or IS_GONE not in " ".join((said.stdout + said.stderr).split()):
        raise NotSaid(f"`unicorn status` after a kill: {said.stdout}{said.stderr}")


def restart(system: LocalSystem) -> None:
    """Ask the engine to end, as a shutdown of the machine does, and start it again on the data that it wrote."""
    port = engine.running(system).port
    processes.end_all(system, graceful=True)
    known = state.load(system.state)
    known.engine = engine.start(system, port)
    state.save(known, system.state)


def is_engine(system: LocalSystem, pid: int) -> bool:
    known = state.load(system.state).engine
    return known is not None and known.pid == pid


def end(system: LocalSystem) -> None:
    _run(system, "down")


def _run(system: LocalSystem, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"UNICORN_HOME": str(system.home), "COLUMNS": "200"}
    return subprocess.run(
        [UNICORN, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=600
    )
