"""A failing plan → the shortest that is found which fails in the same way: fewer kinds of faults, then fewer steps."""

from collections.abc import Callable

from tests.simulator.plan import KINDS, Plan, plan

type Fails = Callable[[Plan], bool]


def shrunk(failing: Plan, fails: Fails) -> tuple[Plan, set[str]]:
    """Return a smaller plan that fails, and the kinds of faults that it is without."""
    off: set[str] = set()
    for kind in KINDS:
        if fails(failing.without({*off, kind})):
            off.add(kind)
    smallest = failing.without(off)
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for step in reversed(smallest.steps):
            fewer = smallest.only(other.number for other in smallest.steps if other is not step)
            if fewer.steps and fails(fewer):
                smallest, is_smaller = fewer, True
    return smallest, off


def command(smallest: Plan, off: set[str]) -> str:
    """Return the line that repeats a shrunk history."""
    numbers = ",".join(str(step.number) for step in smallest.steps)
    without = f" WITHOUT={','.join(sorted(off))}" if off else ""
    return f"make simulate SEED={smallest.seed} STEPS={numbers}{without}"


def read(seed: int, steps: str, without: str) -> Plan:
    """Return the plan that such a line means."""
    found = plan(seed).without(filter(None, without.split(",")))
    return found.only(map(int, steps.split(","))) if steps else found
