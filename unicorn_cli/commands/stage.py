"""The stage that a command line names: its cloud, its passwords, its APIs."""

from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import this_system
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL, Cloud, aws_cloud
from unicorn_cli.stages.names import check_name


def cloud_of(stage: str) -> Cloud:
    """Return the cloud of a stage. Raises Problem if the name is none, or if it is `local` and no local system runs."""
    check_name(stage)
    return local_cloud(this_system()) if stage == LOCAL else aws_cloud(stage)


def passwords_of(cloud: Cloud) -> dict[str, str]:
    """Return the passwords of the seeded accounts: local ones from the state file, on AWS the one entered."""
    if cloud.is_local:
        return local_passwords(this_system())
    return dict.fromkeys(accounts.GROUPS, accounts.entered_password())


def access_to(stage: str) -> Access:
    """Return the access to a stage's APIs. Raises Problem if the stage is not deployed."""
    cloud = cloud_of(stage)
    return Access.to(cloud, passwords_of(cloud))
