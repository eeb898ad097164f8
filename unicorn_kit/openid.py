"""Where the user pool describes itself: the configuration of an OpenID provider (OpenID Connect Discovery 1.0)."""

from collections.abc import Mapping

from unicorn_kit.aws.services import address


def openid_configuration(user_pool: str, environment: Mapping[str, str]) -> str:
    """Return the address of a user pool's configuration, for callers outside; locally the engine has it."""
    region = environment.get("AWS_REGION") or environment["AWS_DEFAULT_REGION"]
    provider = environment.get("AWS_ENDPOINT_URL") or address("cognito-idp", region)
    return f"{provider}/{user_pool}/.well-known/openid-configuration"
