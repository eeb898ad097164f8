"""The errors of webhooks, each with the response that a caller gets; other functions need not import them."""

from http import HTTPStatus

from unicorn_kit.serving import ErrorResponse, ErrorResponses
from web_service.domain.webhooks import target, webhook
from web_service.ports import webhooks

ERROR_RESPONSES: ErrorResponses = {
    target.InvalidTarget: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-webhook-address", field="url"),
    webhook.NotYourWebhook: ErrorResponse(HTTPStatus.FORBIDDEN, "not-your-webhook"),
    webhook.AnotherWebhookVersion: ErrorResponse(HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"),
    webhook.TooManyWebhooks: ErrorResponse(HTTPStatus.CONFLICT, "too-many-webhooks"),
    webhooks.WebhookNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "webhook-not-found"),
    webhooks.WebhookChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
}
