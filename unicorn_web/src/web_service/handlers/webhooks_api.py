"""Agents' REST requests → their webhooks."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from unicorn_kit.bodies import read_body, refuse_body
from unicorn_kit.conditions import etag, version_if_any
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.idempotency import Keep, once
from unicorn_kit.serving import serve
from web_service import wiring
from web_service.api.common import api_of
from web_service.api.webhooks.bodies import ChangeWebhook, RegisterWebhook
from web_service.api.webhooks.error_responses import ERROR_RESPONSES
from web_service.api.webhooks.paths import webhook_id
from web_service.api.webhooks.routes import ROUTES
from web_service.api.webhooks.views import new_view, secret_view, state_view, webhook_view
from web_service.telemetry import logger
from web_service.use_cases import webhooks as use_cases

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from web_service.api.webhooks.answers import NewWebhook, Webhook, WebhookSecret, WebhookState
    from web_service.domain.webhooks.webhook import Webhook as Stored

API = api_of(ROUTES)


def register_webhook(request: Request) -> "Response[NewWebhook]":
    return once(request, lambda keep: _register(request, keep), receipts=wiring.receipts)


def _register(request: Request, keep: Keep) -> "Response[NewWebhook]":
    wanted = read_body(RegisterWebhook, request)
    webhook = use_cases.register_webhook(
        wanted.url,
        wanted.event_types,
        webhooks=wiring.webhooks(),
        internet=wiring.internet(),
        random=wiring.random_bytes,
        call=wiring.call(request),
        receipt=lambda webhook: keep(lambda: _registered(webhook)),
    )
    _note(request, webhook, {"fact": "WebhookRegistered"})
    return _registered(webhook)


def _registered(webhook: "Stored") -> "Response[NewWebhook]":
    headers = {"Location": f"webhooks/{webhook.webhook_id}"} | etag(webhook.version)
    return json_response(new_view(webhook), HTTPStatus.CREATED, headers)


def list_webhooks(request: Request) -> "Response[list[WebhookState]]":
    found = wiring.webhooks().of_agent(wiring.call(request).agent.name)
    return json_response([state_view(webhook) for webhook in found])


def read_webhook(request: Request) -> "Response[Webhook]":
    return _shown(request, use_cases.own_webhook(
        webhook_id(request), webhooks=wiring.webhooks(), call=wiring.call(request)
    ))  # fmt: skip


def change_webhook(request: Request) -> "Response[Webhook]":
    webhook = use_cases.change_webhook(
        webhook_id(request),
        read_body(ChangeWebhook, request).to_domain(),
        if_version=version_if_any(request),
        webhooks=wiring.webhooks(),
        deliveries=wiring.deliveries(),
        internet=wiring.internet(),
        call=wiring.call(request),
    )
    return _shown(request, webhook)


def rotate_webhook_secret(request: Request) -> "Response[WebhookSecret]":
    return once(request, lambda keep: _rotate(request, keep), receipts=wiring.receipts)


def _rotate(request: Request, keep: Keep) -> "Response[WebhookSecret]":
    refuse_body(request)
    webhook = use_cases.rotate_secret(
        webhook_id(request),
        webhooks=wiring.webhooks(),
        random=wiring.random_bytes,
        call=wiring.call(request),
        receipt=lambda webhook: keep(lambda: _rotated(webhook)),
    )
    _note(request, webhook, {"fact": "WebhookSecretRotated"})
    return _rotated(webhook)


def _rotated(webhook: "Stored") -> "Response[WebhookSecret]":
    return json_response(secret_view(webhook), HTTPStatus.CREATED, etag(webhook.version))


def remove_webhook(request: Request) -> Response[Any]:
    removed = webhook_id(request)
    use_cases.remove_webhook(
        removed, if_version=version_if_any(request), webhooks=wiring.webhooks(), call=wiring.call(request)
    )
    request.logged |= {"fact": "WebhookRemoved", "webhook_id": str(removed)}
    return Response(HTTPStatus.NO_CONTENT, {}, "")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    return serve(event, context, API, __name__, error_responses=ERROR_RESPONSES, log=logger)


def _shown(request: Request, webhook: "Stored") -> "Response[Webhook]":
    _note(request, webhook, {})
    standing = wiring.webhooks().standing(webhook.webhook_id)
    return json_response(webhook_view(webhook, standing), headers=etag(webhook.version))


def _note(request: Request, webhook: "Stored", more: Mapping[str, object]) -> None:
    """Log which webhook it is; its address may hold a password of the receiver's, and is not logged."""
    request.logged |= {"webhook_id": str(webhook.webhook_id), "version": webhook.version, **more}
