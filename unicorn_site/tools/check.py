"""Check the site's sources: `python -m unicorn_site.tools.check`, or with `--fix`, to format and fix what a tool can.

Four checks, each run to its end so that every finding is shown: generated rules, layout (Prettier), pitfalls (ESLint
with its plugins for Lit, custom elements and accessibility), and types (`tsc --checkJs`). The types of both APIs are
generated from their OpenAPI documents at each run and not committed: a path or field that does not exist is an error.
"""

import json
import subprocess
import sys
from pathlib import Path

from apis.tools.openapi import APIS, description
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem, this_system
from unicorn_cli.site import bundle, node
from unicorn_cli.terminal.problems import Problem
from unicorn_site.tools import rules

SITE = bundle.SOURCES.name
TYPES = bundle.SOURCES / "generated"
BROWSER_TESTS = "tests/integration/browser"
PRETTIER = [
    "prettier/bin/prettier.cjs",
    "--config",
    f"{SITE}/.prettierrc.json",
    "--ignore-path",
    f"{SITE}/.prettierignore",
]
ESLINT = ["eslint/bin/eslint.js", "--config", f"{SITE}/eslint.config.mjs", "--max-warnings", "0"]
OPTIONS = ["--default-non-nullable", "false"]  # a field with a default may be left out of a body
TSC = ["typescript/bin/tsc", "--project", SITE]
FORMATTED = [SITE, f"{BROWSER_TESTS}/*.mjs"]
LINTED = [SITE, BROWSER_TESTS]


def main(arguments: list[str]) -> int:
    system = this_system()
    system.make()
    try:
        bundle.install(system, Programs(), with_tools=True)
        write_types(system)
    except Problem as problem:
        print(f"✗ {problem}\n  {problem.fix}.", file=sys.stderr)
        return 1
    if arguments == ["--fix"]:
        rules.main()
        return _failed(system, [[*PRETTIER, "--write", "--log-level", "warn", *FORMATTED], [*ESLINT, "--fix", *LINTED]])
    stale = _stale_rules()
    checks = [[*PRETTIER, "--check", "--log-level", "warn", *FORMATTED], [*ESLINT, *LINTED], TSC]
    return max(stale, _failed(system, checks))


def write_types(system: LocalSystem) -> None:
    """Write the TypeScript types of both APIs' documents to `generated/`. Raises Problem if one cannot be read."""
    TYPES.mkdir(exist_ok=True)
    for name in APIS:
        source = PROJECT / ".build" / f"{name}-openapi.json"
        source.parent.mkdir(exist_ok=True)
        source.write_text(json.dumps(description(name)))
        script = [
            "node_modules/openapi-typescript/bin/cli.js",
            str(source),
            *OPTIONS,
            "--output",
            str(TYPES / f"{name}.d.ts"),
        ]
        bundle.run("site-types", script, system, Programs())


def _stale_rules() -> int:
    if rules.FILE.exists() and rules.FILE.read_text() == rules.text():
        return 0
    print(f"✗ {rules.FILE.relative_to(PROJECT)} is out of date. Run `make site-rules`.", file=sys.stderr)
    return 1


def _failed(system: LocalSystem, scripts: list[list[str]]) -> int:
    """Run scripts of the site's packages from the project's folder; return 1 if one of them found something."""
    packages = bundle.SOURCES / "node_modules"
    program = str(node.folder(system) / "node")
    runs = [
        subprocess.run([program, str(packages / Path(script)), *arguments], cwd=PROJECT, check=False).returncode
        for script, *arguments in scripts
    ]
    return int(any(runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
