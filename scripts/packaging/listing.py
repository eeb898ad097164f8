"""The list of a stage: each module's files, and the names that it imports."""

from collections.abc import Mapping, Sequence

LISTED = "imports.json"
type Listed = Mapping[str, Sequence[Sequence[str]]]  # module → files, imports


def files_of(listed: Listed, module: str) -> list[str]:
    """Return the files of all modules that a module reaches, its own among them."""
    return sorted({file for name in reached(listed, module) for file in listed[name][0]})


def reached(listed: Listed, module: str) -> set[str]:
    """Return the modules that a module imports, directly or not."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in listed and name not in found:
            found.add(name)
            waiting += [*listed[name][1], *parents(name)]
    return found


def parents(name: str) -> list[str]:
    """Return the packages that a module is in, the outermost first."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]
