"""The passwords of a stage's seeded accounts on AWS, each its own, encrypted in Parameter Store.

Whoever may read the stage's parameters may sign in as a demo agent; `unicorn undeploy` deletes them.
"""

import secrets
import string

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.stacks import APPLICATION


def stored_passwords(cloud: Cloud) -> dict[str, str]:
    """Return account name → password."""
    pages = cloud.client("ssm").get_paginator("get_parameters_by_path")
    found = pages.paginate(Path=_folder(cloud), WithDecryption=True)
    return {p["Name"].rpartition("/")[2]: p["Value"] for page in found for p in page["Parameters"]}


def store_password(cloud: Cloud, agent: str, password: str) -> None:
    tags = {"application": APPLICATION, "stage": cloud.stage}
    cloud.client("ssm").put_parameter(
        Name=_folder(cloud) + agent,
        Value=password,
        Type="SecureString",
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
    )


def new_password() -> str:
    """Return 24 random characters and one of each kind that password policies ask for."""
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(24)) + "aZ7!"


def _folder(cloud: Cloud) -> str:
    return f"/unicorn/{cloud.stage}/accounts/"
