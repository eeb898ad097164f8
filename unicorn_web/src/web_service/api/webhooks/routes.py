"""The routes of webhooks: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import ENTITY_TAGS, IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.parameters import TEXT

WEBHOOK = "/webhooks/{webhook_id}"
WEBHOOK_VERSION = {"ETag": {"description": 'the webhook\'s version in quotes, as in "7", for If-Match', "schema": TEXT}}
WEBHOOK_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": 'the webhook\'s ETag, as in "7"; or several, or *. Any version will do without it; 412 at another',
    "schema": ENTITY_TAGS,
}
WEBHOOK_LOCATION = {"Location": {"description": "where the webhook is", "schema": TEXT}}

ROUTES = (
    Route(
        "POST",
        "/webhooks",
        handler=".handlers.webhooks_api.register_webhook",
        summary="Have the events of own properties sent to an address; the answer alone has the secret",
        body=".api.webhooks.bodies.RegisterWebhook",
        answer=".api.webhooks.answers.NewWebhook",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=WEBHOOK_LOCATION | WEBHOOK_VERSION,
        problems=(400, 409, 413, 422),
    ),
    Route(
        "GET",
        "/webhooks",
        handler=".handlers.webhooks_api.list_webhooks",
        summary="List own webhooks, oldest first; there are ten at most",
        answer=".api.webhooks.answers.WebhookState",
        many=True,
    ),
    Route(
        "GET",
        WEBHOOK,
        handler=".handlers.webhooks_api.read_webhook",
        summary="Read a webhook, with its last failures",
        answer=".api.webhooks.answers.Webhook",
        headers=WEBHOOK_VERSION,
        problems=(404,),
    ),
    Route(
        "PATCH",
        WEBHOOK,
        handler=".handlers.webhooks_api.change_webhook",
        summary="Change a webhook's address or types of events, pause it, or let it go on",
        body=".api.webhooks.bodies.ChangeWebhook",
        answer=".api.webhooks.answers.Webhook",
        parameters=(WEBHOOK_IF_MATCH,),
        headers=WEBHOOK_VERSION,
        problems=(400, 404, 409, 412, 413),
    ),
    Route(
        "DELETE",
        WEBHOOK,
        handler=".handlers.webhooks_api.remove_webhook",
        summary="Delete a webhook, and what waits for it",
        status=HTTPStatus.NO_CONTENT,
        parameters=(WEBHOOK_IF_MATCH,),
        empty=(HTTPStatus.NO_CONTENT,),
        problems=(400, 404, 409, 412),
    ),
    Route(
        "POST",
        f"{WEBHOOK}/secret",
        handler=".handlers.webhooks_api.rotate_webhook_secret",
        summary="Get a new secret; the one before signs as well for 24 hours",
        answer=".api.webhooks.answers.WebhookSecret",
        status=HTTPStatus.CREATED,
        parameters=(IDEMPOTENCY_KEY,),
        headers=WEBHOOK_VERSION,
        problems=(400, 404, 409, 422),
    ),
)
