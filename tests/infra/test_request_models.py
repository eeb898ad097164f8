"""The gateway's request models: valid, of the few words that API Gateway surely reads, and never stricter than the API.

pydantic validates every body again, so a model that refuses too little costs an invocation, and one that refuses too
much costs a request: docs/adr/0027 says which words are used, and why.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator

from apis.tools.openapi import APIS, description, table
from tests.infra.stacks import CONTEXTS, resources
from tests.request_models import RequestModel, imported, request_models
from unicorn_kit.routes import Route

MODELS = [pytest.param(model, id=f"{method} {path}") for (method, path), model in request_models().items()]
SURE = {"type", "properties", "required", "items", "enum", "minLength"}
Schema = dict[str, Any]


def parts(schema: Schema, *, at: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every schema in a schema, with its place."""
    yield at, schema
    for name, part in schema.get("properties", {}).items():
        yield from parts(part, at=f"{at}.{name}")
    if "items" in schema:
        yield from parts(schema["items"], at=f"{at}[]")


def as_written() -> Iterator[tuple[str, Schema]]:
    """Yield every schema in the templates' models as SAM hands them to API Gateway, with its place."""
    for context in CONTEXTS:
        for api in resources(context, "AWS::ApiGateway::RestApi").values():
            for name, schema in api["Properties"]["Body"]["components"].get("schemas", {}).items():
                yield from parts(schema, at=name)


WRITTEN = [pytest.param(schema, id=at) for at, schema in as_written()]


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_valid_in_draft_4(model: RequestModel) -> None:
    Draft4Validator.check_schema(model.schema)


@pytest.mark.parametrize("schema", WRITTEN)
def test_a_model_has_only_words_that_api_gateway_surely_reads(schema: Schema) -> None:
    assert set(schema) <= SURE
    assert isinstance(schema.get("type"), str) or schema == {}  # of several types there is no sure spelling


@pytest.mark.parametrize("schema", WRITTEN)
def test_an_array_in_a_model_has_items(schema: Schema) -> None:
    assert ("items" in schema) == (schema.get("type") == "array")  # OpenAPI 3.0 requires them


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_names_of_models_are_alphanumeric(context: str) -> None:
    for api in resources(context, "AWS::ApiGateway::RestApi").values():
        body = api["Properties"]["Body"]
        assert body["openapi"].startswith("3.0.")
        assert all(re.fullmatch("[A-Za-z0-9]+", name) for name in body["components"].get("schemas", {}))


def test_every_route_with_a_body_is_validated_at_the_gateway() -> None:
    with_bodies = {(route.method, route.path) for api in APIS for route in table(api).routes if route.body}
    assert set(request_models()) == with_bodies


def test_a_word_that_draft_4_does_not_know_is_dropped() -> None:
    """As AWS does it: the reader must not accept a null that API Gateway refuses."""
    schema = {"type": "object", "properties": {"day": {"type": "string", "nullable": True, "example": "2026-01-01"}}}
    found = RequestModel("PATCH", "/things", imported(schema, {}))
    assert found.schema["properties"]["day"] == {"type": "string"}
    assert found.refusals('{"day": null}')
    assert not found.refusals('{"day": "2026-01-01"}')


def resolved(schema: Schema, schemas: Schema) -> Schema:
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def assert_checks(model: Schema, described: Schema, schemas: Schema) -> None:
    """Compare a model with its schema in the OpenAPI document, field by field."""
    described = resolved(described, schemas)
    assert model["type"] == described["type"]
    for word in ("enum", "minLength", "required"):
        assert model.get(word) == described.get(word)
    fields = {name: resolved(part, schemas) for name, part in described.get("properties", {}).items()}
    of_one_type = {name: part for name, part in fields.items() if "type" in part}
    assert set(model.get("properties", {})) == set(of_one_type)
    for name, part in of_one_type.items():
        assert_checks(model["properties"][name], part, schemas)


@pytest.mark.parametrize(
    ("api", "route"),
    [pytest.param(api, r, id=f"{r.method} {r.path}") for api in APIS for r in table(api).routes if r.body],
)
def test_the_gateway_checks_each_field_of_one_type_as_the_openapi_document_describes_it(api: str, route: Route) -> None:
    document = description(api)
    body = document["paths"][route.path][route.method.lower()]["requestBody"]["content"]["application/json"]["schema"]
    assert_checks(request_models()[route.method, route.path].schema, body, document["components"]["schemas"])
