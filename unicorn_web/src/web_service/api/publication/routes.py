"""The routes of requests for publication: one row for each."""

from http import HTTPStatus

from unicorn_kit.conditions import IDEMPOTENCY_KEY
from unicorn_kit.routes import Route
from web_service.api.paths import PROPERTY

ROUTES = (
    Route(
        "POST",
        "/request_approval",
        handler=".handlers.publication_requests_api.request_approval",
        summary="Request the publication of a listing as it is now",
        body=".api.publication.bodies.ApprovalRequest",
        answer=".api.publication.answers.Publication",
        status=HTTPStatus.ACCEPTED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
    Route(
        "GET",
        f"{PROPERTY}/publication",
        handler=".handlers.publication_requests_api.read_publication",
        summary="Read the state of the last request for publication",
        answer=".api.publication.answers.Publication",
        problems=(400, 404),
    ),
    Route(
        "POST",
        f"{PROPERTY}/publication/appeal",
        handler=".handlers.publication_requests_api.appeal_decline",
        summary="Have a person judge what was declined; once for the listing as it is",
        body=".api.publication.bodies.AppealDecline",
        answer=".api.publication.answers.Publication",
        status=HTTPStatus.ACCEPTED,
        parameters=(IDEMPOTENCY_KEY,),
        problems=(400, 404, 409, 413, 422),
    ),
)
