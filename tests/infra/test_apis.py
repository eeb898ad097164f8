"""The REST APIs: authentication, CORS, and the gateway's own error responses."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator

from apis.tools.openapi import APIS as DESCRIBED
from apis.tools.openapi import description
from tests.infra.stacks import STACKS, STAGE, every, pattern, properties, resources, target, texts
from tests.infra.stages import at_stage
from tests.templates import template

APIS = every("AWS::ApiGateway::RestApi")
PUBLIC = {  # every other route needs a signed-in agent
    ("unicorn_web", "get", "/properties/{country}/{city}/{street}/{number}"),
    ("unicorn_web", "get", "/search"),
    ("unicorn_web", "get", "/search/{country}"),
    ("unicorn_web", "get", "/search/{country}/{city}"),
    ("unicorn_web", "get", "/search/{country}/{city}/{street}"),
    ("unicorn_web", "get", "/openapi.json"),
    ("unicorn_web", "get", "/docs"),
    ("unicorn_web", "get", "/live/events"),  # not on stage prod
    ("unicorn_contracts", "get", "/openapi.json"),
    ("unicorn_contracts", "get", "/docs"),
}
ROUTES = [
    (folder, method, path, route)
    for folder, api in APIS
    for path, methods in at_stage(folder, "dev")["Resources"][api]["Properties"]["Body"]["paths"].items()
    for method, route in methods.items()
]
ANSWERS = [
    pytest.param(answer, id=f"{api}-{kind}")
    for folder, api in APIS
    for kind, answer in properties(folder, api)["Body"]["x-amazon-apigateway-gateway-responses"].items()
]
PLACEHOLDER = re.compile(r"\$context\.[A-Za-z.]+")


def filled(text: str) -> Any:
    """Parse a mapping template with values in place of the gateway's variables."""
    message = 'It said "no".'
    filled_in = text.replace("$context.error.messageString", json.dumps(message)).replace(
        "$context.error.message", message
    )
    return json.loads(PLACEHOLDER.sub("200", filled_in))


@pytest.mark.parametrize(("folder", "method", "path", "route"), ROUTES)
def test_only_public_routes_are_open(folder: str, method: str, path: str, route: dict[str, Any]) -> None:
    is_open = "Agents" not in {name for scheme in route.get("security", []) for name in scheme}
    if method == "options":
        assert is_open  # a browser sends no token with its preflight
    elif is_open:
        assert (folder, method, path) in PUBLIC


@pytest.mark.parametrize(("folder", "api"), APIS)
def test_agents_are_those_of_the_shared_user_pool(folder: str, api: str) -> None:
    schemes = properties(folder, api)["Body"]["components"]["securitySchemes"]
    authorizer = schemes["Agents"]["x-amazon-apigateway-authorizer"]
    assert authorizer["type"] == "cognito_user_pools"
    arns = [pattern(arn) for arn in authorizer["providerARNs"]]
    assert arns == [f"{{{{resolve:ssm:/unicorn/{STAGE}/user-pool-arn}}}}"]  # SAM copies the reference


