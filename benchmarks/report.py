"""Figures as tables: each function against its budget, and against what was measured beside it."""

from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.budgets import MEGABYTE, Row, over
from benchmarks.figures import Pair, Yardstick
from benchmarks.measure import Measurement

COLUMNS = ("of bare Python", "of client", "ms", "warm ms", "of call", "calls", "MiB", "log B", "zip MB", "modules")
PAIRED = ("cold", "process", "warm", "MiB", "log", "log B", "zip MB", "modules", "rounds")


def show(measured: Measurement, console: Console) -> None:
    if measured.rows:
        console.print(_budgets(measured))
    for other in dict.fromkeys(pair.other for pair in measured.pairs):
        console.print(_pairs([pair for pair in measured.pairs if pair.other == other], other))
    for name, error in measured.failed.items():
        console.print(f"[red]{escape(name)}[/]: {escape(str(error))}", highlight=False)


def _budgets(measured: Measurement) -> Table:
    table = _table("Functions as packed, in fresh processes", COLUMNS, _legend(measured))
    table.add_column("within its budget?", min_width=34)
    for found in measured.yardsticks:
        table.add_row(*_yardstick_cells(found))
    table.add_section()
    for row in measured.rows:
        table.add_row(*_cells(row), _verdict(row))
    return table


def _pairs(pairs: Sequence[Pair], other: str) -> Table:
    legend = (
        "each in ratio to the other's in the same round: the median of the rounds ± half of the quartiles' distance;\n"
        "below 1 is less here. cold: CPU from the handler's import to its first answer; process: from the start\n"
        "of the process; warm: CPU of an undisturbed request; MiB: peak memory at the first answer;\n"
        "log: bytes of a request; log B, zip, modules: here/there"
    )
    table = _table(f"This checkout in ratio to {other}", PAIRED, legend)
    for pair in pairs:
        table.add_row(pair.case, *_pair_cells(pair))
    table.add_section()
    figures = zip(*((p.cold.median, p.process.median, p.warm.median, p.memory.median) for p in pairs), strict=True)
    table.add_row("median of all", *_ratios(*map(median, figures)))
    return table


def _pair_cells(pair: Pair) -> list[str]:
    logged, log_there = pair.log_bytes
    return [
        *(f"{found.median:.2f}±{found.noise:.2f}" for found in (pair.cold, pair.process, pair.warm)),
        f"{pair.memory.median:.2f}",
        f"{logged / log_there:.2f}" if log_there else "-",
        f"{logged:.0f}/{log_there:.0f}",
        "/".join(f"{size / MEGABYTE:.2f}" for size in pair.zip_bytes),
        "/".join(str(number or "-") for number in pair.modules),
        str(pair.rounds),
    ]


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
        "of bare Python: CPU of a process to its first answer, in ratio to that of a process that does nothing;\n"
        f"      median of {rounds} rounds. of client: in ratio to a process that only makes a boto3 client\n"
        "      (ms: the CPU time itself; MiB: its peak memory / its limit)\n"
        f"warm: CPU of an undisturbed request. of call: in ratio to a bare DynamoDB call; that costs {one_call} now\n"
        "log:  of a request at INFO"
    )


def _yardstick_cells(found: Yardstick) -> list[str]:
    ratios = _ratios(found.of_interpreter, found.of_client)
    return [f"[dim]{found.name}[/]", *ratios, f"{found.cold_ms:.0f}", "", "", "", f"{found.peak_mib:.0f}"]


def _cells(row: Row) -> list[str]:
    return [
        row.case,
        *_ratios(row.of_interpreter, row.of_client),
        f"{row.cold_ms:.0f}",
        f"{row.warm_ms:.2f}",
        "?" if row.of_call is None else f"{row.of_call:.2f}",
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
