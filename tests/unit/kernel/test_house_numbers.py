"""House numbers in JSON, and in the order in which people count."""

import random
from typing import Any

import pytest

from unicorn_kernel.house_numbers import as_text, sort_key

pytestmark = pytest.mark.domain

STREET = [
    "1",
    "2",
    "2A",
    "3",
    "9",
    "10",
    "11",
    "12",
    "12½",
    "12¾",
    "12-14",
    "12-20",
    "12/1",
    "12/4",
    "12/10",
    "12A",
    "12B",
    "13",
    "99",
    "100",
    "100A",
    "111",
    "1000",
    "A1",
    "A2",
    "A10",
    "B1",
    "甲5",
]


def test_house_numbers_sort_as_people_count() -> None:
    shuffled = random.Random(1).sample(STREET, len(STREET))
    assert sorted(shuffled, key=sort_key) == STREET


def test_a_space_changes_no_place() -> None:
    assert sort_key("12½") < sort_key("12 A") < sort_key("12B")
    assert sort_key("12 A") != sort_key("12A")


def test_the_order_of_text_is_that_of_bytes() -> None:
    assert sorted(STREET, key=sort_key) == sorted(STREET, key=lambda number: sort_key(number).encode())


def test_case_and_a_leading_sign_or_zero_change_no_place() -> None:
    assert sort_key("12a") == sort_key("12A")
    assert sort_key("4") < sort_key("#5") < sort_key("6")
    assert sort_key("4") < sort_key("005") < sort_key("6")
    assert sort_key("0") < sort_key("1")


@pytest.mark.parametrize(("number", "text"), [(123, "123"), (0, "0"), ("12A", "12A"), (10**30, "1" + "0" * 30)])
def test_an_integer_of_json_is_taken_as_its_digits(number: Any, text: str) -> None:
    assert as_text(number) == text


@pytest.mark.parametrize("number", [True, False, -1, 1.0, 12.5, None, [1], {}])
def test_nothing_else_becomes_a_text(number: Any) -> None:
    assert as_text(number) is number
