"""Cursors are read back for their query alone."""

import pytest

from unicorn_kit.cursors import read_cursor, write_cursor
from unicorn_kit.problems import Problem

KEY, QUERY = b"secret", "GET /things a"
CURSOR = write_cursor(["a", 1, None], query=QUERY, key=KEY)


def test_a_cursor_is_read_back_for_its_query() -> None:
    assert read_cursor(CURSOR, query=QUERY, key=KEY) == ["a", 1, None]


@pytest.mark.parametrize("cursor", ["", "x", CURSOR[:-1], CURSOR + "=", CURSOR + "A", CURSOR.swapcase(), "é" * 30])
def test_any_other_text_is_an_invalid_request(cursor: str) -> None:
    with pytest.raises(Problem, match="Link header") as problem:
        read_cursor(cursor, query=QUERY, key=KEY)
    assert problem.value.errors[0]["field"] == "cursor"


@pytest.mark.parametrize(("query", "key"), [("GET /things b", KEY), (QUERY, b"another")])
def test_a_cursor_of_another_query_or_key_is_an_invalid_request(query: str, key: bytes) -> None:
    with pytest.raises(Problem):
        read_cursor(CURSOR, query=query, key=key)
