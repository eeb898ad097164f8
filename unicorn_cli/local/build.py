"""Build a context's packages with `sam build`, unless nothing has changed since the last time."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem, context_folder

NOT_SOURCES = {"__pycache__", ".aws-sam", "node_modules", ".mypy_cache", ".ruff_cache"}

SHARED = ("unicorn_kit", "unicorn_kernel", "scripts/packaging")  # go into packages, or make them


def digest(context: str) -> str:
    """Return a digest of everything that goes into a context's stack."""
    folders = [*(PROJECT / name for name in SHARED), context_folder(context)]
    return _digest([PROJECT / "scripts" / "package", *(file for folder in folders for file in _sources(folder))])


def root_digest() -> str:
    return _digest([PROJECT / "template.yaml", PROJECT / "samconfig.toml"])


def built_digest(system: LocalSystem, context: str) -> str | None:
    """Return the digest of the sources of the built packages, or None if nothing is built."""
    mark = _mark(system, context)
    return mark.read_text() if mark.exists() else None


def build(system: LocalSystem, context: str, programs: Programs) -> None:
    """Build one context for this machine. Raises Problem if the build fails."""
    folder, content = context_folder(context), digest(context)
    _mark(system, context).unlink(missing_ok=True)
    command = ["sam", "build", "--template-file", str(folder / "template.yaml")]
    command += ["--config-file", str(folder / "samconfig.toml"), "--config-env", "local"]
    programs.run(f"build-{context}", [*command, "--build-dir", str(system.built(context))], system, folder=folder)
    _mark(system, context).write_text(content)


def _mark(system: LocalSystem, context: str) -> Path:
    return system.built(context).with_name("built-from")


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
