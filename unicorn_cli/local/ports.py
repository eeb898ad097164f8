"""Free TCP ports of this machine."""

import socket

from unicorn_cli.local import processes
from unicorn_cli.stages.engine_address import HOST
from unicorn_cli.terminal.problems import Problem


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def choose_port(wanted: int | None, *preferred: int | None) -> int:
    """Return `wanted`, or else the first free port of `preferred`, or any free one.

    Raises Problem if `wanted` is in use.
    """
    if wanted is not None:
        if not is_free(wanted):
            holder = processes.listening_on(wanted) or "another program"
            fix = "Choose another with --port, or omit it to use a free one"
            raise Problem(f"Port {wanted} is in use by {holder}", fix)
        return wanted
    for port in preferred:
        if port and is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
