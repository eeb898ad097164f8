"""REST requests as API Gateway hands them over, and responses to them."""

import json
import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from unicorn_kit.identity import Caller, agent
from unicorn_kit.problems import Problem, invalid

if TYPE_CHECKING:
    from unicorn_kit.routes import Route

BODY_MAX = 64 * 1024  # bytes
LOST = "\ufffd"  # stands in the place of bytes that are no UTF-8; JSON can write the character itself as \\ufffd
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PREFIX = re.compile(r"/api/[a-z]+")
_CORRELATION_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Response[View](NamedTuple):
    """A response; `View` is the type of the JSON in its body, for the type checker and the API's table."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: str


def json_response[View](
    view: View, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response[View]:
    return Response(status, {"Content-Type": "application/json"} | dict(headers or {}), _to_json(view))


class Request:
    """One request; its faults are raised as Problem."""

    def __init__(self, event: Mapping[str, Any], context: Any = None, route: "Route | None" = None) -> None:
        self._event = event
        self.lambda_context = context
        self.route = route  # the row of the API's table that the request matched
        self.logged: dict[str, object] = {}  # what its line in the log says beside the status
        self.headers = _one_each(event)

    @property
    def method(self) -> str:
        return str(self._event["httpMethod"])

    @property
    def resource(self) -> str:
        """The path's pattern, as API Gateway has matched it: `/things/{thing_id}`."""
        return str(self._event["resource"])

    @property
    def context(self) -> Mapping[str, Any]:
        """API Gateway's request context: the request id, the stage, the caller's claims."""
        found: Mapping[str, Any] = self._event["requestContext"]
        return found

    @property
    def caller(self) -> Caller:
        """The signed-in agent. Raises Problem: 401, 403."""
        return agent(self.context)

    @property
    def request_id(self) -> str:
        return str(self.context["requestId"])

    @property
    def correlation_id(self) -> str:
        """The caller's own X-Correlation-Id if it is a plain one, else the id of this request."""
        given = self.header("X-Correlation-Id")
        return given if _CORRELATION_ID.fullmatch(given) else self.request_id

    @property
    def prefix(self) -> str:
        """The path below which the site forwards requests to this API; empty for one to the API's own address."""
        given = self.header("X-Forwarded-Prefix")
        return given if _PREFIX.fullmatch(given) else ""

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters. Raises Problem if one is given twice."""
        return self.query_of(self.last_query)

    def query_of(self, names: Collection[str]) -> Mapping[str, str]:
        """Return the query's parameters with these names. Raises Problem if one of them is given twice."""
        for name, values in (self._event.get("multiValueQueryStringParameters") or {}).items():
            if name in names and len(values) > 1:
                raise invalid(name[:60], "give it once")
        return {name: value for name, value in self.last_query.items() if name in names}

    @property
    def last_query(self) -> Mapping[str, str]:
        """The query's parameters; of one that is given twice, the last value."""
        return self._event.get("queryStringParameters") or {}

    def header(self, name: str) -> str:
        """Return a header's value; empty if it is absent."""
        return self.headers.get(name.lower(), "")

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of the path by their names in its pattern, still encoded."""
        return self._event.get("pathParameters") or {}

    def part(self, name: str) -> str:
        """Return one part of the path."""
        return unquote(self.parts[name])

    def text(self) -> str:
        """Return the body as text. Raises Problem: 400 if it is not UTF-8, 413 if it is too large."""
        body = self._event.get("body") or ""
        if self._event.get("isBase64Encoded"):
            from base64 import b64decode  # noqa: PLC0415

            try:
                body = b64decode(body).decode()
            except ValueError as error:
                raise _not_utf8() from error
        if len(body.encode("utf-8", "surrogatepass")) > BODY_MAX:
            detail = f"Send a body of at most {BODY_MAX} bytes."
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)
        if LOST in body:
            raise _not_utf8()
        return str(body)


def _not_utf8() -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "invalid-request", "Send the body as UTF-8 text.")


def _one_each(event: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers; one that came on several lines is the list of all of them (RFC 9110, 5.3)."""
    last = {name: [value] for name, value in (event.get("headers") or {}).items()}
    given: Mapping[str, list[object]] = event.get("multiValueHeaders") or last
    return {name.lower(): ", ".join(map(str, values)) for name, values in given.items()}
