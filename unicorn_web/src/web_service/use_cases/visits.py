"""The context of a customer's request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from web_service.domain.agent import Origin
from web_service.domain.limits import Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A customer's request: its sender, its origin, its moment, and the source of new ids."""

    sender: Sender
    origin: Origin
    now: datetime
    new_id: Callable[[], UUID]
