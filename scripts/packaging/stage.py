"""Make a stage: all modules that one context's functions can import, compiled, and the list of what imports what.

Own modules keep their sources, for tracebacks. Libraries are byte code alone, without docstrings: a traceback has
their files, lines and functions, but not the text of a line. An API's OpenAPI document is written into its package.
"""

import ast
import json
import marshal
import shutil
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from importlib import import_module
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path

from scripts.packaging import by_name
from scripts.packaging.imports import Module, blocks, find, imports_of, names_in
from scripts.packaging.listing import LISTED, parents
from unicorn_kit.description import WRITTEN
from unicorn_kit.openapi import document

TASK_ROOT = "/var/task"  # where Lambda unpacks a function
UNCHECKED_HASH = (0b01).to_bytes(4, "little")  # PEP 552: a code folder is read-only, and a zip does not keep dates
NOT_DATA = {".py", ".pyc", ".pyi", ".so", ".typed"}


class Stage:
    """The folder that is filled. `ours` has the folders that the packages of this project are in, by package."""

    def __init__(self, folder: Path, libraries: Path, ours: Mapping[str, Path]) -> None:
        self._folder, self._libraries, self._ours = folder, libraries, ours
        self._listed: dict[str, tuple[list[str], list[str]]] = {}

    def make(self, root: str) -> None:
        """Fill the folder with the modules of the package `root`, and with all that they reach."""
        waiting = list(names_in(self._ours[root], root))
        while waiting:
            name = waiting.pop()
            if name not in self._listed and (module := self._find(name)):
                imports = self._add(module)
                waiting += [*parents(name), *(each for names in imports.values() for each in names)]
        (self._folder / LISTED).write_text(json.dumps(self._listed, sort_keys=True))

    def _find(self, name: str) -> Module | None:
        """Return the module; None if the runtime has it, or nobody."""
        return find(name, self._ours.get(name.partition(".")[0], self._libraries))

    def _add(self, module: Module) -> Mapping[str, set[str]]:
        files, imports = [*self._data_of(module), *self._files_named_by(module)], {module.name: set[str]()}
        if module.file.suffix == ".so":
            files.append(self._copy(module.folder, module.path))
        else:
            source = module.file.read_bytes()
            tree = ast.parse(source)
            imports = imports_of(module, source.decode(), tree)
            never = tuple(by_name.NEVER.get(module.name, ()))
            imports[module.name] = {name for name in imports[module.name] if not (never and name.startswith(never))}
            imports[module.name].update(self._named_by(module))
            files += [*self._compile(module, source, tree), *self._described_by(module)]
        for name, names in imports.items():
            self._listed[name] = (sorted(files) if name == module.name else [], sorted(names))
        return imports

    def _compile(self, module: Module, source: bytes, tree: ast.Module) -> Iterator[str]:
        """Write a module's byte code, and its source if it is to be kept; yield their paths."""
        package = module.name.partition(".")[0]
        if package in self._ours or package in by_name.WITH_SOURCES:
            yield self._copy(module.folder, module.path)
            compiled = cache_from_source(module.path)
        else:
            remove_docstrings(tree)
            compiled = f"{module.path}c"
        code = compile(tree, f"{TASK_ROOT}/{module.path}", "exec", dont_inherit=True)
        written = MAGIC_NUMBER + UNCHECKED_HASH + source_hash(source) + marshal.dumps(code)
        self._place(compiled).write_bytes(written)
        yield compiled

    def _data_of(self, module: Module) -> Iterator[str]:
        """Copy the data files in a package's folder; yield their paths."""
        for file in module.file.parent.iterdir() if module.is_package else ():
            if file.is_file() and file.suffix not in NOT_DATA:
                yield self._copy(module.folder, str(file.relative_to(module.folder)))

    def _described_by(self, module: Module) -> Iterator[str]:
        """Write the OpenAPI document of an API into its package; yield its path."""
        if package := by_name.DESCRIBED.get(module.name):
            path = f"{package}/{WRITTEN}"
            self._place(path).write_text(json.dumps(document(import_module(module.name).API)))
            yield path

    def _files_named_by(self, module: Module) -> Iterator[str]:
        for pattern in by_name.FILES.get(module.name, ()):
            for file in self._libraries.glob(pattern):
                yield self._copy(self._libraries, str(file.relative_to(self._libraries)))

    def _named_by(self, module: Module) -> Iterator[str]:
        for pattern in by_name.MODULES.get(module.name, ()):
            yield from (name for name in self._names_for(pattern) if fnmatch(name, pattern))

    def _names_for(self, pattern: str) -> Iterator[str]:
        """Yield the modules of the packages that a pattern may mean: the library it begins with, or ours."""
        package = pattern.partition(".")[0]
        places = {package: self._libraries} if (self._libraries / package).exists() else self._ours
        for name, folder in places.items():
            yield from names_in(folder, name)

    def _copy(self, folder: Path, path: str) -> str:
        shutil.copyfile(folder / path, self._place(path))
        return path

    def _place(self, path: str) -> Path:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def remove_docstrings(node: ast.AST) -> None:
    """Remove them from a module, and from the classes and functions in it."""
    match node:
        case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            if ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    for block in blocks(node):
        for statement in block:
            remove_docstrings(statement)


def main(folder: str, libraries: str, root: str, *packages: str) -> None:
    ours = {Path(package).name: Path(package).resolve().parent for package in packages}
    Stage(Path(folder), Path(libraries), ours).make(root)


if __name__ == "__main__":
    main(*sys.argv[1:])
