"""How a command that fails ends: a sentence for the cause and one for the fix, or both as JSON."""

import json
import sys

from rich.markup import escape

from unicorn_cli.terminal.options import messages

INTERRUPTED = 130  # the exit code of a program that Ctrl-C has ended
RUN_AGAIN = "Run the same command again"


def wants_json() -> bool:
    """Return whether the command line asks for JSON; it may be wrong in another place."""
    return "--json" in sys.argv[1:]


def report(why: str, fix: str) -> None:
    """Print cause and fix to standard error, or with `--json` as one object to standard output."""
    if wants_json():
        print(json.dumps({"error": why, "fix": fix}, ensure_ascii=False, indent=2))
    else:
        messages.print(f"[red]✗[/] {escape(why)}\n  {escape(fix)}.")
