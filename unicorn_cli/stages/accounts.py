"""The seeded accounts of a stage's user pool, and their tokens."""

import os
from getpass import getpass

from botocore.exceptions import ClientError

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

GROUPS = {"agent1": "agents", "agent2": "agents", "admin1": "admins"}
PASSWORD_VARIABLE = "UNICORN_PASSWORD"


def seed(cloud: Cloud, outputs: dict[str, str], passwords: dict[str, str]) -> None:
    """Create the missing accounts, set their passwords and add them to their groups."""
    cognito, pool = cloud.client("cognito-idp"), outputs["UserPoolId"]
    for agent, group in GROUPS.items():
        try:
            cognito.admin_create_user(UserPoolId=pool, Username=agent, MessageAction="SUPPRESS")
        except cognito.exceptions.UsernameExistsException:
            if not cloud.is_local and has_password(cloud, pool, agent):  # on AWS somebody may have changed it
                continue
        cognito.admin_set_user_password(UserPoolId=pool, Username=agent, Password=passwords[agent], Permanent=True)
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=agent, GroupName=group)


def has_password(cloud: Cloud, pool: str, agent: str) -> bool:
    """Return whether there is an account of that name, with a password: an interrupted seeding leaves one without."""
    cognito = cloud.client("cognito-idp")
    try:
        return cognito.admin_get_user(UserPoolId=pool, Username=agent)["UserStatus"] != "FORCE_CHANGE_PASSWORD"
    except cognito.exceptions.UserNotFoundException:
        return False


def token(cloud: Cloud, outputs: dict[str, str], agent: str, password: str) -> str:
    """Sign in and return the id token. Raises Problem if the user pool refuses the sign-in."""
    try:
        answer = cloud.client("cognito-idp").initiate_auth(
            ClientId=outputs["UserPoolClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": agent, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["IdToken"])
    except (ClientError, KeyError) as error:
        why = error.response["Error"]["Message"] if isinstance(error, ClientError) else "a new password is required"
        raise Problem(
            f"{agent} cannot sign in: {why.rstrip('.')}", "Run `unicorn seed`, or check the password"
        ) from error


def check_known(agent: str) -> None:
    """Raise Problem if there is no seeded account of that name."""
    if agent not in GROUPS:
        raise Problem(f"There is no agent named {agent!r}", f"Use one of {', '.join(GROUPS)}")


def entered_password() -> str:
    """Return the password from the environment variable UNICORN_PASSWORD, or ask for it."""
    return given_password() or getpass("Password: ")


def given_password() -> str | None:
    return os.environ.get(PASSWORD_VARIABLE) or None
