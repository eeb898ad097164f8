"""The table of the safeguards: every patch applies to the sources of today, and names a test that there is."""

import ast
from functools import cache

import pytest

from tests.mutants import report
from tests.mutants.__main__ import DOCUMENT, PARTS, ROOT
from tests.mutants.mutant import Mutant, part_of
from tests.mutants.safeguards import AREAS

MUTANTS = list(part_of(AREAS, 0, 1))


@cache
def functions_of(file: str) -> set[str]:
    nodes = ast.walk(ast.parse((ROOT / file).read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.safeguard)
def test_a_patch_applies_once_and_names_a_test(mutant: Mutant) -> None:
    assert mutant.patched(ROOT) != (ROOT / mutant.path).read_text()
    assert mutant.test.rpartition("::")[2].partition("[")[0] in functions_of(mutant.test_file)


def test_there_are_150_safeguards_each_with_a_name_of_its_own() -> None:
    names = {mutant.safeguard for mutant in MUTANTS}
    assert len(names) == len(MUTANTS) >= 150


def test_no_two_mutants_are_the_same_patch() -> None:
    assert len({(mutant.path, mutant.old, mutant.new) for mutant in MUTANTS}) == len(MUTANTS)


def test_the_parts_together_are_all_of_them_and_each_has_some_of_every_area() -> None:
    parts = [list(part_of(AREAS, part, PARTS)) for part in range(PARTS)]
    assert sorted(mutant.safeguard for part in parts for mutant in part) == sorted(m.safeguard for m in MUTANTS)
    for area in AREAS:
        assert all(set(area.mutants) & set(part) for part in parts)


def test_the_table_in_the_document_is_that_of_the_sources() -> None:
    assert report.written(DOCUMENT) == report.table(AREAS), "run `make mutants`: it writes the table"
