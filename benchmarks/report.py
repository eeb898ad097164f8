"""Figures as tables: each function against its budget, and against another checkout where there is one."""

from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.budgets import MEGABYTE, Row, over
from benchmarks.measure import Measurement, Pair

COLUMNS = ("cold", "of CPU", "ms", "warm ms", "calls", "MiB", "log B", "zip MB", "modules")
PAIRED = ("cold", "of CPU", "warm", "zip MB", "zip MB there", "modules", "modules there", "rounds")


def show(measured: Measurement, console: Console) -> None:
    if measured.rows:
        console.print(_budgets(measured))
    if measured.pairs:
        console.print(_pairs(measured.pairs))
    for name, error in measured.failed.items():
        console.print(f"[red]{escape(name)}[/]: {escape(str(error))}", highlight=False)


def _budgets(measured: Measurement) -> Table:
    table = _table("Functions as packed, in fresh processes", COLUMNS, _legend(measured))
    table.add_column("within its budget?", min_width=34)
    for row in measured.rows:
        table.add_row(*_cells(row), _verdict(row))
    return table


def _pairs(pairs: Sequence[Pair]) -> Table:
    legend = (
        "cold: import to first answer, in ratio to the other checkout's in the same round, median of the rounds\n"
        "warm: CPU of an undisturbed request, in the same ratio; below 1 is faster here"
    )
    table = _table("This checkout in ratio to the other", PAIRED, legend)
    for pair in pairs:
        zips, modules = (f"{size / MEGABYTE:.2f}" for size in pair.zip_bytes), map(str, pair.modules)
        table.add_row(pair.case, *_ratios(pair.cold, pair.cold_cpu, pair.warm), *zips, *modules, str(pair.rounds))
    table.add_section()
    medians = (median(figures) for figures in zip(*((p.cold, p.cold_cpu, p.warm) for p in pairs), strict=True))
    table.add_row("median of all", *_ratios(*medians))
    return table


def _table(title: str, columns: Sequence[str], legend: str) -> Table:
    table = Table(title=title, caption=legend, caption_justify="left")
    table.add_column("function", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _ratios(*ratios: float) -> list[str]:
    return [f"{ratio:.2f}" for ratio in ratios]


def _legend(measured: Measurement) -> str:
    rounds = min(row.rounds for row in measured.rows)
    one_call = "an unknown time" if measured.one_call_ms is None else f"{measured.one_call_ms:.2f} ms"
    return (
        f"cold: import to first answer, in ratio to a process that only makes a client, median of {rounds} rounds\n"
        "      (of CPU: the same of CPU time; ms: the wall time itself; MiB: its peak memory / its limit)\n"
        f"warm: CPU of an undisturbed request; a bare DynamoDB call costs {one_call} here and now\n"
        "log:  of a request at INFO"
    )


def _cells(row: Row) -> list[str]:
    return [
        row.case,
        *_ratios(row.ratio, row.cpu_ratio),
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
