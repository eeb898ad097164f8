"""The local engine as a cloud, without the caller's AWS profiles and credentials."""

import boto3
import botocore.session

from unicorn_cli.local import engine, state
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.engine_address import ACCOUNT, REGION, endpoint

_NO_PROFILE = {name: (None, None, None, None) for name in ("profile", "config_file", "credentials_file")}


def local_cloud(system: LocalSystem) -> Cloud:
    """Return the cloud that the system's engine provides. Raises Problem if the engine does not run."""
    signed = botocore.session.Session(session_vars=_NO_PROFILE)
    signed.set_credentials(ACCOUNT, LOCAL)
    port, site_port = engine.running(system).port, state.load(system.state).site_port
    session = boto3.Session(botocore_session=signed, region_name=REGION)
    return Cloud(LOCAL, session, endpoint(port), endpoint(site_port))
