"""A Lambda function behind a REST API's proxy integration, as a WSGI application for in-process HTTP clients."""

import base64
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

STAGE = "local"
CLAIMS = {"cognito:username": "agent1", "cognito:groups": "agents"}


class LambdaContext:
    """The context object with which Lambda invokes a function."""

    function_name = "function"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:function"

    def __init__(self) -> None:
        self.aws_request_id = str(uuid4())

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def proxy_event(request: Request, paths: Iterable[str], *, claims: dict[str, str] | None) -> dict[str, Any]:
    """Return API Gateway's event for a request; a binary body is encoded in Base64."""
    raw = request.get_data()
    try:
        body, encoded = raw.decode(), False
    except UnicodeDecodeError:
        body, encoded = base64.b64encode(raw).decode(), True
    query = request.args.to_dict(flat=False)
    resource, parameters = matched(request.path, paths)
    return {
        "resource": resource,
        "path": re.sub(f"^/{STAGE}(?=/)", "", request.path),
        "httpMethod": request.method,
        "headers": dict(request.headers.items()),
        "multiValueHeaders": {name: request.headers.getlist(name) for name in request.headers.keys()},  # noqa: SIM118
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "requestId": str(uuid4()),
            "stage": STAGE,
            "path": request.path,
            "httpMethod": request.method,
            "authorizer": {"claims": claims} if claims is not None else None,
        },
        "body": body or None,
        "isBase64Encoded": encoded,
    }


def matched(path: str, paths: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the path pattern that a path matches, and its parameters."""
    for pattern in paths:
        found = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", pattern), path)
        if found:
            return pattern, found.groupdict()
    return "/{proxy+}", {"proxy": path.strip("/")}


def wsgi(
    handler: Callable[..., dict[str, Any]], paths: Iterable[str] = (), *, claims: dict[str, str] | None = CLAIMS
) -> "Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]":
    """Return the handler as a WSGI application with these path patterns; every caller has the claims."""

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = handler(proxy_event(Request(environ), paths, claims=claims), LambdaContext())
        several = answer.get("multiValueHeaders") or {name: [value] for name, value in answer["headers"].items()}
        headers = [(name, value) for name, values in several.items() for value in values]
        return Response(answer["body"] or "", answer["statusCode"], headers)(environ, start_response)

    return application
