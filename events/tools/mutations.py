"""Eight changes that would break a consumer or a promise → each makes the check fail, and says where and what to do.

Each is made in a copy of the tree, as somebody in a hurry makes it: a model is changed and everything is written anew.
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
PUT_BACK = r"Mend: put it back, or publish it beside this as \w+V2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change; `writes` if everything is written anew after it, `told` is what the check has to say."""

    name: str
    file: str
    old: str
    new: str
    writes: bool = True
    told: str


MUTATIONS = (
    Mutation(
        name="rename a field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_key: UUID\n",
        told=f"{CHANGED}: `contract_id` was removed .*{PUT_BACK}",
    ),
    Mutation(
        name="retype a field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_id: int\n",
        told=f"{CHANGED}: `contract_id` was retyped: type was string, is integer.*{PUT_BACK}",
    ),
    Mutation(
        name="drop a field",
        file="unicorn_web/src/web_service/events.py",
        old="    street: AddressPart\n",
        new="",
        told=f"{REQUESTED}: `address.street` was removed .*{PUT_BACK}",
    ),
    Mutation(
        name="add a required field",
        file=CONTRACTS,
        old="    contract_id: UUID\n",
        new="    contract_id: UUID\n    seller: str\n",
        told=f"{CHANGED}: `seller` is required now: .*{PUT_BACK}",
    ),
    Mutation(
        name="narrow an enum",
        file="unicorn_web/src/web_service/domain/listing.py",
        old='    RENT = "rent"\n',
        new="",
        told=f"{REQUESTED}: `contract` knows fewer values: .*{PUT_BACK}",
    ),
    Mutation(
        name="change the source",
        file=CONTRACTS,
        old='"unicorn.contracts"',
        new='"unicorn.contract"',
        told=f"{CHANGED}: is no longer published, .* Mend: publish it on, or",
    ),
    Mutation(
        name="change a rule's pattern",
        file="unicorn_web/template.yaml",
        old="detail-type: [PublicationRevoked]",
        new="detail-type: [PublicationRecalled]",
        told="unicorn_web/template.yaml: WebRevocationRule listens to PublicationRecalled .* Mend: listen to one of",
    ),
    Mutation(
        name="leave the AsyncAPI document stale",
        file="docs/events/asyncapi.json",
        old="WebRevocationQueue",
        new="WebRevocationsQueue",
        writes=False,
        told="docs/events/asyncapi.json: is not what .* Mend: run `make events`",
    ),
)


class Survived(AssertionError):
    """Raised when a change passed the check, or the check did not say what is wrong."""


class Copy:
    """The parts of the tree that the language is made of, where a change may be tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for tree in TREES:
            shutil.copytree(PROJECT / tree, folder / tree, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for file in FILES:
            shutil.copy(PROJECT / file, folder / file)

    def change(self, file: str, change: Callable[[str], str]) -> None:
        """Change a file; a change that changes nothing is an error of who asks for it."""
        path = self.folder / file
        before = path.read_text()
        path.write_text(change(before))
        if path.read_text() == before:
            raise Survived(f"{file} holds nothing to change")

    def run(self, word: str) -> subprocess.CompletedProcess[str]:
        sources = [self.folder, *(self.folder / f"unicorn_{context}" / "src" for context in CONTEXTS)]
        return subprocess.run(
            [sys.executable, "-m", "events.tools", word],
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
    """Return what the check says of the change. Raises Survived if it says nothing, or not where and what to do."""
    with a_copy() as copy:
        copy.change(mutation.file, lambda text: text.replace(mutation.old, mutation.new))
        if mutation.writes:
            copy.run("write").check_returncode()
        checked = copy.run("check")
    told = [line for line in checked.stderr.splitlines() if re.match(mutation.told, line)]
    if checked.returncode == 0 or not told:
        raise Survived(f"{mutation.name}: exit status {checked.returncode}\n{checked.stderr}")
    return told[0]


def main() -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutation, told in zip(MUTATIONS, pool.map(try_out, MUTATIONS), strict=True):
            print(f"{mutation.name}\n    {told}")


if __name__ == "__main__":
    main()
