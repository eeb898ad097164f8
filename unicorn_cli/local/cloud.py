"""The local engine as a cloud, without the caller's AWS profiles and credentials."""

import boto3
import botocore.session

from unicorn_cli.local import engine
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.engine_address import ACCOUNT, REGION, endpoint

_NO_PROFILE = {name: (None, None, None, None) for name in ("profile", "config_file", "credentials_file")}


def local_cloud(system: LocalSystem) -> Cloud:
    """Return the cloud that the system's engine provides. Raises Problem if the engine does not run."""
    session = botocore.session.Session(session_vars=_NO_PROFILE)
    session.set_credentials(ACCOUNT, LOCAL)
    port = engine.running(system).port
    return Cloud(LOCAL, boto3.Session(botocore_session=session, region_name=REGION), endpoint(port))
