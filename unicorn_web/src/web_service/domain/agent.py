"""The agent who acts, and the origin of a change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    name: str
    is_admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a change comes from."""

    correlation_id: str  # of the first request in the chain
    causation_id: str  # of the request or event that asked for just this change


class AdminsOnly(Exception):
    """Raised when an agent asks for what only admins may do."""


def check_admin(agent: Agent) -> None:
    """Raise AdminsOnly unless the agent is an admin."""
    if not agent.is_admin:
        raise AdminsOnly("only admins may do this")
