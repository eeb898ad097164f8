"""Print name-value pairs, and text that others wrote, on a terminal."""

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape


def show_pairs(pairs: Mapping[str, str], console: Console) -> None:
    width = max(map(len, pairs), default=0)
    for name, value in pairs.items():
        console.print(f"[bold]{escape(name):{width}}[/]  {escape(value)}")


def printable(text: str) -> str:
    """Replace control characters: text from an event must not move the cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
