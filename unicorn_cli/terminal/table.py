"""Print a table: with lines and fitted to the width on a terminal; elsewhere plain, one line a row, and never cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    heading: str
    is_number: bool = False
    may_wrap: bool = False


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of a table, as plain text; a cell may have several lines. `marked` are the numbers of red rows."""

    columns: Sequence[Column]
    cells: list[Sequence[str]] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    title: str = ""

    def add(self, *cells: str, is_marked: bool = False) -> None:
        if is_marked:
            self.marked.add(len(self.cells))
        self.cells.append(cells)

    def show(self, console: Console) -> None:
        if console.is_terminal:
            console.print(self._fitted())
            return
        for line in self._plain():
            console.print(Text(line), soft_wrap=True)

    def _fitted(self) -> Table:
        table = Table(title=Text(self.title) if self.title else None, title_justify="left", title_style="bold")
        for column in self.columns:
            table.add_column(
                column.heading,
                justify="right" if column.is_number else "left",
                overflow="fold",
                no_wrap=not column.may_wrap,
            )
        for number, cells in enumerate(self.cells):
            table.add_row(*map(Text, cells), style="red" if number in self.marked else None)
        return table

    def _plain(self) -> Iterable[str]:
        """Yield the lines of a table without a terminal: what reads them is a program, or a file."""
        rows = [[column.heading for column in self.columns], *([_one_line(cell) for cell in row] for row in self.cells)]
        widths = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
        if self.title:
            yield self.title
        for row in rows:
            padded = (_pad(*given) for given in zip(row, widths, self.columns, strict=True))
            yield GAP.join(padded).rstrip()


def _one_line(cell: str) -> str:
    return "; ".join(filter(None, cell.splitlines()))


def _pad(cell: str, width: int, column: Column) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if column.is_number else cell + space
