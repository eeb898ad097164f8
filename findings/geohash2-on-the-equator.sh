#!/usr/bin/env bash
# geohash2 1.1 (PyPI) and ngeohash 0.6.4 (npm): a place on a line between two cells is in the lower one; pygeohash 3.5.1 (PyPI)
# has it in the upper one.
#
# The guess: a geohash is a format, so a place has one, and a place at 0, 0 has `s00000000`: the bit is 1 from the middle on.
# The behaviour: geohash2 and ngeohash give `7zzzzzzzz`, which shares not even the first letter. Homes that were stored by one
# package are not found by the ranges of another if they are on the equator, at Greenwich, or on any line of the grid, as
# rounded coordinates often are. geohash2 also returns texts for a decoded place, such as "0." and "-0.".
#
# Seen: 30 November 2026, Python 3.11, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check geohash2==1.1 pygeohash==3.5.1
npm install --silent --no-fund --no-audit --ignore-scripts ngeohash@0.6.4 > npm.log
bin/python - <<'PYTHON'
import json
import subprocess
import sys
from importlib.metadata import version

import geohash2
import pygeohash

SEEN = {  # latitude, longitude: (pygeohash, geohash2, ngeohash)
    (48.0, 7.85): ("u0t94dhhq", "u0t94dhhq", "u0t94dhhq"),
    (0, 0): ("s00000000", "7zzzzzzzz", "7zzzzzzzz"),
    (51.5, 0): ("u10hbp210", "gcpuzzrcp", "gcpuzzrcp"),
    (45, 90): ("y00000000", "tzzzzzzzz", "tzzzzzzzz"),
    (0, 180): ("xbpbpbpbp", "rzzzzzzzz", "rzzzzzzzz"),
}
program = "const g = require('ngeohash'); console.log(JSON.stringify(JSON.parse(process.argv[1]).map((p) => g.encode(...p, 9))))"
asked = ["node", "-e", program, json.dumps(list(SEEN))]
node = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
print(f"pygeohash {version('pygeohash')}, geohash2 {version('geohash2')}, ngeohash 0.6.4")
found = {
    place: (pygeohash.encode(*place, 9), geohash2.encode(*place, 9), there) for place, there in zip(SEEN, node, strict=True)
}
for place, letters in found.items():
    print(f"{place}: {letters}")
decoded = geohash2.decode("ebpbp")
print(f"geohash2.decode('ebpbp') == {decoded}")
sys.exit(0 if found == SEEN and all(isinstance(one, str) for one in decoded) else 1)
PYTHON
