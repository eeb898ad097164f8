"""Each cell of the authorization matrix: what the functions answer, and what the templates leave to API Gateway."""

from collections.abc import Iterator
from typing import Any

import pytest

from apis.tools.template import tables
from tests.infra.stages import KINDS, at_stage
from tests.security.matrix import (
    ADMINS_ALONE,
    IS_OPEN,
    OF_THE_GATEWAY,
    OWNERS_ALONE,
    PAGE,
    Caller,
    Rule,
    expected,
    page,
    rule_of,
)
from tests.security.requests import OWNER, answer
from unicorn_kit.routes import Route

CLAIMS = {  # as API Gateway verifies them
    Caller.ACCESS_TOKEN: {"token_use": "access", "username": "agent1", "cognito:groups": "agents"},
    Caller.NO_GROUP: {"token_use": "id", "cognito:username": "customer1"},
    Caller.OTHER_AGENT: OWNER | {"cognito:username": "agent2"},
    Caller.WRONG_AUDIENCE: OWNER | {"aud": "another-client"},
    Caller.OWNER: OWNER | {"aud": "the-client"},
    Caller.ADMIN: OWNER | {"cognito:username": "admin1", "cognito:groups": "admins"},
}
ROUTES = [(context, route) for context, api in tables().items() for route in api.routes]
EACH = pytest.mark.parametrize(
    ("context", "route"), [pytest.param(*row, id=f"{row[0]}-{row[1].operation}") for row in ROUTES]
)


@EACH
def test_a_function_answers_each_caller_as_the_matrix_says(context: str, route: Route) -> None:
    wanted = {caller: expected(route, caller).value for caller in CLAIMS}
    assert {caller: answer(context, route, claims)[0] for caller, claims in CLAIMS.items()} == wanted


@EACH
def test_a_function_that_is_given_no_claims_trusts_nobody(context: str, route: Route) -> None:
    """API Gateway answers before it; should an authorizer be missing, the function still answers 401."""
    [wanted] = {expected(route, caller) for caller in OF_THE_GATEWAY}
    assert answer(context, route, None)[0] == wanted


@EACH
def test_an_access_token_is_answered_as_no_token(context: str, route: Route) -> None:
    if rule_of(route) not in IS_OPEN:
        assert answer(context, route, CLAIMS[Caller.ACCESS_TOKEN]) == (401, "not-signed-in")


@pytest.mark.parametrize("kind", KINDS)
def test_the_gateway_asks_for_a_token_on_each_route_that_is_not_open_and_on_no_other(kind: str) -> None:
    assert dict(of_templates(kind)) == {
        (context, method, route.path): rule_of(route) not in IS_OPEN
        for context, route in ROUTES
        for method in route.methods
        if kind == "local" or rule_of(route) is not Rule.LOCALLY
    }


@pytest.mark.parametrize("context", ["contracts", "web"])
def test_the_gateway_answers_a_bad_token_with_401(context: str) -> None:
    responses = api_of(context, "prod")["x-amazon-apigateway-gateway-responses"]
    assert {responses[kind]["statusCode"] for kind in ("UNAUTHORIZED", "EXPIRED_TOKEN")} == {"401"}


def test_each_rule_of_the_domain_is_about_an_operation_that_exists() -> None:
    signed_in = {route.operation for _, route in ROUTES if rule_of(route) not in IS_OPEN}
    assert signed_in >= OWNERS_ALONE | ADMINS_ALONE


def test_the_page_has_the_matrix() -> None:
    assert PAGE.read_text() == page(), "run `make authorization`"


def api_of(context: str, kind: str) -> dict[str, Any]:
    resources = at_stage(f"unicorn_{context}", kind)["Resources"].values()
    [api] = [found for found in resources if found["Type"] == "AWS::ApiGateway::RestApi"]
    body: dict[str, Any] = api["Properties"]["Body"]
    return body


def of_templates(kind: str) -> Iterator[tuple[tuple[str, str, str], bool]]:
    """Yield each route of a kind of stage, and whether the gateway asks for a token."""
    for context in ("contracts", "web"):
        for path, methods in api_of(context, kind)["paths"].items():
            for method, operation in methods.items():
                schemes = {scheme for entry in operation.get("security", []) for scheme in entry}
                assert schemes <= {"Agents", "NONE"}
                yield (context, method.upper(), path), "Agents" in schemes
