#!/usr/bin/env bash
# Field(coerce_numbers_to_str=True) looks like the way to take a house number that a client sends as a JSON integer. It
# takes every JSON number, not as it is written: 12.50 becomes '12.5', 12.0 becomes '12', 1e2 becomes '100', and 1e400 is
# valid JSON and becomes the text 'inf'. Take integers yourself, before pydantic does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check pydantic==2.13.5
"$folder/bin/python" - <<'PYTHON'
import sys
from typing import Annotated

from pydantic import VERSION, Field, TypeAdapter

text = TypeAdapter(Annotated[str, Field(coerce_numbers_to_str=True)])
sent = {"123": "123", "12.50": "12.5", "12.0": "12", "1e2": "100", "1e400": "inf"}
found = {number: text.validate_json(number) for number in sent}
print(f"pydantic {VERSION}")
print("guess:     the text of the number as it is sent, or an error where it is no integer")
print("behaviour: " + ", ".join(f"{number} becomes {taken!r}" for number, taken in found.items()))
sys.exit(0 if found == sent else 1)
PYTHON
