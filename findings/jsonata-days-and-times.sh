#!/usr/bin/env bash
# jsonata 2.2.2 (npm) and jsonata-python 0.7.1: which days and times `$toMillis` takes.
#
# The guess: 30 February is an error, since JSONata's documentation asks for an ISO 8601 timestamp; and what the reference
# implementation takes or refuses, its port takes or refuses.
# The behaviour: the reference implementation takes 30 February as 2 March, and a year with a month as its first day, which
# are errors of the port. The port takes a time without seconds and a week, which are errors of the reference
# implementation. A workflow that looks at a date fails with one evaluator and goes on with the other.
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
  for (const text of JSON.parse(process.argv[2])) {
    try {
      said.push(await jsonata(text).evaluate({}));
    } catch {
      said.push('an error');
    }
  }
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

ERROR = "an error"
DAY = 86_400_000
BEGIN = 1_769_904_000_000  # of February 2026
SEEN = {  # JSONata: (jsonata-python, the reference implementation)
    "$toMillis('2026-02-28')": (BEGIN + 27 * DAY, BEGIN + 27 * DAY),
    "$toMillis('2026-02-30')": (ERROR, BEGIN + 29 * DAY),
    "$toMillis('2026-02')": (ERROR, BEGIN),
    "$toMillis('2026-02-01T10:15Z')": (BEGIN + 615 * 60_000, ERROR),
    "$toMillis('2026-W06')": (BEGIN + DAY, ERROR),
}
asked = json.dumps(list(SEEN))
reference = json.loads(subprocess.run(["node", "reference.cjs", asked], check=True, capture_output=True).stdout)


def evaluated(text):
    try:
        return Jsonata(text).evaluate({})
    except Exception:
        return "an error"


port = [evaluated(text) for text in SEEN]
print(f"jsonata-python {version('jsonata-python')}, jsonata 2.2.2")
for text, here, there in zip(SEEN, port, reference):
    print(f"{text}: jsonata-python {here!r}, jsonata {there!r}")
sys.exit(0 if list(SEEN.values()) == list(zip(port, reference)) else "the behaviour has changed")
PYTHON
