"""The names that a stage may have."""

import re

from unicorn_cli.stages.stacks import PARTS
from unicorn_cli.terminal.problems import Problem

ALLOWED = re.compile(r"[a-z][a-z0-9-]{0,15}")
RESERVED = ("amazon", "aws", "cognito")  # Cognito refuses them in the address of the sign-in page
OWN_STACKS = tuple(f"-{part}" for part in PARTS)  # `unicorn-ana-web` is a stack of the stage `ana`


def check_name(stage: str) -> None:
    """Raise Problem if no stage may have this name."""
    if not ALLOWED.fullmatch(stage):
        raise Problem(
            f"No stage can be named {stage!r}",
            "Use a small letter, then up to 15 small letters, digits and hyphens, for example `ana`",
        )
    word = next((word for word in RESERVED if word in stage), None)
    if word:
        raise Problem(f"No stage can be named {stage!r}: AWS reserves the word {word}", "Choose another name")
    ending = next((ending for ending in OWN_STACKS if stage.endswith(ending)), None)
    if ending:
        raise Problem(
            f"No stage can be named {stage!r}: its stack would have the name of one of another stage",
            f"Choose a name that does not end with {ending}",
        )
