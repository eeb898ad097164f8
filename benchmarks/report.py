"""Figures as a table, with a verdict in each row."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.budgets import MEGABYTE, Row, over


def show(rows: Sequence[Row], console: Console) -> None:
    rounds = min(row.rounds for row in rows)
    table = Table(
        title="Functions as packed, in fresh processes",
        caption="cold: to the first answer, in ratio to a process that only makes a client, "
        f"median of {rounds} rounds; warm: CPU per request; log: per request at INFO",
    )
    table.add_column("function", no_wrap=True)
    for name in ("cold ratio", "of CPU", "cold ms", "warm ms", "peak MiB", "log B", "zip MB", "modules"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("within its budget?")
    for row in rows:
        table.add_row(
            row.case,
            f"{row.ratio:.2f}",
            f"{row.cpu_ratio:.2f}",
            f"{row.cold_ms:.0f}",
            f"{row.warm_ms:.2f}",
            f"{row.peak_mib:.0f}",
            f"{row.log_bytes:.0f}",
            f"{row.zip_bytes / MEGABYTE:.2f}",
            str(row.modules),
            _verdict(row),
        )
    console.print(table)


def _verdict(row: Row) -> str:
    if row.only_local:
        return "[dim]local only: no budget[/]"
    missed = over(row)
    return f"[red]no: {', '.join(missed)}[/]" if missed else "[green]yes[/]"
