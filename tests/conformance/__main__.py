"""`python -m tests.conformance`: all phases of Schemathesis against both APIs of the running system (`make start`).

Prints a line for each API with its cases, and its findings; the exit status is 0 if there are none. The requests change
what is stored: drafts, contracts, and listings of the seed that are withdrawn.
"""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conformance.run import APIS, EXAMPLES, Run, run
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import this_system
from unicorn_cli.stages.access import Access

SHOWN = 40  # findings of an API


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="at most, for each operation and phase")
    parser.add_argument("--seed", type=int, default=None, help="the same requests again")
    given = parser.parse_args(arguments)
    system = this_system()
    access = Access.to(local_cloud(system), local_passwords(system))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(len(APIS)) as pool:
        sent = {
            api: pool.submit(run, api, access, examples=given.examples, seed=given.seed, folder=Path(folder))
            for api in APIS
        }
        found = {api: running.result() for api, running in sent.items()}
    for api, one in found.items():
        show(api, one)
    cases, findings = sum(one.cases for one in found.values()), sum(len(one.findings) for one in found.values())
    print(f"both: {cases} cases, {findings} findings")
    return 1 if findings or any(one.status for one in found.values()) else 0


def show(api: str, found: Run) -> None:
    phases = ", ".join(f"{count} {phase}" for phase, count in found.phases.items())
    print(f"{api}: {found.cases} cases ({phases}), {len(found.findings)} findings", flush=True)
    for finding in found.findings[:SHOWN]:
        print(finding)
    if found.status and not found.findings:
        print(found.output)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
