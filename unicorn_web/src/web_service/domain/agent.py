"""Who acts, and from where a change comes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    name: str
    is_admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a change comes from."""

    correlation_id: str  # of the request that began it all
    causation_id: str  # of the request or event that asked for just this change
