"""A webhook: the events of one agent's own properties, sent to an address of the agent's agency."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from web_service.domain.agent import Agent

WEBHOOKS_MAX = 10  # of one agent
OVERLAP = timedelta(hours=24)  # in which the secret before signs as well


class EventType(StrEnum):
    """The events that agents can have sent to them."""

    CONTRACT_STATUS_CHANGED = "ContractStatusChanged"
    PUBLICATION_APPROVAL_REQUESTED = "PublicationApprovalRequested"
    PUBLICATION_EVALUATION_COMPLETED = "PublicationEvaluationCompleted"
    PUBLICATION_REVOKED = "PublicationRevoked"


class NotYourWebhook(Exception):
    """Raised when a webhook belongs to another agent."""


class AnotherWebhookVersion(Exception):
    """Raised when a webhook is not the version that a change was made from."""


class TooManyWebhooks(Exception):
    """Raised when an agent has as many webhooks as one may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The secret that signs, and until `previous_until` the one before it. Never logged, hence no repr."""

    current: str
    previous: str | None = None
    previous_until: datetime | None = None

    def __repr__(self) -> str:
        return "Secrets(…)"

    def at(self, moment: datetime) -> list[str]:
        """Return the secrets that sign at a moment, the newest first."""
        if self.previous and self.previous_until and moment < self.previous_until:
            return [self.current, self.previous]
        return [self.current]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    webhook_id: UUID
    agent: str
    url: str
    event_types: tuple[EventType, ...]
    secrets: Secrets
    created_at: datetime
    is_paused: bool = False
    version: int = 1
    restarts: int = 0  # how often it went on after a pause, or got another address: what waits is due then, as if new
    restarted_at: datetime | None = None  # the last time


def check_webhook_owner(webhook: Webhook, agent: Agent) -> None:
    """Raise NotYourWebhook unless the agent may use it."""
    if webhook.agent != agent.name and not agent.is_admin:
        raise NotYourWebhook(f"webhook {webhook.webhook_id} belongs to another agent")


def check_version(webhook: Webhook, wanted: Collection[int] | None) -> None:
    """Raise AnotherWebhookVersion unless the webhook is one of the wanted versions; any is if none is named."""
    if wanted is not None and webhook.version not in wanted:
        raise AnotherWebhookVersion(f"webhook {webhook.webhook_id} was changed; read it and decide again")


def restarted(after: Webhook, before: Webhook, *, at: datetime) -> Webhook:
    """Return the changed webhook; count it as a restart if it goes on after a pause, or has another address."""
    if after.url == before.url and not (before.is_paused and not after.is_paused):
        return after
    return replace(after, restarts=before.restarts + 1, restarted_at=at)


def rotated(webhook: Webhook, secret: str, *, at: datetime) -> Webhook:
    """Let a new secret sign; the one before signs beside it for a while, and an older one no longer."""
    secrets = Secrets(current=secret, previous=webhook.secrets.current, previous_until=at + OVERLAP)
    return replace(webhook, secrets=secrets, version=webhook.version + 1)
