"""The peers' functions, built from their checkouts as their own makefiles and `sam build` do, on stage `prod`.

Python: the sources and the locked requirements, without byte code. TypeScript: one file, bundled and minified by
esbuild with the SDK in it. Nothing is written into the checkouts.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.functions import Function, functions_in
from benchmarks.measure import Other, subject_of
from benchmarks.packages import BUILT, Package, zip_bytes
from benchmarks.peers import COUNTERPARTS, PEERS, Counterpart, peer_case
from benchmarks.runs import Subject

CHILD = Path(__file__).resolve().parent / "child.cjs"
REPOSITORY = "aws-serverless-developer-experience-workshop-"
INTO = BUILT / "peers"
PYTHON, TYPESCRIPT = "the Python reference", "the TypeScript port"
PNPM = "pnpm@9"
NODE_WARM_UP = 200  # invocations: V8 compiles what runs often, Python does not


class PeerMissing(Exception):
    """Raised when a peer's checkout, or what builds it, is not there; its text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkouts:
    python: Path
    typescript: Path
    node: str


def checkouts_in(folder: Path) -> Checkouts:
    """Find the peers, and what runs them. Raises PeerMissing."""
    python, typescript = (_checkout(folder, peer) for peer in PEERS)
    if not (node := shutil.which("node")) or not shutil.which("npx"):
        raise PeerMissing("node and npx are not on the PATH: install Node 20 or later for the TypeScript peer")
    return Checkouts(python=python, typescript=typescript, node=node)


def built(checkouts: Checkouts, cases: Sequence[str], progress: Callable[[str], None]) -> list[Other]:
    """Build the counterparts of the cases that have one. Raises PeerMissing."""
    wanted = {name: COUNTERPARTS[name] for name in cases if name in COUNTERPARTS}
    progress("build: the Python peer")
    python = _python(checkouts.python, wanted)
    progress("build: the TypeScript peer")
    return [python, _typescript(checkouts.typescript, wanted, checkouts.node)]


def _checkout(folder: Path, peer: str) -> Path:
    for name in (peer, f"{REPOSITORY}{peer}"):
        if (folder / name / "unicorn_web").is_dir():
            return (folder / name).resolve()
    raise PeerMissing(f"{folder} has no {peer}/ and no {REPOSITORY}{peer}/: put a checkout of that repository there")


def function_of(checkout: Path, found: Counterpart) -> Function:
    service = f"{found.service.removeprefix('unicorn_')}-service"
    template = checkout / found.service / "infrastructure" / service / "template.yaml"
    for function in functions_in(template, found.service):
        if function.name == found.function:
            return function
    raise PeerMissing(f"{template} has no function {found.function}: check out the revision that docs/speed.md names")


def _python(checkout: Path, wanted: dict[str, Counterpart]) -> Other:
    packages = {service: _python_package(checkout, service) for service in _services(wanted)}
    cases: dict[str, tuple[Subject, int]] = {}
    for name, found in wanted.items():
        package = packages[found.service]
        subject = subject_of(function_of(checkout, found), package, peer_case(name, "python"))
        cases[name] = (subject, package.zip_bytes)
    return Other(name=PYTHON, cases=cases)


def _python_package(checkout: Path, service: str) -> Package:
    into = INTO / "python" / service
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(checkout / service / "src", into)
    uv = str(Path(sys.executable).parent / "uv")
    export = ("export", "--frozen", "--no-hashes", "--no-emit-project", "--quiet", "--output-file")
    _made(uv, *export, str(into / "requirements.txt"), inside=checkout / service)
    install = ("pip", "install", "--quiet", "--python", sys.executable, "--target", str(into), "--requirements")
    _made(uv, *install, str(into / "requirements.txt"), inside=into)
    return Package(path=into, zip_bytes=zip_bytes(into))


def _typescript(checkout: Path, wanted: dict[str, Counterpart], node: str) -> Other:
    copy = INTO / "typescript"
    shutil.copytree(checkout, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", ".git"))
    install = ("install", "--frozen-lockfile", "--ignore-scripts", "--prod=false")
    _made("npx", "--yes", PNPM, *install, inside=copy)
    return Other(name=TYPESCRIPT, cases={name: _bundled(copy, name, found, node) for name, found in wanted.items()})


def _bundled(copy: Path, name: str, found: Counterpart, node: str) -> tuple[Subject, int]:
    function = function_of(copy, found)
    into = INTO / "bundles" / found.function
    shutil.rmtree(into, ignore_errors=True)
    flags = ("--bundle", "--platform=node", "--format=cjs", "--target=es2020", "--minify", "--log-level=warning")
    esbuild = copy / found.service / "node_modules" / ".bin" / "esbuild"
    source = str(function.code.resolve() / f"{function.module}.ts")
    _made(str(esbuild), source, *flags, f"--outdir={into}", inside=copy / found.service)
    package = Package(path=into, zip_bytes=zip_bytes(into))
    subject = subject_of(function, package, peer_case(name, "typescript"))
    node_has = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}
    return (
        replace(
            subject,
            command=(node, str(CHILD)),
            warm_up=NODE_WARM_UP,
            environment={**subject.environment, **node_has},
        ),
        package.zip_bytes,
    )


def _services(wanted: dict[str, Counterpart]) -> Iterable[str]:
    return dict.fromkeys(found.service for found in wanted.values())


def _made(*command: str, inside: Path) -> None:
    try:
        done = subprocess.run(command, cwd=inside, env=os.environ, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise PeerMissing(f"{command[0]} is not there: `make .venv/.ready` installs the project's tools") from error
    if done.returncode:
        output = (done.stdout + done.stderr).strip()
        raise PeerMissing(f"the peer does not build in {inside}: {Path(command[0]).name} says\n{output[-2000:]}")
