#!/usr/bin/env bash
# jsonata-python 0.7.1: the remainder of a division has no fraction.
#
# The guess: `5.5 % 2` is 1.5. JSONata's documentation ("Numeric Operators") calls % the remainder of a division, and its
# reference implementation gives 1.5.
# The behaviour: the fraction is cut off: 1. Whether an amount is a whole number (`$x % 1 = 0`), or a multiple of 0.5, is
# answered with yes for every number. An emulator of Step Functions that evaluates with this library takes another branch
# of a Choice than the reference implementation would.
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
    "7 % 2": (1, 1),
    "5.5 % 2": (1, 1.5),
    "7.25 % 1 = 0": (True, False),
    "-7.5 % 2": (-1, -1.5),
}
asked = json.dumps(list(SEEN))
reference = json.loads(subprocess.run(["node", "reference.cjs", asked], check=True, capture_output=True).stdout)
port = [Jsonata(text).evaluate({}) for text in SEEN]
print(f"jsonata-python {version('jsonata-python')}, jsonata 2.2.2")
for text, here, there in zip(SEEN, port, reference):
    print(f"{text}: jsonata-python {here!r}, jsonata {there!r}")
sys.exit(0 if list(SEEN.values()) == list(zip(port, reference)) else "the behaviour has changed")
PYTHON
