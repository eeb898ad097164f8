"""Check the types of the site's scripts against the APIs' own descriptions: python -m scripts.check_site.

The descriptions become TypeScript types, which are not committed: they cannot be out of date.
"""

import json
import sys

from scripts.openapi import APIS, description
from unicorn_cli.local.programs import Commands
from unicorn_cli.local.system import PROJECT, here
from unicorn_cli.site import bundle
from unicorn_cli.terminal.problems import Problem

GENERATED = bundle.SOURCES / "generated"


def main() -> int:
    place, commands = here(), Commands()
    place.make()
    bundle.install(place, commands)
    GENERATED.mkdir(exist_ok=True)
    try:
        for name in APIS:
            source = PROJECT / ".build" / f"{name}-openapi.json"
            source.parent.mkdir(exist_ok=True)
            source.write_text(json.dumps(description(name)))
            to_types = ["node_modules/openapi-typescript/bin/cli.js", str(source), "--output"]
            bundle.run("site-types", [*to_types, str(GENERATED / f"{name}.d.ts")], place, commands)
        bundle.run("site-check", ["node_modules/typescript/bin/tsc", "--project", "."], place, commands)
    except Problem as problem:
        print(place.log("site-check").read_text() if place.log("site-check").exists() else "", file=sys.stderr)
        print(f"{problem} {problem.mend}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
