"""REST requests as API Gateway hands them over → answers: routes, CORS, the correlation id, errors as problem details.

A table of routes is all that these functions need: API Gateway has matched the path already. Powertools' resolver
would be a fifth of a cold start.
"""

import json
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from web_service import wiring
from web_service.domain.property_id import InvalidPropertyId, of_parts
from web_service.handlers.problems import CONTENT_TYPE, Problem, invalid, problem_body
from web_service.ports import StoreUnavailable

BODY_MAX = 64 * 1024  # bytes
_CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Answer(NamedTuple):
    status: HTTPStatus
    headers: Mapping[str, str]
    body: str


class Log(Protocol):
    """What is told of a request."""

    def info(self, message: str, /, *, extra: Mapping[str, object]) -> None: ...
    def exception(self, message: str, /) -> None: ...


class Request:
    """One request; what is wrong with it is raised as Problem."""

    def __init__(self, event: Mapping[str, Any]) -> None:
        self._event = event
        self._headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}

    @property
    def route(self) -> str:
        return f"{self._event['httpMethod']} {self._event['resource']}"

    @property
    def context(self) -> Mapping[str, Any]:
        """What API Gateway knows of the request and its sender."""
        found: Mapping[str, Any] = self._event["requestContext"]
        return found

    @property
    def request_id(self) -> str:
        return str(self.context["requestId"])

    @property
    def correlation_id(self) -> str:
        """The caller's own X-Correlation-Id if it is a plain one, else the id of this request."""
        given = self.header("X-Correlation-Id")
        return given if _CORRELATION_ID.fullmatch(given) else self.request_id

    @property
    def query(self) -> Mapping[str, str]:
        for name, values in (self._event.get("multiValueQueryStringParameters") or {}).items():
            if len(values) > 1:
                raise invalid(name[:60], "give it once")
        return self._event.get("queryStringParameters") or {}

    def header(self, name: str) -> str:
        return self._headers.get(name.lower(), "")

    def part(self, name: str) -> str:
        """Return one part of the path."""
        return unquote(self._event["pathParameters"][name])

    def place(self, *parts: str) -> str:
        """Return the id that these parts of the path make: of a property, or of the city or street it is in."""
        try:
            return of_parts(*map(self.part, parts))
        except InvalidPropertyId as error:
            raise invalid(str(error).partition(" ")[0], str(error), "invalid-property-id") from error

    def property_id(self) -> str:
        """Return the id of the property that the path names."""
        return self.place("country", "city", "street", "number")

    def text(self) -> str:
        """Return the body as text."""
        body = self._event.get("body") or ""
        if self._event.get("isBase64Encoded"):
            from base64 import b64decode  # noqa: PLC0415

            try:
                body = b64decode(body).decode()
            except ValueError as error:
                raise Problem(HTTPStatus.BAD_REQUEST, "invalid-request", "Send the body as UTF-8 text.") from error
        if len(body.encode("utf-8", "surrogatepass")) > BODY_MAX:
            detail = f"Send a body of at most {BODY_MAX} bytes."
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)
        return str(body)


BUSY = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "try-again-later",
    "The store is busy; nothing was changed. Send the request again.",
    retry_after="2",
)
BROKEN = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "unexpected-error",
    "Something went wrong on our side. Send the request again; if it stays, report the correlation id.",
)


class Refusal(NamedTuple):
    """The answer to an error that its caller can mend."""

    status: HTTPStatus
    kind: str
    retry_after: str | None = None  # seconds


Route = Callable[[Request], Answer]
Refusals = Mapping[type[Exception], Refusal]


def json_answer(view: Any, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Answer:
    body = json.dumps(view, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, {"Content-Type": "application/json"} | dict(headers or {}), body)


def preflight(_: Request) -> Answer:
    headers = {
        "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
        "Access-Control-Allow-Headers": "Authorization,Content-Type,If-Match,If-None-Match,X-Correlation-Id",
        "Access-Control-Max-Age": "3600",
    }
    return Answer(HTTPStatus.NO_CONTENT, headers, "")


def serve(event: Mapping[str, Any], routes: Mapping[str, Route], refusals: Refusals, log: Log) -> dict[str, Any]:
    """Answer a request by its route. Nothing internal leaves."""
    request = Request(event)
    answer = _answered(request, routes, refusals, log)
    everywhere = {
        "Access-Control-Allow-Origin": wiring.site_origin(),
        "Access-Control-Expose-Headers": "ETag,Link,Location,Retry-After,X-Correlation-Id",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Correlation-Id": request.correlation_id,
    }
    told = {"route": request.route, "status": answer.status.value, "correlation_id": request.correlation_id}
    log.info("answered", extra=told)
    return {"statusCode": answer.status.value, "headers": everywhere | dict(answer.headers), "body": answer.body}


def _answered(request: Request, routes: Mapping[str, Route], refusals: Refusals, log: Log) -> Answer:
    try:
        return routes.get(request.route, _no_route)(request)
    except Problem as found:
        return _problem(found, request)
    except StoreUnavailable:
        log.exception("store_unavailable")
        return _problem(BUSY, request)
    except tuple(refusals) as error:
        refusal = refusals[type(error)]
        problem = Problem(refusal.status, refusal.kind, f"{error}.", retry_after=refusal.retry_after)
        return _problem(problem, request)
    except Exception:
        log.exception("unexpected_error")
        return _problem(BROKEN, request)


def _no_route(_: Request) -> Answer:
    detail = "There is no such route; the API's description lists those there are."
    raise Problem(HTTPStatus.NOT_FOUND, "no-such-route", detail)


def _problem(problem: Problem, request: Request) -> Answer:
    retry_after = {"Retry-After": problem.retry_after} if problem.retry_after else {}
    body = problem_body(problem, correlation_id=request.correlation_id)
    return Answer(problem.status, {"Content-Type": CONTENT_TYPE} | retry_after, body)
