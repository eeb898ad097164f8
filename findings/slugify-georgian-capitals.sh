#!/usr/bin/env bash
# python-slugify lower-cases its result, so a name should have the same slug in capitals. A Georgian name has none:
# its capitals (Unicode 11) are not in the tables of text-unidecode 1.3, and they are transliterated before they are
# lower-cased. Case-fold a text before it is made a slug.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check python-slugify==9.2.0 text-unidecode==1.3
"$folder/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from slugify import slugify

city = "თბილისი"
small, capitals = slugify(city), slugify(city.upper())
print(f"python-slugify {version('python-slugify')}, text-unidecode {version('text-unidecode')}")
print(f"guess:     slugify({city!r}.upper()) == slugify({city!r}) == {small!r}")
print(f"behaviour: slugify({city!r}.upper()) == {capitals!r}; of its lower() it is {slugify(city.upper().lower())!r}")
sys.exit(0 if small == slugify(city.upper().lower()) != "" and capitals == "" else 1)
PYTHON
