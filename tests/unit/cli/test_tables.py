"""Tables: fitted on a terminal, and elsewhere plain lines that nothing is cut from."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as some
from rich.console import Console

from unicorn_cli.terminal.table import Column, Rows

BOXES = set("│┃─━┏┓└┘├┤┡┩╇┼┴┬")
cells = some.text(some.characters(categories=["L", "N", "P", "S"], exclude_characters="".join(BOXES)), min_size=1)


def printed(rows: Rows, *, width: int, terminal: bool = False) -> str:
    page = StringIO()
    rows.show(Console(file=page, width=width, force_terminal=terminal, highlight=False, legacy_windows=False))
    return page.getvalue()


@given(some.lists(some.tuples(cells, cells), min_size=1, max_size=5), some.integers(1, 80))
def test_without_a_terminal_every_row_is_one_line_with_every_cell_whole(
    rows: list[tuple[str, str]], width: int
) -> None:
    table = Rows(columns=(Column(heading="name"), Column(heading="notes", may_wrap=True)))
    for row in rows:
        table.add(*row)
    lines = printed(table, width=width).removesuffix("\n").split("\n")
    assert lines[0].split() == ["name", "notes"]
    for line, (name, notes) in zip(lines[1:], rows, strict=True):
        assert line.startswith(name)
        assert line.endswith(notes)
    assert not BOXES & set("".join(lines))


def test_numbers_stand_right_and_several_lines_of_a_cell_in_one() -> None:
    table = Rows(title="a [title]", columns=(Column(heading="n", is_number=True), Column(heading="notes")))
    table.add("7", "one\ntwo")
    table.add("12", "[bold]")
    assert printed(table, width=10) == "a [title]\n n  notes\n 7  one; two\n12  [bold]\n"


def test_on_a_terminal_there_are_lines_and_long_cells_wrap() -> None:
    table = Rows(columns=(Column(heading="n"), Column(heading="notes", may_wrap=True)))
    table.add("7", "word " * 20, is_marked=True)
    shown = printed(table, width=30, terminal=True)
    assert BOXES & set(shown)
    assert shown.count("word") == 20
    assert "\x1b[31m" in shown
