"""The modules that a module can import: those that import statements name, in functions too, but not for types.

Functions of `wiring` count one by one, because each imports an adapter that others do without: what such a function
imports belongs to the modules that name it.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WIRING = "wiring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module's file, below the folder that is on the search path."""

    name: str
    folder: Path
    file: Path

    @property
    def path(self) -> str:
        return str(self.file.relative_to(self.folder))

    @property
    def is_package(self) -> bool:
        return self.file.name == "__init__.py"


def find(name: str, folder: Path) -> Module | None:
    """Return the module of that name; None if the folder has none."""
    place = folder.joinpath(*name.split("."))
    for file in (place / "__init__.py", place.with_name(f"{place.name}.py"), *place.parent.glob(f"{place.name}.*.so")):
        if file.is_file():
            return Module(name=name, folder=folder, file=file)
    return None


def names_in(folder: Path, package: str) -> Iterator[str]:
    """Yield the names of all modules of a package that is in the folder."""
    for file in (folder / package).rglob("*.py"):
        parts = file.relative_to(folder).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(module: Module, source: str, tree: ast.Module) -> dict[str, set[str]]:
    """Return what a module imports, by its name; of a `wiring`, what each of its functions imports, too."""
    parts = _functions_of_wiring(module, tree)
    rest = [statement for statement in tree.body if statement not in parts.values()]
    used = {f"{module.name.partition('.')[0]}.{name}" for name in re.findall(rf"\b{WIRING}\.\w+", source)}
    found = {module.name: {*_imported(module, rest), *used}}
    for name, part in parts.items():
        called = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)} & parts.keys()
        found[f"{module.name}.{name}"] = {*_imported(module, [part]), *(f"{module.name}.{other}" for other in called)}
    return found


def _functions_of_wiring(module: Module, tree: ast.Module) -> Mapping[str, ast.FunctionDef]:
    if module.name.rpartition(".")[2] != WIRING:
        return {}
    return {statement.name: statement for statement in tree.body if isinstance(statement, ast.FunctionDef)}


def _imported(module: Module, body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names of modules, and of what may be modules."""
    for statement in _statements(body):
        match statement:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(names=names):
                source = _source(module, statement)
                yield source
                yield from (f"{source}.{alias.name}" for alias in names)


def _source(module: Module, statement: ast.ImportFrom) -> str:
    """Return the full name of the module after `from`."""
    package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
    above = package[: len(package) - statement.level + 1] if statement.level else []
    return ".".join([*above, *([statement.module] if statement.module else [])])


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements with those inside them, but not those that only a type checker reads."""
    for statement in body:
        if isinstance(statement, ast.If) and _only_for_types(statement.test):
            yield from _statements(statement.orelse)
            continue
        yield statement
        for block in blocks(statement):
            yield from _statements(block)


def blocks(node: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    """Yield the lists of statements that stand in a statement, or a module."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, ())
    for name in ("handlers", "cases"):
        yield from (part.body for part in getattr(node, name, ()))


def _only_for_types(test: ast.expr) -> bool:
    """Return whether a condition is `TYPE_CHECKING` or `typing.TYPE_CHECKING`."""
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", None)
    return name == "TYPE_CHECKING"
