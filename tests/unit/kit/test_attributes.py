"""Plain values survive the way into an item and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unicorn_kit.attributes import to_item, to_values

NUMBERS = st.integers(-(10**30), 10**30) | st.decimals(-(10**9), 10**9, places=2)
VALUES = st.recursive(
    st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_values_come_back_equal(values: dict[str, object]) -> None:
    assert to_values(to_item(values)) == values


def test_a_value_that_is_none_is_left_out() -> None:
    assert to_item({"a": None, "b": {"c": None}}) == {"b": {"M": {}}}


def test_a_whole_number_is_read_as_an_int() -> None:
    read = to_values({"a": {"N": "2.00"}, "b": {"N": "2.5"}})
    assert (read, type(read["a"]), type(read["b"])) == ({"a": 2, "b": Decimal("2.5")}, int, Decimal)


def test_a_float_cannot_be_stored() -> None:
    with pytest.raises(TypeError, match="float"):
        to_item({"a": 1.5})
