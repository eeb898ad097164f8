"""Build the site's files with npm and esbuild, unless nothing has changed since the last time."""

import hashlib
import os
import shutil

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.site import node

SOURCES = PROJECT / "unicorn_site"
EVENTS = PROJECT / "docs" / "events"  # the page of the published language, which the site serves too
FILES = PROJECT / ".build" / "site"  # what is served, or published
_MARK = FILES.with_name("site-built-from")
_PACKAGES = SOURCES / "node_modules"
_PACKAGES_MARK = _PACKAGES / ".made-from"
_NOT_SOURCES = {"node_modules", "rendering", "tests", "tools", "template.yaml", "samconfig.toml"}


def digest() -> str:
    """Return a name for what the site is built from: same sources, same name."""
    found = hashlib.sha256()
    for file in sorted(file for folder in (SOURCES, EVENTS) for file in folder.rglob("*") if file.is_file()):
        name = file.relative_to(PROJECT)
        if not _NOT_SOURCES.intersection(name.parts):
            content = file.read_bytes()
            found.update(f"{name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def is_fresh() -> bool:
    return _MARK.exists() and FILES.is_dir() and _MARK.read_text() == digest()


def build(system: LocalSystem, programs: Programs) -> None:
    """Bring `FILES` up to date. Raises Problem if the site does not build."""
    if is_fresh():
        return
    content = digest()
    install(system, programs)
    aside = FILES.with_name(f"site-{os.getpid()}")
    run("build-site", ["build.mjs", str(aside)], system, programs)
    _MARK.unlink(missing_ok=True)
    shutil.rmtree(FILES, ignore_errors=True)
    aside.replace(FILES)
    _MARK.write_text(content)


def install(system: LocalSystem, programs: Programs, *, with_tools: bool = False) -> None:
    """Install the packages that the lock file names, unless they are there. Raises Problem if they cannot be had.

    A build needs few of them; `with_tools` installs those of the site's checks and tests, too.
    """
    lock = (SOURCES / "package-lock.json").read_text()
    wanted, everything = f"to build\n{lock}", f"with tools\n{lock}"
    if _PACKAGES_MARK.exists() and _PACKAGES_MARK.read_text() in ({everything} if with_tools else {wanted, everything}):
        return
    tools = node.folder(system)
    path = f"PATH={tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}"  # npm looks for its node there
    command = ["env", path, str(tools / "npm"), "ci", *([] if with_tools else ["--omit=dev"])]
    programs.run("site-packages", command, system, folder=SOURCES)
    _PACKAGES_MARK.write_text(everything if with_tools else wanted)


def run(name: str, script: list[str], system: LocalSystem, programs: Programs) -> None:
    """Run a Node script in the site's folder, its words going to the log of that name. Raises Problem if it fails."""
    programs.run(name, [str(node.folder(system) / "node"), *script], system, folder=SOURCES)
