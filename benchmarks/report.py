"""Figures as a table, with a verdict in each row."""

from rich.console import Console
from rich.table import Table

from benchmarks.budgets import MEGABYTE, Row, over
from benchmarks.measure import Measurement

COLUMNS = ("cold", "of CPU", "ms", "warm ms", "calls", "MiB", "log B", "zip MB", "modules")


def show(measured: Measurement, console: Console) -> None:
    table = Table(title="Functions as packed, in fresh processes", caption=_legend(measured), caption_justify="left")
    table.add_column("function", no_wrap=True)
    for name in COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("within its budget?", min_width=34)
    for row in measured.rows:
        table.add_row(*_cells(row), _verdict(row))
    console.print(table)


def _legend(measured: Measurement) -> str:
    rounds = min(row.rounds for row in measured.rows)
    return (
        f"cold: import to first answer, in ratio to a process that only makes a client, median of {rounds} rounds\n"
        "      (of CPU: the same of CPU time; ms: the wall time itself; MiB: its peak memory / what it is given)\n"
        f"warm: CPU of an undisturbed request; a bare DynamoDB call costs {measured.one_call_ms:.2f} ms here and now\n"
        "log:  of a request at INFO"
    )


def _cells(row: Row) -> list[str]:
    return [
        row.case,
        f"{row.ratio:.2f}",
        f"{row.cpu_ratio:.2f}",
        f"{row.cold_ms:.0f}",
        f"{row.warm_ms:.2f}",
        f"{row.calls:.0f}",
        f"{row.peak_mib:.0f}/{row.memory_mib}",
        f"{row.log_bytes:.0f}",
        f"{row.zip_bytes / MEGABYTE:.2f}",
        str(row.modules),
    ]


def _verdict(row: Row) -> str:
    if row.only_local:
        return "[dim]has none: on stage local only[/]"
    missed = over(row)
    return f"[red]no: {', '.join(missed)}[/]" if missed else "[green]yes[/]"
