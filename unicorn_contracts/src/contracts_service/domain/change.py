"""One entry of a contract's history."""

from dataclasses import dataclass
from uuid import UUID

from contracts_service.domain.contract import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The agent and request that a change comes from."""

    agent: str  # the user's name, or the name of the function that acts by the clock
    correlation_id: str  # of the request that started it all
    causation_id: str  # of the request or event that asked for just this change


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A contract after one change."""

    change_id: UUID  # becomes the id of the event that reports it
    contract: Contract
    origin: Origin
    status_changed: bool  # only then is an event published
