"""The templates' request models as API Gateway reads them, to validate bodies offline as it does.

API Gateway imports the body of a REST API as OpenAPI 3.0 and keeps each schema as a model in draft 4 of JSON Schema;
words of OpenAPI that draft 4 does not know, as `nullable`, are dropped without an error. Its answers have the wording
of json-schema-validator (Java), which counts a text's length in code points and takes no 1.0 for an integer, as
`Draft4Validator` does. Where AWS is silent, this reader refuses what AWS might refuse: a missing or empty body, and a
body of any content type.

Sources: "Amazon API Gateway important notes", "Request validation for REST APIs" (Developer Guide).
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch

import httpx
from jsonschema import Draft4Validator

from tests.infra.stacks import CONTEXTS, resources

DRAFT_4 = frozenset(Draft4Validator.META_SCHEMA["properties"])  # its words
SCHEMAS = "#/components/schemas/"
Schema = dict[str, Any]


class RequestModel(NamedTuple):
    """The model of one route's body."""

    method: str
    path: str
    schema: Schema

    def refusals(self, body: str | None) -> list[str]:
        """Return what API Gateway has against a body; empty if it hands the request to the function."""
        try:
            instance = json.loads(body or "")
        except ValueError as error:
            return [f"no JSON: {error}"]
        return [error.message for error in Draft4Validator(self.schema).iter_errors(instance)]


@cache
def request_models() -> dict[tuple[str, str], RequestModel]:
    """Return the models of all routes with a body, by method and path."""
    apis = [api["Properties"]["Body"] for context in CONTEXTS for api in _apis(context)]
    found = [RequestModel(method.upper(), path, schema) for api in apis for method, path, schema in _bodies(api)]
    return {(model.method, model.path): model for model in found}


def model_of(method: str, path: str) -> RequestModel | None:
    """Return the model for a request by its path or a path's pattern, both with or without what stands before it."""
    models = request_models().values()
    return next((model for model in models if model.method == method and _ends_as(path, model.path)), None)


@contextmanager
def validated_requests() -> Iterator[None]:
    """Fail if a body that is sent over HTTP to either API is accepted there, and API Gateway on AWS would refuse it."""
    send = httpx.Client.send

    def checked(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
        response = send(client, request, **options)
        if response.is_success and (model := model_of(request.method, request.url.path)):
            assert not (refusals := model.refusals(request.read().decode())), refusals
        return response

    with patch.object(httpx.Client, "send", checked):
        yield


def imported(schema: Schema, schemas: Schema) -> Schema:
    """Return a schema of OpenAPI 3.0 as API Gateway keeps it: references resolved, words outside of draft 4 dropped."""
    if "$ref" in schema:
        return imported(schemas[schema["$ref"].removeprefix(SCHEMAS)], schemas)
    return {word: _imported(word, value, schemas) for word, value in schema.items() if word in DRAFT_4}


def _imported(word: str, value: Any, schemas: Schema) -> Any:
    match word, value:
        case "properties", dict():
            return {name: imported(part, schemas) for name, part in value.items()}
        case (("allOf" | "anyOf" | "oneOf"), list()):
            return [imported(part, schemas) for part in value]
        case (("items" | "not" | "additionalProperties"), dict()):
            return imported(value, schemas)
    return value


def _apis(context: str) -> list[dict[str, Any]]:
    return list(resources(context, "AWS::ApiGateway::RestApi").values())


def _bodies(api: dict[str, Any]) -> list[tuple[str, str, Schema]]:
    """Return method, path and imported schema of each operation whose body is validated."""
    validating = {
        name
        for name, validator in api.get("x-amazon-apigateway-request-validators", {}).items()
        if validator["validateRequestBody"]
    }
    schemas = api["components"].get("schemas", {})
    return [
        (method, path, imported(operation["requestBody"]["content"]["application/json"]["schema"], schemas))
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and operation.get("x-amazon-apigateway-request-validator") in validating
    ]


def _ends_as(path: str, pattern: str) -> bool:
    return re.search(re.sub(r"\{\w+\}", "[^/]+", pattern) + "$", path) is not None
