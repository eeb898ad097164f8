"""Questions to the person at the terminal; without a terminal nobody is asked."""

import sys

import typer

from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.report import wants_json


def can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty() and not wants_json()


def ask(question: str) -> str:
    """Return the answer, empty if there is none."""
    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def confirm(question: str, *, yes: bool) -> None:
    """Go on if the person agrees, or if `yes` was given. Raises Abort, or Problem without a terminal."""
    if yes:
        return
    if not can_ask():
        raise Problem(f"Nobody can be asked: {question}", "Add --yes if you are sure")
    typer.confirm(question, abort=True, err=True)


def confirm_by_name(question: str, name: str, *, yes: bool) -> None:
    """Go on if the person types the name, or if `yes` was given. Raises Abort, or Problem without a terminal."""
    if yes:
        return
    if not can_ask():
        raise Problem(f"Nobody can be asked: {question}", "Add --yes if you are sure")
    if ask(f"{question} Type its name") != name:
        raise typer.Abort
