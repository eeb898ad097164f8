"""Run in a package: executes the import statements that functions hold, and prints those that fail.

They are read from byte code, which libraries have without sources. A function of `wiring` counts only if some module
of ours names it.
"""

import importlib.util
import json
import sys
from collections.abc import Iterator
from dis import get_instructions
from importlib.abc import InspectLoader
from itertools import pairwise
from types import CodeType

type Statement = tuple[str, str, tuple[str, ...], int]  # module with the statement; what it imports, and from where


def code_of(name: str) -> CodeType | None:
    try:
        spec = importlib.util.find_spec(name)
    except ValueError:  # unicorn_kit.cold_start has put an empty module in its place
        return None
    loader = spec.loader if spec else None
    return loader.get_code(name) if isinstance(loader, InspectLoader) else None


def inner(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of functions and classes in a module's, at any depth."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from inner(constant)


def imports(name: str, code: CodeType) -> Iterator[Statement]:
    instructions = list(get_instructions(code))
    for level, names, instruction in zip(instructions, instructions[1:], instructions[2:], strict=False):
        if instruction.opname == "IMPORT_NAME":
            yield name, instruction.argval, tuple(names.argval or ()), level.argval


def named(names: list[str]) -> set[str]:
    """Return the functions of `wiring` that modules name, and those that these name."""
    codes = [each for name in names if (code := code_of(name)) for each in (code, *inner(code))]
    wirings = [code for name in names if name.endswith(".wiring") and (code := code_of(name))]
    functions = {code.co_name: code for wiring in wirings for code in inner(wiring)}
    found = {attribute for code in codes for attribute in attributes_of_wiring(code)}
    while more := {other for name in found & functions.keys() for other in functions[name].co_names} - found:
        found |= more
    return found


def attributes_of_wiring(code: CodeType) -> Iterator[str]:
    for instruction, following in pairwise(get_instructions(code)):
        if instruction.argval == "wiring" and following.opname == "LOAD_ATTR":
            yield following.argval


def failing(names: list[str], ours: set[str]) -> Iterator[Statement]:
    used = named([name for name in names if name.partition(".")[0] in ours])
    for name in names:
        code = code_of(name)
        for function in inner(code) if code else ():
            if not name.endswith(".wiring") or function.co_name in used:
                yield from (found for found in imports(name, function) if not works(found))


def works(statement: Statement) -> bool:
    name, imported, names, level = statement
    package = importlib.util.find_spec(name)
    try:
        module = importlib.import_module("." * level + imported, package.parent if package else None)
        for each in names:
            if not hasattr(module, each):
                importlib.import_module(f"{module.__name__}.{each}")
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    paths, ours, names = (json.loads(argument) for argument in sys.argv[1:])
    sys.path[:0] = paths
    print(json.dumps(list(failing(names, set(ours)))))
