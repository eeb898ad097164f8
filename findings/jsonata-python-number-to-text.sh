#!/usr/bin/env bash
# jsonata-python 0.7.1: `$string` writes a computed amount with an exponent.
#
# The guess: `$string(100 * 1.1)` is `110`. JSONata's documentation of `$string` has numbers written as JSON, and its
# reference implementation rounds to 15 digits, and writes 110.
# The behaviour: what is rounded to 15 digits and then ends in a zero becomes `1.1e+2`: the float stays a float, and its
# shortest form has an exponent. Numbers that need no rounding are written in full. A price that a workflow computes and
# puts into a text reads differently in an emulator that evaluates with this library.
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
    "$string(110)": ("110", "110"),
    "$string(100 * 1.1)": ("1.1e+2", "110"),
    "'rent: ' & 100 * 1.1": ("rent: 1.1e+2", "rent: 110"),
    "$string(1000 * 1.1)": ("1100", "1100"),
}
asked = json.dumps(list(SEEN))
reference = json.loads(subprocess.run(["node", "reference.cjs", asked], check=True, capture_output=True).stdout)
port = [Jsonata(text).evaluate({}) for text in SEEN]
print(f"jsonata-python {version('jsonata-python')}, jsonata 2.2.2")
for text, here, there in zip(SEEN, port, reference):
    print(f"{text}: jsonata-python {here!r}, jsonata {there!r}")
sys.exit(0 if list(SEEN.values()) == list(zip(port, reference)) else "the behaviour has changed")
PYTHON
