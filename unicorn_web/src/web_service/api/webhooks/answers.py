"""Webhooks as their agents see them. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.webhooks.webhook import EventType

Secret = Annotated[str, Field(description="signs the requests; shown once")]


class WebhookFailure(TypedDict):
    """An attempt that failed."""

    at: Moment
    event_id: str
    event_type: EventType
    reason: str


class WebhookState(TypedDict):
    """A webhook in a list."""

    webhook_id: str
    url: str
    event_types: list[EventType]
    paused: bool
    created_at: Moment


class Webhook(WebhookState):
    """A webhook, with what is known of the sending."""

    next_attempt_at: Annotated[Moment | None, Field(description="null if nothing waits to be sent")]
    failures: Annotated[list[WebhookFailure], Field(description="the last five, the newest first")]


class NewWebhook(Webhook):
    """A webhook that was just registered."""

    secret: Secret


class WebhookSecret(TypedDict):
    """A new secret."""

    webhook_id: str
    secret: Secret
    previous_valid_until: Annotated[Moment, Field(description="the secret before signs as well until then")]
