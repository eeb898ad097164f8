"""Router → resolver: CORS, the correlation id, and every error as problem details."""

import json
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from web_service import wiring
from web_service.handlers.problems import CONTENT_TYPE, Problem, problem_body
from web_service.handlers.refusals import FIELDS, REFUSALS, RETRY_AFTER
from web_service.handlers.requests import correlation_id
from web_service.ports import StoreUnavailable
from web_service.telemetry import logger

EVERYWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
STORE_RETRY_AFTER = "2"  # seconds


def make_app(router: APIGatewayRouter) -> APIGatewayRestResolver:
    """Return a resolver that serves the router's routes. Nothing internal leaves it."""
    cors = CORSConfig(
        allow_origin=wiring.site_origin(),
        allow_headers=["If-Match", "X-Correlation-Id"],
        expose_headers=["ETag", "Link", "Location", "Retry-After", "X-Correlation-Id"],
        max_age=3600,
    )
    app = APIGatewayRestResolver(cors=cors)
    app.use([_with_correlation_id])
    app.include_router(router)
    app.exception_handler(list(REFUSALS))(partial(_refusal, app))
    app.exception_handler(StoreUnavailable)(partial(_unavailable, app))
    app.exception_handler(Problem)(partial(_answer, app))
    app.exception_handler(Exception)(partial(_unexpected, app))
    app.not_found(partial(_no_route, app))
    return app


def json_answer(view: Any, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response[str]:
    body = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    return Response(status_code=status, content_type="application/json", headers=dict(headers or {}), body=body)


def _with_correlation_id(
    app: APIGatewayRestResolver, call_next: Callable[[APIGatewayRestResolver], Response[str]]
) -> Response[str]:
    correlation = correlation_id(app.current_event)
    logger.append_keys(correlation_id=correlation)
    response = call_next(app)
    response.headers |= EVERYWHERE | {"X-Correlation-Id": correlation}
    return response


def _refusal(app: APIGatewayRestResolver, error: Exception) -> Response[str]:
    status, kind = REFUSALS[type(error)]
    field = FIELDS.get(type(error))
    errors = {"errors": [{"field": field, "message": str(error)}]} if field else {}
    response = _answer(app, Problem(status, kind, f"{error}.", **errors))
    if type(error) in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[type(error)]
    return response


def _unavailable(app: APIGatewayRestResolver, _: StoreUnavailable) -> Response[str]:
    logger.exception("store_unavailable")
    detail = "The store is busy; nothing was changed. Send the request again."
    response = _answer(app, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "try-again-later", detail))
    response.headers["Retry-After"] = STORE_RETRY_AFTER
    return response


def _unexpected(app: APIGatewayRestResolver, _: Exception) -> Response[str]:
    logger.exception("unexpected_error")
    detail = "Something went wrong on our side. Send the request again; if it stays, report the correlation id."
    return _answer(app, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected-error", detail))


def _no_route(app: APIGatewayRestResolver, _: Exception) -> Response[str]:
    detail = "There is no such route; the API's description lists those there are."
    return _answer(app, Problem(HTTPStatus.NOT_FOUND, "no-such-route", detail))


def _answer(app: APIGatewayRestResolver, error: Problem) -> Response[str]:
    correlation = correlation_id(app.current_event)
    return Response(
        status_code=error.status.value,
        content_type=CONTENT_TYPE,
        headers=EVERYWHERE | {"X-Correlation-Id": correlation},
        body=problem_body(error, correlation_id=correlation),
    )
