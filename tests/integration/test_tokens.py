"""Tokens at fault, as the local engine judges them: the signature, the issuer, the time; the access token is ours.

Whether API Gateway judges them so on AWS, only AWS shows.
"""

import base64
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.integration.aws import Aws
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.access import Access
from unicorn_cli.terminal.waiting import eventually

FLOWS: list[Any] = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
ROUTES = [("ContractsApiUrl", "/contracts"), ("WebApiUrl", "/properties")]
EACH = pytest.mark.parametrize(("api", "path"), ROUTES)


def answer(access: Access, api: str, path: str, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(access.outputs[api] + path, headers=headers, trust_env=False, timeout=60)


def tokens(aws: Aws, client: str, agent: str, password: str) -> dict[str, str]:
    given = {"USERNAME": agent, "PASSWORD": password}
    found = aws.cognito.initiate_auth(ClientId=client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)
    result = found["AuthenticationResult"]
    return {"id": result["IdToken"], "access": result["AccessToken"]}


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return found


@EACH
def test_unsigned_and_tampered_tokens_are_unauthorized(access: Access, api: str, path: str) -> None:
    good = access.token("agent1")
    head, _, signature = good.split(".")
    admin = part(claims(good) | {"cognito:groups": ["admins"]})
    assert answer(access, api, path, good).status_code == 200
    for bad in (
        f"{part({'alg': 'none'})}.{admin}.",
        f"{part({'alg': 'none'})}.{admin}.{signature}",
        f"{head}.{admin}.{signature}",
        f"{head}.{admin}.",
    ):
        assert answer(access, api, path, bad).status_code == 401


@EACH
def test_an_access_token_is_unauthorized_and_the_answer_says_what_to_send(
    access: Access, aws: Aws, system: LocalSystem, api: str, path: str
) -> None:
    given = tokens(aws, access.outputs["UserPoolClientId"], "agent1", local_passwords(system)["agent1"])
    refused = answer(access, api, path, given["access"])
    assert refused.status_code == 401
    assert "Send the id token" in refused.json()["detail"]
    assert answer(access, api, path, given["id"]).status_code == 200


def test_a_token_of_another_user_pool_is_unauthorized(access: Access, aws: Aws) -> None:
    password = f"Aa1-{uuid4()}"
    pool = aws.cognito.create_user_pool(PoolName="another")["UserPool"]["Id"]
    try:
        client = aws.cognito.create_user_pool_client(UserPoolId=pool, ClientName="c", ExplicitAuthFlows=FLOWS)
        aws.cognito.admin_create_user(UserPoolId=pool, Username="agent1")
        aws.cognito.admin_set_user_password(UserPoolId=pool, Username="agent1", Password=password, Permanent=True)
        aws.cognito.create_group(UserPoolId=pool, GroupName="admins")
        aws.cognito.admin_add_user_to_group(UserPoolId=pool, Username="agent1", GroupName="admins")
        foreign = tokens(aws, client["UserPoolClient"]["ClientId"], "agent1", password)["id"]
        assert [answer(access, *route, foreign).status_code for route in ROUTES] == [401, 401]
    finally:
        aws.cognito.delete_user_pool(UserPoolId=pool)


def test_an_expired_token_is_unauthorized(access: Access, aws: Aws, system: LocalSystem) -> None:
    """The engine takes a time of life that AWS would not: its least is five minutes."""
    pool = access.outputs["UserPoolId"]
    client = aws.cognito.create_user_pool_client(
        UserPoolId=pool,
        ClientName="short",
        ExplicitAuthFlows=FLOWS,
        IdTokenValidity=1,
        TokenValidityUnits={"IdToken": "seconds"},
    )["UserPoolClient"]["ClientId"]
    try:
        token = tokens(aws, client, "agent1", local_passwords(system)["agent1"])["id"]
        assert claims(token)["exp"] - claims(token)["iat"] == 1
        assert eventually(lambda: [answer(access, *route, token).status_code for route in ROUTES] == [401, 401])
    finally:
        aws.cognito.delete_user_pool_client(UserPoolId=pool, ClientId=client)
