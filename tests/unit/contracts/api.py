"""Requests to the Contracts API as API Gateway hands them over, answered in process."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from contracts_service.handlers import contracts_api

SITE = "http://localhost:5173"
CLAIMS = {"cognito:username": "agent1", "cognito:groups": "agents"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def fields(self) -> set[str]:
        """The fields that a problem names."""
        return {error["field"] for error in self.body.get("errors", [])}


class LambdaContext:
    function_name = "contracts_api"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:contracts_api"

    def __init__(self) -> None:
        self.aws_request_id = str(uuid4())


def ask(
    method: str,
    path: str,
    body: object = None,
    *,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    claims: dict[str, str] | None = CLAIMS,
) -> Answer:
    """Send a request; a body that is no text is sent as JSON."""
    event = {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": {"Origin": SITE, "Content-Type": "application/json"} | (headers or {}),
        "multiValueHeaders": {name: [value] for name, value in (headers or {}).items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} if query else None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "requestId": str(uuid4()),
            "stage": "local",
            "path": path,
            "httpMethod": method,
            "authorizer": {"claims": claims} if claims is not None else None,
        },
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "isBase64Encoded": False,
    }
    answer = contracts_api.handler(event, LambdaContext())  # type: ignore[arg-type]
    single = {name: values[0] for name, values in answer["multiValueHeaders"].items()}
    return Answer(answer["statusCode"], single, json.loads(answer["body"]) if answer["body"] else None)
