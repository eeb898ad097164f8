"""The API's description: OpenAPI 3.1, from the models that the routes use."""

from http import HTTPStatus
from typing import Any

from pydantic.json_schema import models_json_schema

from contracts_service.handlers.api_models import ContractAnswer
from contracts_service.handlers.operations import OPERATIONS, PROBLEM, Operation

EVERYWHERE = (401, 403, 429, 500, 503)  # statuses that any route may answer
_REF = "#/components/schemas/"


def document(server: str) -> dict[str, Any]:
    """Return the OpenAPI document of the API that is reached at `server`."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, schemas)
    queries = {operation.query.__name__ for operation in OPERATIONS if operation.query}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Unicorn Contracts", "version": "1", "license": {"name": "MIT-0", "identifier": "MIT-0"}},
        "servers": [{"url": server}],
        "security": [{"agent": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in queries},
            "securitySchemes": {"agent": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas() -> dict[str, Any]:
    taken = [(model, "validation") for o in OPERATIONS for model in (o.body, o.query) if model]
    models: Any = [*taken, (ContractAnswer, "serialization")]
    _, found = models_json_schema(models, ref_template=_REF + "{model}")
    return {"Problem": PROBLEM, **found["$defs"]}


def _operation(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    problems = sorted({*operation.problems, *EVERYWHERE})
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [*operation.parameters, *_query(operation, schemas)],
        "responses": {str(operation.status.value): _answer(operation)}
        | {str(status): _problem(HTTPStatus(status)) for status in problems},
    }
    if operation.body:
        schema = {"$ref": _REF + operation.body.__name__}
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


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
    return {
        "description": operation.status.phrase,
        "headers": operation.headers,
        "content": {"application/json": {"schema": operation.answer}},
    }


def _problem(status: HTTPStatus) -> dict[str, Any]:
    schema = {"$ref": _REF + "Problem"}
    return {"description": status.phrase, "content": {"application/problem+json": {"schema": schema}}}
