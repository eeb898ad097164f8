"""`check` checks schemas, samples and rules; `write` generates all files; `baseline` saves the current schemas."""

import shutil
import sys

from events.tools.checks import findings
from events.tools.schema_checks import nothing_breaks_a_consumer
from events.tools.schemas import BASELINE, PROJECT, committed
from events.tools.written import write, written


def check() -> int:
    found = findings()
    for finding in found:
        print(finding, file=sys.stderr)
    print(f"events: {len(found)} findings" if found else "events: schemas, samples and rules agree")
    return 1 if found else 0


def write_all() -> int:
    for path, text in written():
        if write(path, text):
            print(path.relative_to(PROJECT))
    return 0


def keep_as_baseline() -> int:
    """Save the committed schemas as the new baseline, unless they break what was published before."""
    broken = list(nothing_breaks_a_consumer())
    for finding in broken:
        print(finding, file=sys.stderr)
    if not broken:
        for key, path in committed().items():
            target = BASELINE / f"{key}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return 1 if broken else 0


COMMANDS = {"check": check, "write": write_all, "baseline": keep_as_baseline}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in COMMANDS or len(sys.argv) > 2:  # noqa: PLR2004
        sys.exit(f"usage: python -m events.tools COMMAND, one of: {', '.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
