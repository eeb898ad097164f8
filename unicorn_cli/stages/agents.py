"""People who may sign in: invited by e-mail, with the e-mail address as their name."""

import re
from dataclasses import dataclass

from botocore.exceptions import ClientError

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

AGENTS, ADMINS = "agents", "admins"  # the user pool's groups
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST = 128  # characters, of a name in a user pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    email: str
    group: str
    sent: bool  # false: the person was there before


def check_email(text: str) -> str:
    """Return the address. Raises Problem if it is none."""
    if not ADDRESS.fullmatch(text) or len(text) > LONGEST:
        raise Problem(f"{text!r} is not an e-mail address", "Give one like ana@example.com")
    return text


def invite(cloud: Cloud, pool: str, email: str, group: str, *, again: bool = False) -> Invitation:
    """Create the account, which sends an invitation, and add it to the group. It can be repeated.

    `again` sends the invitation of an existing account anew: its first password is valid for a week.
    """
    sent = _create(cloud, pool, check_email(email))
    if not sent and again:
        _send_again(cloud, pool, email)
        sent = True
    cloud.client("cognito-idp").admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
    return Invitation(email=email, group=group, sent=sent)


def has_admin(cloud: Cloud, pool: str) -> bool:
    found = cloud.client("cognito-idp").list_users_in_group(UserPoolId=pool, GroupName=ADMINS, Limit=1)
    return bool(found["Users"])


def nobody_yet(stage: str) -> str:
    return f"Nobody can sign in yet: unicorn agent add EMAIL --admin --stage {stage}"


def _create(cloud: Cloud, pool: str, email: str) -> bool:
    """Return whether the account is new."""
    cognito = cloud.client("cognito-idp")
    try:
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
            DesiredDeliveryMediums=["EMAIL"],
        )
    except cognito.exceptions.UsernameExistsException:
        return False
    return True


def _send_again(cloud: Cloud, pool: str, email: str) -> None:
    try:
        cloud.client("cognito-idp").admin_create_user(
            UserPoolId=pool, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnsupportedUserStateException":
            raise
        raise Problem(
            f"{email} has accepted the invitation already", "Sign in with the password chosen then"
        ) from error
