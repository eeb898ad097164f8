"""Check the ids of generated addresses, or print some addresses with their ids.

`python -m scripts.addresses`: 220,000 pairs of homes and 60,000 addresses typed twice. Exits with 1 if one id is wrong.
`python -m scripts.addresses table`: 10,000 lines of JSON, each the fields of an address and its id.
"""

import json
import sys
import time

from scripts.addresses.check import Result, different, same
from scripts.addresses.table import rows

HOMES, RETYPED, ROWS, SEED = 220_000, 60_000, 10_000, 12


def check() -> int:
    begun = time.perf_counter()
    homes, retyped = different(HOMES, SEED), same(RETYPED, SEED)
    _print("different homes", homes, f"{len(homes.faults)} share an id")
    print(f"  {len(homes.ids):,} ids in all, {homes.shared} of them of two addresses")
    _print("the same home, typed differently", retyped, f"{len(retyped.faults)} have two ids")
    print(f"{time.perf_counter() - begun:.0f} s")
    for one, other in (homes.faults + retyped.faults)[:20]:
        print(f"  {one!a}\n  {other!a}\n", file=sys.stderr)
    return 1 if homes.faults or homes.shared or retyped.faults else 0


def _print(kind: str, result: Result, verdict: str) -> None:
    print(f"{kind}: {result.pairs:,} pairs in {len(result.countries)} countries, {verdict}; {result.refused:,} refused")


def table() -> int:
    for row in rows(ROWS):
        print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(table() if sys.argv[1:] == ["table"] else check())
