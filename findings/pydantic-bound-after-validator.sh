#!/usr/bin/env bash
# A page's limit in an API's description: Annotated[int, BeforeValidator(...), Field(ge=1, le=100)].
#
# The guess: bounds are bounds. pydantic enforces them wherever they stand in Annotated, so its JSON Schema, and the OpenAPI
# document made of it, has minimum and maximum.
# The behaviour: behind a validator they become the keywords "ge" and "le", which JSON Schema does not know. Validators and
# generated clients ignore them without a word: the description allows -5, the code refuses it. With the bounds in front of
# the validator, the same type is enforced alike and described right.
#
# Seen: 30 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check pydantic==2.13.5 jsonschema==4.26.0
"$folder/bin/python" - <<'PYTHON'
import sys
from typing import Annotated

from jsonschema import Draft202012Validator
from pydantic import VERSION, BeforeValidator, Field, TypeAdapter, ValidationError

stripped = BeforeValidator(lambda given: given.strip() if isinstance(given, str) else given)
behind = TypeAdapter(Annotated[int, stripped, Field(ge=1, le=100)])
front = TypeAdapter(Annotated[int, Field(ge=1, le=100), stripped])


def accepts(adapter: TypeAdapter[int]) -> bool:
    try:
        adapter.validate_python(-5)
    except ValidationError:
        return False
    return True


schemas = [adapter.json_schema() for adapter in (behind, front)]
Draft202012Validator.check_schema(schemas[0])
described = [Draft202012Validator(schema).is_valid(-5) for schema in schemas]
print(f"pydantic {VERSION}")
print("guess:     minimum and maximum in both schemas; -5 is refused by the code and by the description")
print(f"behaviour: {schemas[0]} and {schemas[1]}")
print(f"           -5 by the code: {[accepts(behind), accepts(front)]}, by the description: {described}")
expected = [{"ge": 1, "le": 100, "type": "integer"}, {"maximum": 100, "minimum": 1, "type": "integer"}]
same = schemas == expected and described == [True, False] and not accepts(behind) and not accepts(front)
sys.exit(0 if same else "the behaviour has changed")
PYTHON
