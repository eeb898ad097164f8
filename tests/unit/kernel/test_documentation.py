"""docs/addresses.md says what the code does."""

import re
from pathlib import Path

import pytest

from unicorn_kernel.address import Address
from unicorn_kernel.property_id import PARTS, of_address
from unicorn_kernel.spelling import canonical_text

pytestmark = pytest.mark.domain

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "addresses.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| ([^|`]+, [^|`]+) \| `([^`]+/[^`]+)` \|$", PAGE, re.MULTILINE)


def test_the_page_has_examples_from_ten_countries() -> None:
    assert len({example.split(",")[0] for example, _ in EXAMPLES}) >= 10


@pytest.mark.parametrize(("example", "property_id"), EXAMPLES)
def test_an_example_has_the_id_that_the_page_shows(example: str, property_id: str) -> None:
    parts, more = example.split(", ")[:4], example.split(", ")[4:]
    optional = dict(text.split(" ", 1) for text in more)
    assert of_address(Address(**dict(zip(PARTS, parts, strict=True)), **optional)) == property_id


FOLDED = re.findall(r"^\| `((?:\S )*\S)`[^|]* \| `(\S)`", PAGE, re.MULTILINE)


def test_the_characters_that_the_page_folds_are_folded() -> None:
    assert len(FOLDED) >= 6
    for typed, spelling in FOLDED:
        assert {canonical_text(f"1{char}2") for char in typed.split()} == {f"1{spelling}2"}