@pytest.mark.parametrize(("folder", "name"), every("AWS::ApiGateway::Stage"))
def test_the_access_log_is_json(folder: str, name: str) -> None:
    given = properties(folder, name)
    line = filled(given["AccessLogSetting"]["Format"])
    assert {"request_id", "status", "route", "method"} <= set(line)


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_gateways_own_error_responses_are_problem_details(answer: dict[str, Any]) -> None:
    problem = filled(answer["responseTemplates"]["application/json"])
    assert problem["type"].startswith("https://unicorn.properties/problems/")
    assert {"title", "detail", "correlation_id"} <= set(problem)
    headers = answer["responseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_site_may_read_the_gateways_own_error_responses(answer: dict[str, Any]) -> None:
    origin = answer["responseParameters"]["gatewayresponse.header.Access-Control-Allow-Origin"]
    assert pattern(origin) == "'{{resolve:ssm:/unicorn/${Stage}/site-origin}}'"


@pytest.mark.parametrize(("folder", "api"), APIS)
def test_every_error_of_the_gateway_has_a_response(folder: str, api: str) -> None:
    kinds = set(properties(folder, api)["Body"]["x-amazon-apigateway-gateway-responses"])
    wanted = {"UNAUTHORIZED", "ACCESS_DENIED", "EXPIRED_TOKEN", "THROTTLED", "REQUEST_TOO_LARGE"}
    # A route that does not exist is MISSING_AUTHENTICATION_TOKEN to the gateway.
    assert wanted | {"MISSING_AUTHENTICATION_TOKEN", "DEFAULT_4XX", "DEFAULT_5XX"} <= kinds


@pytest.mark.parametrize(("folder", "name"), every("AWS::S3::Bucket"))
def test_no_bucket_is_open_to_every_origin(folder: str, name: str) -> None:
    rules = properties(folder, name).get("CorsConfiguration", {}).get("CorsRules", [])
    assert "*" not in {origin for rule in rules for origin in map(str, rule["AllowedOrigins"])}


@pytest.mark.parametrize("folder", STACKS)
def test_nothing_is_open_to_every_origin(folder: str) -> None:
    assert "'*'" not in set(texts(resources(folder)))


def test_account_wide_settings_are_made_by_one_stack_and_stay_when_it_is_deleted() -> None:
    [(folder, account)] = every("AWS::ApiGateway::Account")
    [role] = [resources(folder)[str(target(properties(folder, account)["CloudWatchRoleArn"]))]]
    assert folder == "."
    for resource in (resources(folder)[account], role):
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")


@pytest.mark.parametrize(("folder", "name"), every("AWS::ApiGateway::Stage"))
def test_every_stage_of_an_api_is_throttled(folder: str, name: str) -> None:
    [everywhere] = properties(folder, name)["MethodSettings"]
    assert everywhere["ResourcePath"] == "/*"
    assert 0 < everywhere["ThrottlingRateLimit"] <= everywhere["ThrottlingBurstLimit"]


CHECKED_BY_THE_GATEWAY = ("type", "format", "enum", "minLength", "maxLength", "required")


def plain(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Translate a schema of OpenAPI 3.1 to 3.0, with only the keywords that API Gateway is to check."""
    if "$ref" in schema:
        return plain(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:  # of several types, of which OpenAPI 3.0 and API Gateway's draft 4 share no spelling
        options = [plain(option, definitions) for option in schema["anyOf"]]
        return {k: v for option in options for k, v in option.items() if k not in {"type", "format", "enum"}}
    kept: dict[str, Any] = {name: schema[name] for name in CHECKED_BY_THE_GATEWAY if name in schema}
    if "properties" in schema:
        kept["additionalProperties"] = schema.get("additionalProperties", True)
        kept["properties"] = {name: plain(part, definitions) for name, part in schema["properties"].items()}
    return kept


def bodies(api: str) -> dict[tuple[str, str], str]:
    """Return the name of the body's schema for a method and path, according to the OpenAPI document."""
    return {
        (method, path): operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for path, methods in description(api)["paths"].items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }


@pytest.mark.parametrize(
    ("api", "model"), [(api, model) for api in DESCRIBED for model in sorted({*bodies(api).values()})]
)
def test_the_gateways_model_equals_the_schema_of_the_openapi_document(api: str, model: str) -> None:
    schemas = description(api)["components"]["schemas"]
    [found] = [
        r["Properties"] for r in template(f"unicorn_{api}")["Resources"].values() if r["Type"] == "AWS::Serverless::Api"
    ]
    assert found["Models"][model] == plain(schemas[model], schemas)


@pytest.mark.parametrize("api", DESCRIBED)
def test_every_route_with_a_body_has_a_model_in_the_gateway(api: str) -> None:
    functions = [
        r for r in template(f"unicorn_{api}")["Resources"].values() if r["Type"] == "AWS::Serverless::Function"
    ]
    events = [event["Properties"] for f in functions for event in f["Properties"].get("Events", {}).values()]
    at_the_door = {
        (event["Method"].lower(), event["Path"]): event["RequestModel"]["Model"]
        for event in events
        if "RequestModel" in event
    }
    assert at_the_door == bodies(api)


def of_several_types(schema: dict[str, Any], model: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Any]:
    """Yield each schema of several types inside of a schema of the OpenAPI document, with its schema in the gateway."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        yield schema, model
    for name, part in schema.get("properties", {}).items():
        yield from of_several_types(part, model["properties"][name], definitions)


EXAMPLES: dict[str, Any] = {
    "null": None,
    "string": "a long text",
    "integer": 12,
    "number": 1.5,
    "object": {},
    "array": [],
}


@pytest.mark.parametrize("api", DESCRIBED)
def test_the_gateway_lets_every_type_pass_that_the_api_takes(api: str) -> None:
    """API Gateway reads models as draft 4 of JSON Schema, and drops OpenAPI's `nullable`."""
    schemas = description(api)["components"]["schemas"]
    [models] = [
        r["Properties"]["Models"]
        for r in template(f"unicorn_{api}")["Resources"].values()
        if r["Type"] == "AWS::Serverless::Api"
    ]
    assert "nullable" not in json.dumps(models)
    found = [pair for name, model in models.items() for pair in of_several_types(schemas[name], model, schemas)]
    assert found
    for schema, model in found:
        for option in schema["anyOf"]:
            if "type" in option and "enum" not in option:
                assert Draft4Validator(model).is_valid(EXAMPLES[option["type"]]), (schema, model)
