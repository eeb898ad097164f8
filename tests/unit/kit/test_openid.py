"""Where the description sends agents to sign in."""

import pytest

from unicorn_kit.openid import openid_configuration

SIGN_IN = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({"AWS_REGION": "eu-west-1"}, SIGN_IN),
        ({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-east-1"}, SIGN_IN),
        (
            {"AWS_REGION": "cn-north-1"},
            "https://cognito-idp.cn-north-1.amazonaws.com.cn/eu-west-1_pool/.well-known/openid-configuration",
        ),
        (
            {"AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"},
            "http://127.0.0.1:4566/eu-west-1_pool/.well-known/openid-configuration",
        ),
    ],
)
def test_a_user_pool_describes_itself_at_its_issuer_and_locally_at_the_engine(
    environment: dict[str, str], address: str
) -> None:
    assert openid_configuration("eu-west-1_pool", environment) == address
