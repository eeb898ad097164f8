#!/usr/bin/env bash
# openapi-python-client formats what it wrote with Ruff: a hook of its own, which also applies the fixes of Ruff's rules.
# Which rules these are depends on the folder: those of the next pyproject.toml above, or Ruff's default. By the default
# rules of Ruff 0.17 `__exit__(self, *args: Any)` becomes `*args: object`, and mypy refuses the client that it took before.
# `post_hooks: []` in a file for --config leaves what was generated as it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  openapi-python-client==0.29.1 ruff==0.17.6 mypy==2.4.1 httpx==0.28.1 attrs==26.1.0
cd "$folder"
cat > api.json <<'JSON'
{
  "openapi": "3.1.0", "info": { "title": "Example", "version": "1" },
  "paths": { "/": { "get": { "operationId": "look", "responses": { "204": { "description": "No Content" } } } } }
}
JSON
echo "post_hooks: []" > no-hooks.yaml
PATH="$folder/env/bin:$PATH"
say() { # say NAME OPTION...: what takes `__exit__`, and does mypy take the client?
  openapi-python-client generate --path api.json --output-path "$1" --meta none "${@:2}" >/dev/null
  taken=no
  if mypy --config-file= "$1" >/dev/null; then taken=yes; fi
  echo "$(sed -n 's/.*def __exit__(self, \(\*args: [A-Za-z]*\).*/\1/p' "$1/client.py" | head -n 1), mypy takes it: $taken"
}
hooks=$(say hooked) none=$(say plain --config no-hooks.yaml)
echo "openapi-python-client 0.29.1, ruff 0.17.6, mypy 2.4.1"
echo "guess:     *args: Any, mypy takes it: yes; the same with and without hooks"
echo "behaviour: $hooks; without hooks: $none"
[ "$hooks" = "*args: object, mypy takes it: no" ] && [ "$none" = "*args: Any, mypy takes it: yes" ]
