#!/usr/bin/env bash
# dynamodb-json 1.4.2 (PyPI): `loads` takes an attribute's name for a type, and reads some numbers as maps or texts.
#
# The guess: what `loads` returns has the attributes of the item, whatever their names are; a number set is one of numbers; and
# `dumps` writes a Python set as a set.
# The behaviour: an item with an attribute named `S` first is that attribute's value alone, its others are gone; so is a map
# with one. A number with an exponent, as boto3 writes `Decimal("1E+30")`, stays `{'N': '1E+30'}`. A number set is read as texts.
# `dumps` writes a set as a list.
#
# Seen: 30 November 2026, Python 3.11. `boto3.dynamodb.types.TypeDeserializer` reads all of these.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check dynamodb-json==1.4.2 boto3==1.43.0 simplejson==3.20.2 2>"$folder/log" || {
  cat "$folder/log"
  exit 1
}
"$folder/bin/python" - <<'PYTHON'
import json
import sys
from importlib.metadata import version

from boto3.dynamodb.types import TypeDeserializer
from dynamodb_json.json_util import dumps, loads

READ = {  # an item as DynamoDB writes it: what `loads` returns
    '{"city": {"S": "x"}, "rooms": {"N": "5"}}': {"city": "x", "rooms": 5},
    '{"S": {"N": "5"}, "city": {"S": "x"}}': 5,
    '{"sides": {"M": {"S": {"S": "street"}}}}': {"sides": "street"},
    '{"price": {"N": "1E+30"}}': {"price": {"N": "1E+30"}},
    '{"rooms": {"NS": ["1", "2.5"]}}': {"rooms": {"1", "2.5"}},
}
same = True
print(f"dynamodb-json {version('dynamodb-json')}")
for item, behaviour in READ.items():
    guess = {name: TypeDeserializer().deserialize(value) for name, value in json.loads(item).items()}
    found = loads(item)
    same &= found == behaviour
    print(f"loads {item}: guess {guess}, behaviour {found}")
written = json.loads(dumps({"rooms": {1}}))
print(f"dumps {{'rooms': {{1}}}}: guess {{'rooms': {{'NS': ['1']}}}}, behaviour {written}")
sys.exit(0 if same and written == {"rooms": {"L": [{"N": "1"}]}} else 1)
PYTHON
