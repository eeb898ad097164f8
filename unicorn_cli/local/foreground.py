"""`unicorn up` as a person meets it: steps, addresses, and then it stays until it is told to go."""

import time

from rich.console import Console

from unicorn_cli.local import engine, processes, state
from unicorn_cli.local.system import Place
from unicorn_cli.local.up import Up
from unicorn_cli.stages.cloud import LOCAL, cloud_of
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.interrupts import interruptible
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import counted, show_addresses
from unicorn_cli.terminal.steps import Steps

GLANCE = 0.5  # seconds between two looks at whether the engine still runs


def bring_up(place: Place, answers: Console, messages: Console, *, detach: bool, port: int | None) -> None:
    """Bring the system up; without `detach` stay, and stop on the way out what was started here."""
    with interruptible():
        with Steps(messages) as steps:
            run = Up(place, steps, port=port)
            run.run()
        if detach:
            show_addresses(outputs_of(cloud_of(LOCAL, place)), answers)
            return
        try:
            show_addresses(outputs_of(cloud_of(LOCAL, place)), answers)
            messages.print(
                "\nIt stays up until Ctrl-C." if run.started else "\nIt was up before, and stays up after Ctrl-C."
            )
            _stay(place)
        except KeyboardInterrupt:
            if run.started:
                ended = engine.stop(place)
                messages.print(f"\nStopped: {counted(ended)}.")


def _stay(place: Place) -> None:
    """Return when somebody stops the system in order. Raises Problem if its engine ends by itself."""
    while (known := state.load(place.state).engine) and processes.alive(known):
        time.sleep(GLANCE)
    if known:
        engine.stop(place)
        raise Problem("The engine ended by itself", f"Read {place.log('engine')}, then run `make up` again")
