"""The API's description: OpenAPI 3.1, from the models that the routes use."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web_service.handlers.operations import CUSTOMERS, OPERATIONS, WATCHERS, Operation

EVERYWHERE = (429, 500, 503)  # statuses that any route may answer
SIGNED_IN = (401, 403)  # those of an agent's, too
_REF = "#/components/schemas/"
_TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457): what is wrong, and how to mend it",
    "required": ["type", "title", "status", "detail", "correlation_id"],
    "properties": {
        "type": _TEXT | {"format": "uri", "description": "stable; its last part names the kind of problem"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "correlation_id": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": _TEXT, "message": _TEXT},
            },
        },
    },
}


def document(server: str) -> dict[str, Any]:
    """Return the OpenAPI document of the API that is reached at `server`."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, schemas)
    queries = {operation.query.__name__ for operation in OPERATIONS if operation.query}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Unicorn Web", "version": "1", "license": {"name": "MIT-0", "identifier": "MIT-0"}},
        "servers": [{"url": server}],
        "security": [{"agent": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in queries},
            "securitySchemes": {"agent": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas() -> dict[str, Any]:
    taken = {model for o in OPERATIONS for model in (o.body, o.query) if model}
    answered = {operation.answer for operation in OPERATIONS}
    models: Any = [(model, "validation") for model in _sorted(taken)]
    models += [(model, "serialization") for model in _sorted(answered)]
    _, found = models_json_schema(models, ref_template=_REF + "{model}")
    return {"Problem": PROBLEM, **found["$defs"]}


def _sorted(models: set[type[BaseModel]]) -> list[type[BaseModel]]:
    return sorted(models, key=lambda model: model.__name__)


def _operation(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    signed_in = () if operation.is_public else SIGNED_IN
    problems = sorted({*operation.problems, *EVERYWHERE, *signed_in})
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_readers(operation)],
        "summary": operation.summary,
        "parameters": [*operation.parameters, *_query(operation, schemas)],
        "responses": {str(operation.status.value): _answer(operation)}
        | {str(status.value): {"description": status.phrase} for status in operation.empty}
        | {str(status): _problem(HTTPStatus(status)) for status in problems},
    }
    if operation.is_public:
        described["security"] = []
    if operation.body:
        schema = {"$ref": _REF + operation.body.__name__}
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


def _readers(operation: Operation) -> str:
    if operation in WATCHERS:
        return "watchers"
    return "customers" if operation in CUSTOMERS else "agents"


def _query(operation: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    properties = schemas[operation.query.__name__]["properties"]
    return [{"name": name, "in": "query", "schema": _given(schema)} for name, schema in properties.items()]


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter's schema where it is given: it may be left out, but there is no null in a query."""
    for option in schema.get("anyOf", ()):
        if option != {"type": "null"}:
            return dict(option)
    return schema


def _answer(operation: Operation) -> dict[str, Any]:
    one = {"$ref": _REF + operation.answer.__name__}
    schema = {"type": "array", "items": one} if operation.many else one
    headers = {"headers": operation.headers} if operation.headers else {}
    return {
        "description": operation.status.phrase,
        **headers,
        "content": {"application/json": {"schema": schema}},
    }


def _problem(status: HTTPStatus) -> dict[str, Any]:
    schema = {"$ref": _REF + "Problem"}
    return {"description": status.phrase, "content": {"application/problem+json": {"schema": schema}}}
