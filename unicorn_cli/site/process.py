"""The process that serves the site of a local system."""

import json
import subprocess
import sys
import time

import httpx

from unicorn_cli.local import ports as free_ports
from unicorn_cli.local import processes
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.site.bundle import FILES
from unicorn_cli.site.config import served_locally
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.engine_address import HOST
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.problems import Problem

START_DEADLINE = 15.0  # seconds; half a second is usual


def origin(port: int) -> str:
    return f"http://{HOST}:{port}"


def serve(system: LocalSystem, cloud: Cloud, port: int) -> None:
    """Serve the built site, replacing a server that may be running. Raises Problem if it cannot be served."""
    system.site_config.write_text(json.dumps(served_locally(cloud, outputs_of(cloud)), indent=2))
    processes.end_site(system)
    if not free_ports.is_free(port):
        holder = processes.listening_on(port) or "another program"
        raise Problem(f"Port {port} of the web site is in use by {holder}", "Run `make stop`, then `make start`")
    _start(system, port)


def _start(system: LocalSystem, port: int) -> None:
    log = system.log("site")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", processes.SITE_SERVER, str(system.site_config), str(FILES), str(port)],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for `unicorn`, which then ends it
        )
    deadline = time.monotonic() + START_DEADLINE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            processes.end_site(system)
            raise Problem("The web site is not served", f"Read {log}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"{origin(port)}/config.json", timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False
