"""The use cases of agents' webhooks. All raise StoreUnavailable."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.webhooks.signature import SECRET_BYTES, secret_of
from web_service.domain.webhooks.target import InvalidTarget, judged, read_target
from web_service.domain.webhooks.webhook import (
    WEBHOOKS_MAX,
    EventType,
    Secrets,
    TooManyWebhooks,
    Webhook,
    check_version,
    check_webhook_owner,
    restarted,
    rotated,
)
from web_service.ports.webhooks import Deliveries, Webhooks
from web_service.use_cases.changes import Call

RESOLVING = 5.0  # seconds
type Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Internet:
    """What decides which addresses are taken: how names resolve, and whether this machine is a target (stage local)."""

    addresses: Callable[[str, int, float], Sequence[str]]  # of a name, within seconds; raises TimeoutError
    is_loopback_allowed: bool = False

    def check(self, url: str) -> None:
        """Raise InvalidTarget unless events may be sent there."""
        target = read_target(url, is_loopback_allowed=self.is_loopback_allowed)
        try:
            found = self.addresses(target.host, target.port, RESOLVING)
        except TimeoutError:
            raise InvalidTarget("its host name could not be resolved in time; try again") from None
        judged(found, is_loopback_allowed=self.is_loopback_allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an agent changes; None stays as it is."""

    url: str | None = None
    event_types: tuple[EventType, ...] | None = None
    is_paused: bool | None = None


def register_webhook(
    url: str,
    event_types: Sequence[EventType],
    *,
    webhooks: Webhooks,
    internet: Internet,
    random: Random,
    call: Call,
    receipt: Callable[[Webhook], Receipt | None],
) -> Webhook:
    """Return a new webhook, with its secret. Raises InvalidTarget, TooManyWebhooks, AnsweredMeanwhile."""
    internet.check(url)
    if len(webhooks.of_agent(call.agent.name)) >= WEBHOOKS_MAX:
        raise TooManyWebhooks(f"you have {WEBHOOKS_MAX} webhooks, the most there may be; delete one")
    webhook = Webhook(
        webhook_id=call.new_id(),
        agent=call.agent.name,
        url=url,
        event_types=tuple(event_types),
        secrets=Secrets(current=secret_of(random(SECRET_BYTES))),
        created_at=call.now,
    )
    webhooks.add(webhook, receipt(webhook))
    return webhook


def own_webhook(webhook_id: UUID, *, webhooks: Webhooks, call: Call) -> Webhook:
    """Return a webhook to its agent. Raises WebhookNotFound, NotYourWebhook."""
    webhook = webhooks.get(webhook_id)
    check_webhook_owner(webhook, call.agent)
    return webhook


def change_webhook(
    webhook_id: UUID,
    change: Change,
    *,
    if_version: Collection[int] | None,
    webhooks: Webhooks,
    deliveries: Deliveries,
    internet: Internet,
    call: Call,
) -> Webhook:
    """Return the changed webhook; after a pause, and at another address, what waits is due at once, as if new.

    Raises WebhookNotFound, NotYourWebhook, AnotherWebhookVersion, InvalidTarget, WebhookChangedMeanwhile.
    """
    before = own_webhook(webhook_id, webhooks=webhooks, call=call)
    check_version(before, if_version)
    if change.url is not None:
        internet.check(change.url)
    after = replace(
        before,
        url=before.url if change.url is None else change.url,
        event_types=before.event_types if change.event_types is None else change.event_types,
        is_paused=before.is_paused if change.is_paused is None else change.is_paused,
        version=before.version + 1,
    )
    after = restarted(after, before, at=call.now)
    webhooks.save(before, after)
    deliveries.wake(webhook_id, at=call.now)
    return after


def rotate_secret(
    webhook_id: UUID,
    *,
    webhooks: Webhooks,
    random: Random,
    call: Call,
    receipt: Callable[[Webhook], Receipt | None],
) -> Webhook:
    """Return the webhook with a new secret. Raises WebhookNotFound, NotYourWebhook, WebhookChangedMeanwhile."""
    before = own_webhook(webhook_id, webhooks=webhooks, call=call)
    after = rotated(before, secret_of(random(SECRET_BYTES)), at=call.now)
    webhooks.save(before, after, receipt(after))
    return after


def remove_webhook(webhook_id: UUID, *, if_version: Collection[int] | None, webhooks: Webhooks, call: Call) -> None:
    """Delete a webhook. Raises WebhookNotFound, NotYourWebhook, AnotherWebhookVersion, WebhookChangedMeanwhile."""
    webhook = own_webhook(webhook_id, webhooks=webhooks, call=call)
    check_version(webhook, if_version)
    webhooks.remove(webhook)
