"""The stage that a command line names: its cloud, its passwords, its APIs."""

from collections.abc import Mapping

from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import this_system
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL, Cloud, aws_cloud
from unicorn_cli.stages.names import check_name
from unicorn_cli.stages.stored_passwords import new_password, store_password, stored_passwords
from unicorn_cli.terminal.problems import Problem


def cloud_of(stage: str) -> Cloud:
    """Return the cloud of a stage. Raises Problem if the name is none, or if it is `local` and no local system runs."""
    check_name(stage)
    return local_cloud(this_system()) if stage == LOCAL else aws_cloud(stage)


def passwords_of(cloud: Cloud) -> dict[str, str]:
    """Return the passwords of the seeded accounts: on AWS the one that is given, or the stored ones, or one entered."""
    known = known_passwords(cloud)
    return known if known.keys() >= accounts.GROUPS.keys() else _same(accounts.entered_password()) | known


def password_of(cloud: Cloud, agent: str) -> str:
    """Return an agent's password: a local or stored one, or the one that is given or entered."""
    return known_passwords(cloud).get(agent) or accounts.entered_password()


def passwords_for_seeding(cloud: Cloud, outputs: Mapping[str, str]) -> dict[str, str]:
    """Return the passwords of the seeded accounts; on AWS each new account gets one of its own, which is stored.

    Raises Problem if an account has a password that is not stored.
    """
    known = known_passwords(cloud)
    for agent in sorted(accounts.GROUPS.keys() - known.keys()):
        if accounts.has_password(cloud, outputs["UserPoolId"], agent):
            raise Problem(
                f"{agent} was created before, with a password that is not stored",
                f"Set {accounts.PASSWORD_VARIABLE} to it",
            )
        known[agent] = new_password()
        store_password(cloud, agent, known[agent])
    return known


def known_passwords(cloud: Cloud) -> dict[str, str]:
    """Return account name → password: the local ones, or on AWS the one that is given, or the stored ones."""
    if cloud.is_local:
        return local_passwords(this_system())
    given = accounts.given_password()
    return _same(given) if given else stored_passwords(cloud)


def access_to(stage: str) -> Access:
    """Return the access to a stage's APIs. Raises Problem if the stage is not deployed."""
    cloud = cloud_of(stage)
    return Access.to(cloud, passwords_of(cloud))


def _same(password: str) -> dict[str, str]:
    return dict.fromkeys(accounts.GROUPS, password)
