"""Names and headlines: one line, whose characters all show what they are."""

# ruff: noqa: RUF001 - Persian letters

import pytest

from unicorn_kit.texts import one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "Ada"),
        ("Ada\r\nLovelace\t\tKing\n", "Ada Lovelace King"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("Ada\x0b\x0c\x85Lovelace", "Ada Lovelace"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # the non-joiner is part of the word
        ("e\u0301 🏠 &amp; <b>", "e\u0301 🏠 &amp; <b>"),
    ],
)
def test_pasted_line_ends_and_tabs_become_spaces_and_the_rest_stays(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("a\x00b", "control character"),
        ("a\x7fb", "control character"),
        ("a\u202eb", "direction of writing"),
        ("a\u2066b", "direction of writing"),
        ("\n\t", "nothing that can be seen"),
        (" \u00a0", "nothing that can be seen"),
        ("\u200b\u2060\ufeff\u00ad", "nothing that can be seen"),
        ("\u3164\u2800\U000e0020", "nothing that can be seen"),
        ("\u0301", "nothing that can be seen"),
    ],
)
def test_what_misleads_or_cannot_be_seen_is_an_error_in_one_sentence(typed: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^holds .*{problem}"):
        one_line(typed)
