"""A request → its route's response: access, the correlation id, errors as problem details.

API Gateway has matched the path already, so a table is all that is needed; Powertools' resolver would be a fifth of a
cold start.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.http import Request, Response
from unicorn_kit.identity import agent
from unicorn_kit.problems import CONTENT_TYPE, Problem, problem_body
from unicorn_kit.routes import Api

if TYPE_CHECKING:
    from typing import Protocol

    class Log(Protocol):
        """The log of requests."""

        def info(self, message: str, /, *, extra: Mapping[str, object]) -> None: ...
        def exception(self, message: str, /, *, extra: Mapping[str, object]) -> None: ...


class ErrorResponse(NamedTuple):
    """The response to an error that its caller can correct."""

    status: HTTPStatus
    kind: str
    retry_after: str | Callable[[Any], str] | None = None  # seconds, or how the error names them
    field: str | Callable[[Any], str] | None = None  # the field that the error is about, or how the error names it
    if_conditional: HTTPStatus | None = None  # the status instead, where the request came with If-Match
    extensions: Callable[[Any], Mapping[str, Any]] | None = None  # further members of the problem, from the error


ErrorResponses = Mapping[type[Exception], ErrorResponse]

BUSY = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "try-again-later",
    "The store is busy, and whether anything was changed is not known. Send the request again, a POST with the same"
    " Idempotency-Key.",
    retry_after="2",
)
BROKEN = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "unexpected-error",
    "Something went wrong on our side. Send the request again; if it stays, report the correlation id.",
)
NO_ROUTE = Problem(
    HTTPStatus.NOT_FOUND, "no-such-route", "There is no such route; the API's description lists those there are."
)


def serve(
    event: Mapping[str, Any],
    context: Any,
    api: Api,
    module: str,
    *,
    error_responses: ErrorResponses,
    log: "Log",
) -> dict[str, Any]:
    """Answer a request by the route of the function whose entry point stands in `module`. Nothing internal leaves.

    The log has one line for it, which is called as the route's operation.
    """
    request = Request(event, context)
    response, correlation_id = _response(request, api, module, error_responses, log), request.correlation_id
    everywhere = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Correlation-Id": correlation_id,
    }
    operation = request.route.operation if request.route else f"{request.method} {request.resource}"
    status = {"status": response.status.value, "correlation_id": correlation_id}
    log.info(operation, extra=status | request.logged)
    return {"statusCode": response.status.value, "headers": everywhere | dict(response.headers), "body": response.body}


def _response(request: Request, api: Api, module: str, error_responses: ErrorResponses, log: "Log") -> Response[Any]:
    try:
        return _dispatch(request, api, module)
    except Problem as problem:
        return _problem(problem, request)
    except StoreUnavailable:
        log.exception("store_unavailable", extra={"correlation_id": request.correlation_id})
        return _problem(BUSY, request)
    except tuple(error_responses) as error:
        kind = next(kind for kind in type(error).__mro__ if kind in error_responses)
        return _problem(_problem_of(error, error_responses[kind], request), request)
    except Exception:
        log.exception("unexpected_error", extra={"correlation_id": request.correlation_id})
        return _problem(BROKEN, request)


def _dispatch(request: Request, api: Api, module: str) -> Response[Any]:
    found = api.handler(module, request.method, request.resource)
    if found is None:
        raise NO_ROUTE
    request.route, handler = found
    if request.route.access == "agent":
        agent(request.context)
    response: Response[Any] = handler(request)
    return response


def _problem_of(error: Exception, found: ErrorResponse, request: Request) -> Problem:
    conditional = found.if_conditional if "if-match" in request.headers else None
    field = found.field(error) if callable(found.field) else found.field
    errors = [{"field": field, "message": str(error)}] if field else []
    status = conditional or found.status
    more = found.extensions(error) if found.extensions else {}
    after = found.retry_after(error) if callable(found.retry_after) else found.retry_after
    return Problem(status, found.kind, f"{error}.", errors=errors, retry_after=after, extensions=more)


def _problem(problem: Problem, request: Request) -> Response[Any]:
    retry_after = {"Retry-After": problem.retry_after} if problem.retry_after else {}
    body = problem_body(problem, correlation_id=request.correlation_id)
    return Response(problem.status, {"Content-Type": CONTENT_TYPE} | retry_after, body)
