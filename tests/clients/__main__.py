"""`python -m tests.clients`: make, compile and use every client of the running system (`make start`).

Prints a line for each client; the exit status is 0 if each answer is yes. With --offline no system need run.
"""

import argparse
import sys

from tests.clients import descriptions, tools
from tests.clients.all import CLIENTS
from tests.clients.client import examine
from tests.clients.work import Work
from tests.templates import PROJECT
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import this_system
from unicorn_cli.stages.access import Access
from unicorn_cli.terminal.problems import Problem

FOLDER = PROJECT / ".build" / "clients"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.clients", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="generate and compile only")
    parser.add_argument("--only", default="", help="the clients whose name has this text")
    given = parser.parse_args(arguments)
    try:
        access = None if given.offline else running()
    except Problem as problem:
        print(f"✗ {problem}", file=sys.stderr)
        return 1
    described = descriptions.of_the_system(access) if access else descriptions.of_the_code()
    tools.install_node()
    good = []
    for client in (one for one in CLIENTS if given.only in one.name):
        line = examine(client, Work(folder=FOLDER / client.folder, descriptions=described, access=access))
        print(line, flush=True)
        good.append(line.is_good)
    return 0 if good and all(good) else 1


def running() -> Access:
    """Return the access to the running system. Raises Problem if there is none."""
    system = this_system()
    return Access.to(local_cloud(system), local_passwords(system))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
