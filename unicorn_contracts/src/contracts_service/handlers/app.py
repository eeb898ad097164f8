"""Router → resolver: CORS, the correlation id, and every error as problem details."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from contracts_service import wiring
from contracts_service.handlers.problems import Problem, problem
from contracts_service.handlers.refusals import FIELDS, REFUSALS
from contracts_service.handlers.requests import correlation_id
from contracts_service.ports import ContractChangedMeanwhile, StoreUnavailable
from contracts_service.wiring import logger

EVERYWHERE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
RETRY_AFTER = "2"  # seconds


def make_app(router: APIGatewayRouter) -> APIGatewayRestResolver:
    """Return a resolver that serves the router's routes. Nothing internal leaves it."""
    cors = CORSConfig(
        allow_origin=wiring.site_origin(),
        allow_headers=["If-Match", "Idempotency-Key", "X-Correlation-Id"],
        expose_headers=["ETag", "Link", "Location", "X-Correlation-Id"],
        max_age=3600,
    )
    app = APIGatewayRestResolver(cors=cors)
    app.use([_with_correlation_id])
    app.include_router(router)
    app.exception_handler(list(REFUSALS))(partial(_refusal, app))
    app.exception_handler(ContractChangedMeanwhile)(partial(_lost_race, app))
    app.exception_handler(StoreUnavailable)(partial(_unavailable, app))
    app.exception_handler(Problem)(partial(_problem, app))
    app.exception_handler(Exception)(partial(_unexpected, app))
    app.not_found(partial(_no_route, app))
    return app


def _with_correlation_id(
    app: APIGatewayRestResolver, call_next: Callable[[APIGatewayRestResolver], Response[str]]
) -> Response[str]:
    correlation = correlation_id(app.current_event)
    logger.append_keys(correlation_id=correlation)
    return _told(app, call_next(app))


def _refusal(app: APIGatewayRestResolver, error: Exception) -> Response[str]:
    status, kind = REFUSALS[type(error)]
    field = FIELDS.get(type(error))
    return _answer(app, Problem(status, kind, f"{error}.", **({"errors": [_fault(field, error)]} if field else {})))


def _fault(field: str, error: Exception) -> dict[str, str]:
    return {"field": field, "message": str(error)}


def _lost_race(app: APIGatewayRestResolver, error: ContractChangedMeanwhile) -> Response[str]:
    conditional = app.current_event.headers.get("If-Match") is not None
    status = HTTPStatus.PRECONDITION_FAILED if conditional else HTTPStatus.CONFLICT
    return _answer(app, Problem(status, "changed-meanwhile", f"{error}."))


def _unavailable(app: APIGatewayRestResolver, _: StoreUnavailable) -> Response[str]:
    logger.exception("store_unavailable")
    detail = "The store is busy; nothing was changed. Send the request again."
    response = _answer(app, Problem(HTTPStatus.SERVICE_UNAVAILABLE, "try-again-later", detail))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _problem(app: APIGatewayRestResolver, error: Problem) -> Response[str]:
    return _answer(app, error)


def _unexpected(app: APIGatewayRestResolver, _: Exception) -> Response[str]:
    logger.exception("unexpected_error")
    detail = "Something went wrong on our side. Send the request again; if it stays, report the correlation id."
    return _answer(app, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected-error", detail))


def _no_route(app: APIGatewayRestResolver, _: Exception) -> Response[str]:
    detail = "There is no such route; the API's description lists those there are."
    return _answer(app, Problem(HTTPStatus.NOT_FOUND, "no-such-route", detail))


def _answer(app: APIGatewayRestResolver, error: Problem) -> Response[str]:
    return _told(app, problem(error, correlation_id=correlation_id(app.current_event)))


def _told(app: APIGatewayRestResolver, response: Response[str]) -> Response[str]:
    """Return the answer as it leaves: with what every answer has, and a line in the log."""
    event = app.current_event
    response.headers |= EVERYWHERE | {"X-Correlation-Id": correlation_id(event)}
    logger.info("answered", extra={"route": f"{event.http_method} {event.resource}", "status": response.status_code})
    return response
