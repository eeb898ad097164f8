"""Workflows that wait for a contract or person: one more, and a round over those that wait longer than they should."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from properties_service.domain.approval import Waiter, what_to_do
from properties_service.ports import Approvals, SeenProperty, Waiting
from properties_service.use_cases.syncing import Services, SyncResult, sync_property
from unicorn_kit.rounds import Budget, handle_round


def start_waiting(waiter: Waiter, *, approvals: Approvals) -> None:
    """Add the waiter and nothing else: the change of the table triggers the sync of its property."""
    approvals.add_waiter(waiter)


@dataclass(slots=True, kw_only=True)
class WaiterCheck:
    """What a run of the schedule has done."""

    waiters: int = 0  # looked at
    results: dict[str, SyncResult] = field(default_factory=dict)  # of the properties that were synced
    failed: dict[str, str] = field(default_factory=dict)  # error of each property that could not be synced
    oldest: datetime | None = None  # since when the one waits that waits longest

    def saw(self, found: SeenProperty) -> None:
        """Count a waiter, and remember since when the oldest waits."""
        self.waiters += 1
        since = [waiter.since for waiter in found.state.waiters] if found.state else []
        self.oldest = min([*since, *([self.oldest] if self.oldest else [])], default=None)


def check_waiters(
    *,
    waiting: Waiting,
    after: str | None,
    move: Callable[[str | None], None],
    budget: Budget,
    overlooked: timedelta,
    services: Services,
) -> WaiterCheck:
    """Sync the properties of the waiters whose time is over, then go on with the round over all that are old enough.

    `after` is where the round stands; `move` stores where the next run goes on.

    A property is synced only if its waiter's state requires an action. One that fails does not keep the others from
    being synced, and those whose time is over cannot keep the round from going on: they have half of the budget.
    """
    check = WaiterCheck()

    def look_at(found: SeenProperty) -> None:
        check.saw(found)
        if found.property_id not in check.results and _is_to_be_synced(found, services):
            _sync_waiting(found.property_id, check, services)

    expired = waiting.until(services.now - services.delays.patience)
    handle_round(expired, look_at, budget=budget.half(), move=lambda _: None)
    old_enough = waiting.until(services.now - overlooked, after=after)
    handle_round(old_enough, look_at, budget=budget, move=move)
    return check


def _is_to_be_synced(found: SeenProperty, services: Services) -> bool:
    return found.state is None or bool(what_to_do(found.state, now=services.now, delays=services.delays))


def _sync_waiting(property_id: str, check: WaiterCheck, services: Services) -> None:
    try:
        check.results[property_id] = sync_property(property_id, services=services)
    except Exception as error:  # also a state that cannot be read: the others are not to wait for it
        check.failed[property_id] = type(error).__name__
