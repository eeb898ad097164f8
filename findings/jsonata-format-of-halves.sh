#!/usr/bin/env bash
# jsonata 2.2.2 (npm) and jsonata-python 0.7.1: `$formatNumber` rounds halves in two ways.
#
# The guess: both round a half as `$round` does, to the even neighbour (JSONata's documentation of `$round`), or at least
# both in the same way, since one is a port of the other.
# The behaviour: `$round` agrees. `$formatNumber` of the reference implementation rounds to the even neighbour, too; the
# port rounds halves up, also negative ones. A price of 2.5 is shown as 2 by one and as 3 by the other.
#
# Seen: 30 November 2026, Python 3.11 and 3.13, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .
bin/pip install --quiet --disable-pip-version-check jsonata-python==0.7.1
npm install --silent --no-fund --no-audit jsonata@2.2.2 > npm.log
cat > reference.cjs <<'NODE'
const jsonata = require('jsonata');
const run = async () => {
  const said = [];
  for (const text of JSON.parse(process.argv[2])) said.push(await jsonata(text).evaluate({}));
  console.log(JSON.stringify(said));
};
run();
NODE
bin/python - <<'PYTHON'
import json
import subprocess
import sys
from importlib.metadata import version

from jsonata import Jsonata

SEEN = {  # JSONata: (jsonata-python, the reference implementation)
    "$round(2.5)": (2, 2),
    "$formatNumber(2.5, \"0\")": ("3", "2"),
    "$formatNumber(3.5, \"0\")": ("4", "4"),
    "$formatNumber(-7.5, \"0\")": ("-7", "-8"),
    "$formatNumber(1234.5, \"#,##0\")": ("1,235", "1,234"),
}
asked = json.dumps(list(SEEN))
reference = json.loads(subprocess.run(["node", "reference.cjs", asked], check=True, capture_output=True).stdout)
port = [Jsonata(text).evaluate({}) for text in SEEN]
print(f"jsonata-python {version('jsonata-python')}, jsonata 2.2.2")
for text, here, there in zip(SEEN, port, reference):
    print(f"{text}: jsonata-python {here!r}, jsonata {there!r}")
sys.exit(0 if list(SEEN.values()) == list(zip(port, reference)) else "the behaviour has changed")
PYTHON
