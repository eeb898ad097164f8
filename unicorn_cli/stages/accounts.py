"""The seeded accounts of the user pool, and their tokens."""

import os
import secrets
import string
from getpass import getpass

from botocore.exceptions import ClientError

from unicorn_cli.local import state
from unicorn_cli.local.system import Place
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

GROUPS = {"agent1": "agents", "agent2": "agents", "admin1": "admins"}
PASSWORD_VARIABLE = "UNICORN_PASSWORD"


def new_password() -> str:
    """Return a password that satisfies any pool: 24 random signs, and one of each kind that pools ask for."""
    signs = string.ascii_letters + string.digits
    return "".join(secrets.choice(signs) for _ in range(24)) + "aZ7!"


def seed(cloud: Cloud, outputs: dict[str, str], passwords: dict[str, str]) -> None:
    """Make the accounts that are missing, set their passwords and put them into their groups."""
    pool = outputs["UserPoolId"]
    for agent, group in GROUPS.items():
        try:
            cloud.cognito.admin_create_user(UserPoolId=pool, Username=agent, MessageAction="SUPPRESS")
        except cloud.cognito.exceptions.UsernameExistsException:
            if not cloud.is_local:  # on AWS somebody may have set a password of his own
                continue
        cloud.cognito.admin_set_user_password(
            UserPoolId=pool, Username=agent, Password=passwords[agent], Permanent=True
        )
        cloud.cognito.admin_add_user_to_group(UserPoolId=pool, Username=agent, GroupName=group)


def passwords_of(cloud: Cloud, place: Place) -> dict[str, str]:
    """Return the seeded accounts' passwords: from the state file locally, on AWS the one that the user gives."""
    if not cloud.is_local:
        return dict.fromkeys(GROUPS, given_password())
    known = state.load(place.state)
    missing = {agent: new_password() for agent in GROUPS if agent not in known.passwords}
    if missing:
        known.passwords |= missing
        state.save(known, place.state)
    return known.passwords


def token(cloud: Cloud, outputs: dict[str, str], agent: str, password: str) -> str:
    """Sign in and return the id token. Raises Problem if the user pool refuses."""
    try:
        answer = cloud.cognito.initiate_auth(
            ClientId=outputs["UserPoolClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": agent, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["IdToken"])
    except (ClientError, KeyError) as error:
        why = error.response["Error"]["Message"] if isinstance(error, ClientError) else "a new password is due"
        raise Problem(
            f"{agent} cannot sign in: {why.rstrip('.')}", "Run `unicorn seed`, or check the password"
        ) from error


def check_known(agent: str) -> None:
    """Raise Problem if it is not one of the seeded accounts."""
    if agent not in GROUPS:
        raise Problem(f"There is no agent named {agent!r}", f"Use one of {', '.join(GROUPS)}")


def given_password() -> str:
    """Return the password that the user gives, by environment or by hand."""
    return os.environ.get(PASSWORD_VARIABLE) or getpass("Password: ")
