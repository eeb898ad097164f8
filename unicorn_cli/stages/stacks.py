"""The stacks' names, and where their sources lie."""

from pathlib import Path

from unicorn_cli.local.system import PROJECT

CONTEXTS = ("contracts", "properties", "web")


def root_stack(stage: str) -> str:
    return f"unicorn-{stage}"


def context_stack(stage: str, context: str) -> str:
    return f"unicorn-{stage}-{context}"


def stack_names(stage: str) -> list[str]:
    """Every stack that a stage may have; a context's own is not there where the root nests it."""
    return [root_stack(stage), *(context_stack(stage, context) for context in CONTEXTS)]


def context_folder(context: str) -> Path:
    return PROJECT / f"unicorn_{context}"
