"""How many examples the slow tests generate: at night (`make nightly`) ten times as many, and other ones each time."""

import os

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


def examples(count: int) -> int:
    return count * 10 if NIGHTLY else count
