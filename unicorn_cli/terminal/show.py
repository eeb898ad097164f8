"""Print name-value pairs, text that others wrote, and JSON."""

import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape


def show_pairs(pairs: Mapping[str, str], console: Console) -> None:
    width = max(map(len, pairs), default=0)
    for name, value in pairs.items():
        console.print(f"[bold]{escape(name):{width}}[/]  {escape(value)}")


def show_json(value: Any) -> None:
    """Print one JSON document to standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def printable_lines(text: str) -> str:
    """Do as `printable`, but keep the lines of a text."""
    return "\n".join(map(printable, text.splitlines()))


def printable(text: str) -> str:
    """Replace control characters: text from an event must not move the cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
