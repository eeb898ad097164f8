"""`check` holds the language together, `write` writes it from the models, `baseline` keeps what is published now."""

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
    print(f"the published language: {len(found)} findings" if found else "the published language holds together")
    return 1 if found else 0


def write_all() -> int:
    for path, text in written():
        if write(path, text):
            print(path.relative_to(PROJECT))
    return 0


def keep_as_baseline() -> int:
    """Hold later changes to what is committed now; refused while that breaks what was published before."""
    broken = list(nothing_breaks_a_consumer())
    for finding in broken:
        print(finding, file=sys.stderr)
    if not broken:
        for key, path in committed().items():
            target = BASELINE / f"{key}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return 1 if broken else 0


WORDS = {"check": check, "write": write_all, "baseline": keep_as_baseline}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in WORDS or len(sys.argv) > 2:  # noqa: PLR2004
        sys.exit(f"say one of: {', '.join(WORDS)}")
    sys.exit(WORDS[sys.argv[1]]())
