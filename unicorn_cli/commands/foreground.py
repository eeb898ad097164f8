"""`unicorn up`: show the steps and the addresses, then stay until Ctrl-C."""

import time
from collections.abc import Callable

from rich.console import Console

from unicorn_cli.commands.show import count_of_processes
from unicorn_cli.local import engine, processes, state
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.local.up import STOPPING, Up
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.interrupts import interruptible, uninterrupted
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps

CHECK_EVERY = 0.5  # seconds between two checks that the engine still runs


type Show = Callable[[dict[str, str]], None]


def bring_up(system: LocalSystem, show: Show, messages: Console, *, detach: bool, port: int | None) -> None:
    """Start the system and show its outputs; without `detach` stay, and on Ctrl-C stop what this command started."""
    with interruptible():
        with Steps(messages) as steps:
            run = Up(system, steps, port=port)
            run.run()
        if detach:
            show(outputs_of(local_cloud(system)))
            return
        try:
            show(outputs_of(local_cloud(system)))
            messages.print(
                "\nRunning until Ctrl-C." if run.started else "\nIt was running before, and keeps running after Ctrl-C."
            )
            _stay(system)
        except KeyboardInterrupt:
            with uninterrupted():
                if run.started:
                    messages.print(f"\n{STOPPING}")
                    messages.print(f"Stopped {count_of_processes(engine.stop(system))}.")


def _stay(system: LocalSystem) -> None:
    """Return when the system is stopped by `unicorn down`. Raises Problem if its engine ends by itself."""
    while (known := state.load(system.state).engine) and processes.alive(known):
        time.sleep(CHECK_EVERY)
    if known:
        engine.stop(system)
        why = "The engine ended unexpectedly, and what was created in it is gone"
        raise Problem(why, f"Read {system.log('engine')}, then run `make up` again")
