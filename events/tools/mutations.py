"""Eight breaking changes → each makes the check fail with the file and the fix.

Each is made in a copy of the tree: a file is changed, then `make events` generates everything again.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from events.tools.schemas import CONTEXTS, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

TREES = (
    "events",
    "docs/events",
    "unicorn_kit",
    "unicorn_kernel",
    *(f"unicorn_{context}/src" for context in CONTEXTS),
    "unicorn_properties/workflow",
)
FILES = ("pyproject.toml", *(f"unicorn_{context}/template.yaml" for context in CONTEXTS))
CONTRACTS = "unicorn_contracts/src/contracts_service/events.py"
CHANGED = "events/schemas/unicorn.contracts/ContractStatusChanged.v1.json"
REQUESTED = "events/schemas/unicorn.web/PublicationApprovalRequested.v1.json"
RESTORE = r"Fix: restore it, or publish the change beside it as \w+V2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change; `writes`: generate all files after it; `finding`: pattern of the expected finding."""

    name: str
    file: str
    old: str
    new: str
    writes: bool = True
    finding: str


MUTATIONS = (
    Mutation(
        name="rename a field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_key: UUID\n",
        finding=f"{CHANGED}: `contract_id` was removed .*{RESTORE}",
    ),
    Mutation(
        name="retype a field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_id: int\n",
        finding=f"{CHANGED}: `contract_id` was retyped: type was string, is integer.*{RESTORE}",
    ),
    Mutation(
        name="drop a field",
        file="unicorn_web/src/web_service/events.py",
        old="    street: AddressPart\n",
        new="",
        finding=f"{REQUESTED}: `address.street` was removed .*{RESTORE}",
    ),
    Mutation(
        name="add a required field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_id: UUID\n    seller: str\n",
        finding=f"{CHANGED}: `seller` is required now: .*{RESTORE}",
    ),
    Mutation(
        name="narrow an enum",
        file="unicorn_web/src/web_service/domain/listings/listing.py",
        old='    RENT = "rent"\n',
        new="",
        finding=f"{REQUESTED}: `contract` has fewer values: .*{RESTORE}",
    ),
    Mutation(
        name="change the source",
        file=CONTRACTS,
        old='"unicorn.contracts"',
        new='"unicorn.contract"',
        finding=f"{CHANGED}: is no longer published, .* Fix: publish it, or",
    ),
    Mutation(
        name="change a rule's pattern",
        file="unicorn_web/template.yaml",
        old="detail-type: [PublicationEvaluationCompleted, PublicationRevoked, ",
        new="detail-type: [PublicationEvaluationCompleted, PublicationRecalled, ",
        finding="unicorn_web/template.yaml: WebEvaluationRule matches PublicationRecalled .* Fix: match one of",
    ),
    Mutation(
        name="leave the AsyncAPI document stale",
        file="docs/events/asyncapi.json",
        old="WebEvaluationQueue",
        new="WebEvaluationsQueue",
        writes=False,
        finding="docs/events/asyncapi.json: does not match .* Fix: run `make events`",
    ),
)


class Survived(AssertionError):
    """Raised when a change passed the check, or the check did not report the expected finding."""


class Copy:
    """A copy of the files that the check reads, in which a test may change them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for tree in TREES:
            shutil.copytree(PROJECT / tree, folder / tree, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for file in FILES:
            shutil.copy(PROJECT / file, folder / file)

    def change(self, file: str, change: Callable[[str], str]) -> None:
        """Change a file. Raises Survived if the change does not change it."""
        path = self.folder / file
        before = path.read_text()
        path.write_text(change(before))
        if path.read_text() == before:
            raise Survived(f"{file} has nothing to change")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        sources = [self.folder, *(self.folder / f"unicorn_{context}" / "src" for context in CONTEXTS)]
        return subprocess.run(
            [sys.executable, "-m", "events.tools", command],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sources)), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@contextmanager
def a_copy() -> "Iterator[Copy]":
    with tempfile.TemporaryDirectory() as folder:
        yield Copy(Path(folder))


def try_out(mutation: Mutation) -> str:
    """Return the check's finding about the change. Raises Survived if there is none."""
    with a_copy() as copy:
        copy.change(mutation.file, lambda text: text.replace(mutation.old, mutation.new))
        if mutation.writes:
            copy.run("write").check_returncode()
        checked = copy.run("check")
    found = [line for line in checked.stderr.splitlines() if re.match(mutation.finding, line)]
    if checked.returncode == 0 or not found:
        raise Survived(f"{mutation.name}: exit status {checked.returncode}\n{checked.stderr}")
    return found[0]


def main() -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutation, found in zip(MUTATIONS, pool.map(try_out, MUTATIONS), strict=True):
            print(f"{mutation.name}\n    {found}")


if __name__ == "__main__":
    main()
