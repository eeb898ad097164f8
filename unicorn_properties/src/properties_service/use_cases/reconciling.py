"""All properties → those whose state requires an action, whatever event was lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from properties_service.domain.approval import what_to_do
from properties_service.ports import Properties, SeenProperty
from properties_service.use_cases.syncing import Services, SyncResult, sync_property
from unicorn_kit.rounds import Budget, Tally, handle_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A round over all properties that syncs those whose state requires an action; a dry run only counts them."""

    services: Services
    dry_run: bool
    on_synced: Callable[[str, SyncResult], None]
    on_failed: Callable[[str, Exception], None]
    tally: Tally = field(default_factory=Tally)

    def go_on(
        self, properties: Properties, *, after: str | None, move: Callable[[str | None], None], budget: Budget
    ) -> Tally:
        """Go on from the position `after` as far as the budget lasts. One that fails does not hold up the others."""

        def reconcile(page: Sequence[SeenProperty]) -> None:
            budget.items -= len(page)
            for seen in page:
                self._reconcile(seen)

        handle_round(properties.seen(after=after), reconcile, budget=budget, move=move)
        return self.tally

    def _reconcile(self, seen: SeenProperty) -> None:
        try:
            if not self._needs_action(seen):
                return
            self.tally.found += 1
            if not self.dry_run:
                self.on_synced(seen.property_id, sync_property(seen.property_id, services=self.services))
                self.tally.done += 1
        except Exception as error:  # also a state that cannot be read
            self.tally.failed += 1
            self.on_failed(seen.property_id, error)

    def _needs_action(self, seen: SeenProperty) -> bool:
        state = seen.state or self.services.approvals.state(seen.property_id)
        return bool(what_to_do(state, now=self.services.now, delays=self.services.delays))
