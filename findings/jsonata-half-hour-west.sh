#!/usr/bin/env bash
# jsonata 2.2.2 (npm): `$fromMillis` is an hour off in time zones with half hours west of Greenwich.
#
# The guess: 12:00 UTC is 08:30 at -0330, Newfoundland's time, and the offset is written as it was given.
# The behaviour: it is 07:30, and the offset is written as -04:30: the hours are rounded down, away from zero, and the
# minutes are taken from there. East of Greenwich, and at whole hours, it is right. jsonata-python 0.7.1, which is a port of
# it, is right everywhere: a text that a workflow makes differs between the two by an hour.
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

NOON = "$fromMillis(1511006400000, \"[H01]:[m01] [Z]\", "
SEEN = {  # JSONata: (jsonata-python, the reference implementation)
    NOON + "\"+0530\")": ("17:30 +05:30", "17:30 +05:30"),
    NOON + "\"-0300\")": ("09:00 -03:00", "09:00 -03:00"),
    NOON + "\"-0330\")": ("08:30 -03:30", "07:30 -04:30"),
    NOON + "\"-0930\")": ("02:30 -09:30", "01:30 -10:30"),
}
asked = json.dumps(list(SEEN))
reference = json.loads(subprocess.run(["node", "reference.cjs", asked], check=True, capture_output=True).stdout)
port = [Jsonata(text).evaluate({}) for text in SEEN]
print(f"jsonata-python {version('jsonata-python')}, jsonata 2.2.2")
for text, here, there in zip(SEEN, port, reference):
    print(f"{text}: jsonata-python {here!r}, jsonata {there!r}")
sys.exit(0 if list(SEEN.values()) == list(zip(port, reference)) else "the behaviour has changed")
PYTHON
