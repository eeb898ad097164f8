"""All properties → those whose state requires an action or asks a person, whatever event was lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from properties_service.domain.approval import RequestReview, open_questions, what_to_do
from properties_service.ports import Properties, SeenProperty
from properties_service.use_cases.syncing import Services, SyncResult, sync_property
from unicorn_kit.rounds import Budget, Tally, handle_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A round over all properties that syncs those whose state requires an action, and asks open questions again.

    A dry run only counts them.
    """

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
            needs_action, questions = self._wanted(seen)
            if not needs_action and not questions:
                return
            self.tally.found += 1
            if not self.dry_run:
                for question in questions:
                    self.services.publisher().publish_review_request(question)
                self.on_synced(seen.property_id, sync_property(seen.property_id, services=self.services))
                self.tally.done += 1
        except Exception as error:  # also a state that cannot be read
            self.tally.failed += 1
            self.on_failed(seen.property_id, error)

    def _wanted(self, seen: SeenProperty) -> tuple[bool, list[RequestReview]]:
        """Return whether the property's state requires an action, and the questions that were asked and are open."""
        state, now, delays = seen.state, self.services.now, self.services.delays
        if state is None or any(waiter.review for waiter in state.waiters):  # what was seen may be out of date
            state = self.services.approvals.state(seen.property_id)
        needs_action = bool(what_to_do(state, now=now, delays=delays))
        return needs_action, [] if needs_action else open_questions(state, now=now, delays=delays)
