"""The REST APIs: authentication, and the gateway's own error responses."""

import json
import re
from typing import Any

import pytest

from tests.infra.stacks import STACKS, STAGE, every, pattern, properties, resources, target, texts
from tests.infra.stages import at_stage

APIS = every("AWS::ApiGateway::RestApi")
PUBLIC = {  # every other route needs a signed-in agent
    ("unicorn_web", "get", "/search-suggestions"),
    ("unicorn_web", "get", "/search-map"),
    ("unicorn_web", "get", "/properties/{country}/{city}/{street}/{number}"),
    ("unicorn_web", "post", "/properties/{country}/{city}/{street}/{number}/enquiries"),
    ("unicorn_web", "get", "/properties/{country}/{city}/{street}/{number}/enquiries/{enquiry_id}"),
    ("unicorn_web", "get", "/properties/{country}/{city}/{street}/{number}/viewings"),
    ("unicorn_web", "post", "/properties/{country}/{city}/{street}/{number}/viewings"),
    ("unicorn_web", "get", "/properties/{country}/{city}/{street}/{number}/viewings/{viewing_id}"),
    ("unicorn_web", "patch", "/properties/{country}/{city}/{street}/{number}/viewings/{viewing_id}"),
    ("unicorn_web", "delete", "/properties/{country}/{city}/{street}/{number}/viewings/{viewing_id}"),
    ("unicorn_web", "post", "/saved-searches"),
    ("unicorn_web", "get", "/saved-searches/{search_id}"),
    ("unicorn_web", "delete", "/saved-searches/{search_id}"),
    ("unicorn_web", "put", "/saved-searches/{search_id}/confirmation"),
    ("unicorn_web", "post", "/saved-searches/{search_id}/unsubscribe"),
    ("unicorn_web", "get", "/search-homes/{country}"),
    ("unicorn_web", "get", "/search"),
    ("unicorn_web", "get", "/search/{country}"),
    ("unicorn_web", "get", "/search/{country}/{city}"),
    ("unicorn_web", "get", "/search/{country}/{city}/{street}"),
    ("unicorn_web", "get", "/reso/property"),
    ("unicorn_web", "get", "/openapi.json"),
    ("unicorn_web", "get", "/docs"),
    ("unicorn_web", "get", "/live/events"),  # on stage local alone
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
    if is_open:
        assert (folder, "get" if method == "head" else method, path) in PUBLIC


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


@pytest.mark.parametrize(("folder", "api"), APIS)
def test_every_error_of_the_gateway_has_a_response(folder: str, api: str) -> None:
    kinds = set(properties(folder, api)["Body"]["x-amazon-apigateway-gateway-responses"])
    wanted = {"UNAUTHORIZED", "ACCESS_DENIED", "EXPIRED_TOKEN", "THROTTLED", "REQUEST_TOO_LARGE"}
    # A route that does not exist is MISSING_AUTHENTICATION_TOKEN to the gateway.
    assert wanted | {"MISSING_AUTHENTICATION_TOKEN", "DEFAULT_4XX", "DEFAULT_5XX"} <= kinds


@pytest.mark.parametrize(("folder", "name"), every("AWS::S3::Bucket"))
def test_other_pages_may_only_send_the_form_of_an_upload(folder: str, name: str) -> None:
    """An upload counts by its signed policy, from whichever page; nothing in a bucket can be read by other pages."""
    rules = properties(folder, name).get("CorsConfiguration", {}).get("CorsRules", [])
    assert [rule["AllowedMethods"] for rule in rules] == ([["POST"]] if name == "ImagesBucket" else [])


@pytest.mark.parametrize("folder", STACKS)
def test_nothing_is_open_to_every_origin(folder: str) -> None:
    assert "'*'" not in set(texts(resources(folder)))


def test_account_wide_settings_are_made_by_one_stack_and_stay_when_it_is_deleted() -> None:
    [(folder, account)] = every("AWS::ApiGateway::Account")
    [role] = [resources(folder)[str(target(properties(folder, account)["CloudWatchRoleArn"]))]]
    assert folder == "."
    for resource in (resources(folder)[account], role):
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


@pytest.mark.parametrize(("folder", "name"), every("AWS::ApiGateway::Stage"))
def test_every_stage_of_an_api_is_throttled(folder: str, name: str) -> None:
    [everywhere] = properties(folder, name)["MethodSettings"]
    assert everywhere["ResourcePath"] == "/*"
    assert 0 < everywhere["ThrottlingRateLimit"] <= everywhere["ThrottlingBurstLimit"]
