"""The path's part that names a webhook."""

from uuid import UUID

from unicorn_kit.http import Request
from web_service.ports.webhooks import WebhookNotFound


def webhook_id(request: Request) -> UUID:
    """Return the webhook that a request is about. Raises WebhookNotFound if it cannot be one."""
    given = request.part("webhook_id")
    try:
        return UUID(given)
    except ValueError as error:
        raise WebhookNotFound(f"there is no webhook {given[:60]}") from error
