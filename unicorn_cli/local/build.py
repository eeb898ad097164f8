"""Build a context's packages with `sam build`, unless nothing has changed since the last time."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from unicorn_cli.local.programs import Commands
from unicorn_cli.local.system import PROJECT, Place
from unicorn_cli.stages.stacks import context_folder

NOT_SOURCES = {"__pycache__", ".aws-sam", "node_modules", ".mypy_cache", ".ruff_cache"}


def digest(context: str) -> str:
    """Return a name for what goes into a context's stack: same sources, same name."""
    return _digest([PROJECT / "scripts" / "package", *_sources(context_folder(context))])


def root_digest(site_origin: str) -> str:
    return f"{site_origin} {_digest([PROJECT / 'template.yaml', PROJECT / 'samconfig.toml'])}"


def built_digest(place: Place, context: str) -> str | None:
    """Return the digest of the sources that the built packages were made of, or None if nothing is built."""
    mark = _mark(place, context)
    return mark.read_text() if mark.exists() else None


def build(place: Place, context: str, commands: Commands) -> None:
    """Build one context for this machine. Raises Problem if it does not build."""
    folder, content = context_folder(context), digest(context)
    _mark(place, context).unlink(missing_ok=True)
    command = ["sam", "build", "--template-file", str(folder / "template.yaml")]
    command += ["--config-file", str(folder / "samconfig.toml"), "--config-env", "local"]
    commands.run(f"build-{context}", [*command, "--build-dir", str(place.built(context))], place, folder=folder)
    _mark(place, context).write_text(content)


def _mark(place: Place, context: str) -> Path:
    return place.built(context).with_name("built-from")


def _sources(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.is_file())
    shipped = (file for file in found if not NOT_SOURCES.intersection(file.relative_to(folder).parts))
    return sorted(file for file in shipped if file.suffix != ".md")


def _digest(files: Iterable[Path]) -> str:
    found = hashlib.sha256(sys.version.encode())
    for file in files:
        content = file.read_bytes()
        found.update(f"{file.relative_to(PROJECT)} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
