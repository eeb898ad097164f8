"""The list of invariants in docs/guarantees.md: written from the code by `make guarantees`."""

import re

from tests.simulator.invariants import INVARIANTS
from tests.templates import PROJECT

PAGE = PROJECT / "docs" / "guarantees.md"
BEGIN, END = "<!-- written from tests/simulator/invariants.py by `make guarantees` -->", "<!-- end -->"


def written(page: str) -> str:
    """Return the page with the list as the code has it."""
    lines = "".join(f"- {(check.__doc__ or '').strip()}\n" for check in INVARIANTS)
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", f"{BEGIN}\n\n{lines}\n{END}", page, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text()))
