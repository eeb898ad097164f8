#!/usr/bin/env bash
# datamodel-codegen makes the model `root: str = None` of an optional text that may be null and has a length, which no type
# checker takes. Its option --strip-default-none looks like the way out: "Strip default None on fields". It strips the
# `= None` of every optional field, so that events without it, which the schema allows, are refused: "Field required".
# --use-type-alias is the way out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  "datamodel-code-generator[ruff]==0.89.0" pydantic==2.14.4 mypy==2.4.1
cat > "$folder/event.json" <<'JSON'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Event", "type": "object", "required": ["id"],
  "properties": {
    "id": { "type": "string" },
    "note": { "type": "string" },
    "headline": { "anyOf": [{ "type": "string", "maxLength": 120 }, { "type": "null" }], "default": null }
  }
}
JSON
cd "$folder"
say() { # say MODULE OPTION: is the module of these options typed, and does it read an event without optional fields?
  env/bin/datamodel-codegen --input event.json --input-file-type jsonschema --output "$1.py" --use-annotated \
    --output-model-type pydantic_v2.BaseModel --target-python-version "3.$(env/bin/python -c 'import sys; print(sys.version_info[1])')" \
    --formatters ruff-format ${2:+"$2"}
  typed=untyped
  if env/bin/mypy --strict "$1.py" >/dev/null; then typed=typed; fi
  read=$(env/bin/python -c "
from $1 import Event
try:
    Event.model_validate({'id': '1'}); print('reads')
except ValueError:
    print('refuses')")
  echo "$typed, $read"
}
plain=$(say plain "") stripped=$(say stripped --strip-default-none) aliased=$(say aliased --use-type-alias)
echo "datamodel-code-generator 0.89.0, an event without its optional fields"
echo "guess:     typed, reads; with any option"
echo "behaviour: $plain; with --strip-default-none: $stripped; with --use-type-alias: $aliased"
[ "$plain" = "untyped, reads" ] && [ "$stripped" = "typed, refuses" ] && [ "$aliased" = "typed, reads" ]
