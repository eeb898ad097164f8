"""`config.json`: where the pages find the APIs and the user pool of their stage."""

from typing import Any
from urllib.parse import urlsplit

from unicorn_cli.stages.cloud import Cloud

CALLED = ("contractsApiUrl", "webApiUrl", "cognitoUrl", "imagesUrl")  # uploads go to the bucket itself
WITH_LIVE_MAP = {"local", "dev"}  # kinds of stages: IsWatched in unicorn_web/template.yaml


def config_of(cloud: Cloud, outputs: dict[str, str]) -> dict[str, Any]:
    """Return what the pages need to know of a stage."""
    return {
        "stage": cloud.stage,
        "contractsApiUrl": outputs["ContractsApiUrl"],
        "webApiUrl": outputs["WebApiUrl"],
        "region": cloud.session.region_name,
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognitoUrl": cloud.endpoint,
        "signInUrl": outputs.get("SignInUrl"),
        "imagesUrl": f"{cloud.endpoint}/{outputs['ImagesBucketName']}" if cloud.is_local else outputs["PicturesUrl"],
        "live": outputs["StageKind"] in WITH_LIVE_MAP,
    }


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def origins_called(config: dict[str, Any]) -> list[str]:
    """Return the origins that the pages of a local system send requests to."""
    return sorted({origin(config[name]) for name in CALLED if config[name]})
