"""Webhooks as their agents see them; a secret is in the answer to the request that made it, and in no other."""

from datetime import datetime
from typing import TYPE_CHECKING

from unicorn_kit.moments import rfc3339
from web_service.domain.webhooks.delivery import Failure
from web_service.domain.webhooks.webhook import EventType, Webhook
from web_service.ports.webhooks import Standing

if TYPE_CHECKING:
    from web_service.api.webhooks import answers


def state_view(webhook: Webhook) -> "answers.WebhookState":
    return {
        "webhook_id": str(webhook.webhook_id),
        "url": webhook.url,
        "event_types": list(webhook.event_types),
        "paused": webhook.is_paused,
        "created_at": rfc3339(webhook.created_at),
    }


def webhook_view(webhook: Webhook, standing: Standing) -> "answers.Webhook":
    return {
        **state_view(webhook),
        "next_attempt_at": _moment(None if webhook.is_paused else standing.due_at),
        "failures": [_failure(failure) for failure in standing.failures],
    }


def new_view(webhook: Webhook) -> "answers.NewWebhook":
    return {**webhook_view(webhook, Standing()), "secret": webhook.secrets.current}


def secret_view(webhook: Webhook) -> "answers.WebhookSecret":
    until = webhook.secrets.previous_until or webhook.created_at
    return {
        "webhook_id": str(webhook.webhook_id),
        "secret": webhook.secrets.current,
        "previous_valid_until": rfc3339(until),
    }


def _failure(failure: Failure) -> "answers.WebhookFailure":
    return {
        "at": rfc3339(failure.at),
        "event_id": failure.event_id,
        "event_type": EventType(failure.event_type),
        "reason": failure.reason,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else rfc3339(at)
