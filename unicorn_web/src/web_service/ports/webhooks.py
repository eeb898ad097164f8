"""The ports of webhooks: what is stored of them, what waits to be sent, and the receivers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.webhooks.delivery import Circuit, Delivery, Failure
from web_service.domain.webhooks.webhook import EventType, Webhook


class WebhookNotFound(Exception):
    """Raised when there is no such webhook."""


class WebhookChangedMeanwhile(Exception):
    """Raised when a webhook is no longer the version that a change was made from."""


class NotDelivered(Exception):
    """Raised when an attempt failed; the text says why, without what the receiver sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of the sending: the last failures, the newest first, and when the next attempt is due."""

    failures: Sequence[Failure] = ()
    due_at: datetime | None = None


class Webhooks(Protocol):
    """All webhooks. All methods raise StoreUnavailable."""

    def get(self, webhook_id: UUID) -> Webhook:
        """Return a webhook as last written. Raises WebhookNotFound."""

    def standing(self, webhook_id: UUID) -> Standing: ...

    def of_agent(self, agent: str) -> Sequence[Webhook]:
        """Return an agent's webhooks, oldest first."""

    def wanting(self, agent: str, event_type: EventType) -> Sequence[UUID]:
        """Return the agent's webhooks that want an event."""

    def add(self, webhook: Webhook, receipt: Receipt | None = None) -> None:
        """Write a new webhook, and the request's receipt, or nothing. Raises AnsweredMeanwhile."""

    def save(self, before: Webhook, after: Webhook, receipt: Receipt | None = None) -> None:
        """Write a changed webhook. Raises WebhookChangedMeanwhile and AnsweredMeanwhile."""

    def remove(self, webhook: Webhook) -> None:
        """Delete a webhook and its state; what waits for it is never sent."""


@dataclass(slots=True, kw_only=True)
class Run:
    """One sender at work for one webhook; there is never a second one."""

    webhook_id: UUID
    run_id: str
    news: int  # how often something was recorded for the webhook, when the run looked last
    circuit: Circuit
    failures: list[Failure]
    sent: list[Delivery] = field(default_factory=list)
    failed: list[Delivery] = field(default_factory=list)
    given_up: list[Delivery] = field(default_factory=list)


class Deliveries(Protocol):
    """What waits for webhooks. All methods raise StoreUnavailable."""

    def record(self, delivery: Delivery, body: str) -> None:
        """Let an event wait for a webhook, unless it was recorded before, and say that there is news."""

    def wake(self, webhook_id: UUID, *, at: datetime) -> None:
        """Let the next round look at a webhook that was changed, as if it had never failed."""

    def begin(self, webhook_id: UUID, run_id: str, *, now: datetime, until: datetime) -> Run | None:
        """Lease the webhook until then at most; None if another run has it."""

    def waiting(self, webhook_id: UUID) -> Sequence[Delivery]:
        """Return everything that waits for a webhook."""

    def body(self, delivery: Delivery) -> str: ...

    def sent(self, delivery: Delivery) -> None: ...

    def failed(self, delivery: Delivery) -> None:
        """Keep the attempts of a delivery, and when the next is due."""

    def give_up(self, delivery: Delivery, *, at: datetime) -> None:
        """Put a delivery aside; it can be taken up again for two weeks."""

    def take_up(self, webhook_id: UUID, event_id: str, *, at: datetime) -> bool:
        """Let a delivery that was given up wait again, as if it was new; whether it is still there."""

    def end(self, run: Run, *, due_at: datetime | None, even_with_news: bool = False) -> bool:
        """Give the lease back, and say when the next attempt is due; whether it was done.

        It is not if something was recorded since the run looked last: nobody else will look, so the run looks again.
        """

    def forget(self, webhook_id: UUID) -> None:
        """Delete the state of a webhook that was deleted."""

    def due(self, now: datetime) -> Sequence[UUID]:
        """Return the webhooks for which something is due, the longest due first."""


class Receiver(Protocol):
    """The other end."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Send one request. Raises NotDelivered unless the answer is 2xx."""
