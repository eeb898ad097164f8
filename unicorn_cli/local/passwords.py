"""The passwords of the seeded accounts of a local system, kept in its state file."""

from unicorn_cli.local import state
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.accounts import GROUPS
from unicorn_cli.stages.stored_passwords import new_password


def local_passwords(system: LocalSystem) -> dict[str, str]:
    """Return account name → password; missing passwords are generated and saved."""
    known = state.load(system.state)
    missing = {agent: new_password() for agent in GROUPS if agent not in known.passwords}
    if missing:
        known.passwords |= missing
        state.save(known, system.state)
    return known.passwords
