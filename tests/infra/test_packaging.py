"""Which modules a package gets: what import statements name, and how they are written."""

import ast
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from scripts.packaging.imports import Module, find, imports_of
from scripts.packaging.listing import files_of, reached
from scripts.packaging.stage import remove_docstrings


def imports(source: str, name: str = "web_service.api.views") -> dict[str, set[str]]:
    text = dedent(source)
    file = Path("/", *name.split(".")).with_suffix(".py")
    return imports_of(Module(name=name, folder=Path("/"), file=file), text, ast.parse(text))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b, c", {"a.b", "c"}),
        ("from a import b", {"a", "a.b"}),
        ("from . import b", {"web_service.api", "web_service.api.b"}),
        ("from ..domain.x import y", {"web_service.domain.x", "web_service.domain.x.y"}),
        ("def f():\n    import late", {"late"}),
        (
            "try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c\nfinally:\n    import d",
            set("abcd"),
        ),
        ("match x:\n    case 1:\n        import a", {"a"}),
        ("with x:\n    async def f():\n        import a", {"a"}),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", {"b"}),
        ("if typing.TYPE_CHECKING:\n    import a", set()),
        ("call('import a')", set()),
    ],
)
def test_what_a_module_imports_is_what_its_statements_name(source: str, expected: set[str]) -> None:
    assert imports(source) == {"web_service.api.views": expected}


def test_functions_of_wiring_count_for_those_who_name_them() -> None:
    found = imports(
        """
        import os
        def table():
            import a
            return _client()
        def _client():
            import b
        """,
        "web_service.wiring",
    )
    assert found == {
        "web_service.wiring": {"os"},
        "web_service.wiring.table": {"a", "web_service.wiring._client"},
        "web_service.wiring._client": {"b"},
    }
    user = imports("from web_service import wiring\nwiring.table()")
    assert "web_service.wiring.table" in user["web_service.api.views"]


def test_a_module_reaches_what_it_imports_and_the_packages_that_these_are_in() -> None:
    listed = {
        "a": [["a.py"], []],
        "a.b": [["b.py"], ["c", "json"]],
        "c": [["c.pyc", "c.bin"], ["a.b"]],
        "d": [["d"], []],
    }
    assert reached(listed, "a.b") == {"a", "a.b", "c"}
    assert files_of(listed, "a.b") == ["a.py", "b.py", "c.bin", "c.pyc"]


def test_a_module_is_a_package_a_file_or_machine_code(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for path in ("a/__init__.py", "a/b/__init__.py", "a/c.py", "a/_d.cpython-313-aarch64-linux-gnu.so"):
        (tmp_path / path).touch()
    found = {
        name: module.path for name in ("a", "a.b", "a.c", "a._d", "a.e", "x.y") if (module := find(name, tmp_path))
    }
    assert found == {
        "a": "a/__init__.py",
        "a.b": "a/b/__init__.py",
        "a.c": "a/c.py",
        "a._d": "a/_d.cpython-313-aarch64-linux-gnu.so",
    }


def test_docstrings_are_removed_and_lines_stay_where_they_were() -> None:
    source = '''
        """Module."""
        class A:
            """Class."""
            if True:
                def f(self):
                    """Function."""
                    return "text"
        '''
    tree = ast.parse(dedent(source))
    line = tree.body[1].lineno
    remove_docstrings(tree)
    namespace: dict[str, Any] = {}
    exec(compile(tree, "x", "exec"), namespace)
    assert "Module" not in namespace
    assert (namespace["A"].__doc__, namespace["A"].f.__doc__, namespace["A"]().f()) == (None, None, "text")
    assert tree.body[0].lineno == line
