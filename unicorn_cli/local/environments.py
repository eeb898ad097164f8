"""The environment variables of the engine, of `sam`, and of a shell that calls the engine."""

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.engine_address import ACCOUNT, HOST, REGION, endpoint

NOT_INHERITED = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")


def for_engine(system: LocalSystem, port: int) -> dict[str, str]:
    """The engine's whole environment. Lambdas inherit it, so it contains nothing of this project or its user.

    One variable is passed on: UNICORN_AWS_CLIENT, with which functions call AWS through boto3 (docs/adr/0025).
    """
    passed_on = {name: value for name, value in os.environ.items() if name == "UNICORN_AWS_CLIENT"}
    return passed_on | {
        "PATH": os.pathsep.join([str(system.engine / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(system.scratch),
        "TMPDIR": str(system.scratch),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true",  # roles are enforced, so that a missing permission fails here and not first on AWS
        "IOT_MTLS_ENABLED": "0",  # these two would open ports of their own
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(system.data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(system.data / "s3"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def for_clients(port: int) -> dict[str, str]:
    """The variables that point `aws`, `sam` and boto3 to the engine."""
    return {
        "AWS_ENDPOINT_URL": endpoint(port),
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
    }


def for_sam(system: LocalSystem, port: int, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of `sam build` and `sam deploy`: this project's tools first, packages for this machine."""
    kept = {name: value for name, value in inherited.items() if name not in NOT_INHERITED}
    tools = str(Path(sys.executable).parent)
    return (
        kept
        | for_clients(port)
        | without_proxy(inherited)
        | {
            "PATH": os.pathsep.join([tools, inherited.get("PATH", os.defpath)]),
            "UNICORN_BUILD_TARGET": "local",
            "__SAM_CLI_APP_DIR": str(system.sam),
        }
    )


def without_proxy(inherited: Mapping[str, str]) -> dict[str, str]:
    """Exclude the engine's address from the machine's proxy, if it has one."""
    hosts = [inherited.get("NO_PROXY") or inherited.get("no_proxy") or "", HOST, "localhost"]
    spared = ",".join(filter(None, hosts))
    return {"NO_PROXY": spared, "no_proxy": spared}


def exports(port: int) -> str:
    """The variables for clients as shell lines, for `eval "$(unicorn env)"`."""
    lines = [f"export {name}={shlex.quote(value)}" for name, value in for_clients(port).items()]
    return "\n".join([f"unset {' '.join(NOT_INHERITED)}", *lines])
