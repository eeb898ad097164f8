"""The passwords of the seeded accounts of a local system, kept in its state file."""

import secrets
import string

from unicorn_cli.local import state
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.accounts import GROUPS


def local_passwords(system: LocalSystem) -> dict[str, str]:
    """Return account name → password; missing passwords are generated and saved."""
    known = state.load(system.state)
    missing = {agent: new_password() for agent in GROUPS if agent not in known.passwords}
    if missing:
        known.passwords |= missing
        state.save(known, system.state)
    return known.passwords


def new_password() -> str:
    """Return 24 random characters and one of each kind that password policies ask for."""
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(24)) + "aZ7!"
