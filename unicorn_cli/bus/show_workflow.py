"""Print executions of the workflow, and a request's path through it, for people or as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from unicorn_cli.bus.executions import Execution
from unicorn_cli.bus.workflow import Path, Visit
from unicorn_cli.terminal.show import printable, printable_lines
from unicorn_cli.terminal.table import Column, Rows

PATH = (
    Column(heading="state"),
    Column(heading="entered"),
    Column(heading="took", is_number=True),
    Column(heading="tasks", is_number=True),
    Column(heading="notes", may_wrap=True),
)
EXECUTIONS = (
    Column(heading="status"),
    Column(heading="started"),
    Column(heading="took", is_number=True),
    Column(heading="request"),
    Column(heading="property", may_wrap=True),
)


def path_as_json(path: Path) -> dict[str, Any]:
    return {
        "request_id": path.request_id,
        "property_id": path.property_id,
        "status": path.status,
        "path": [_visit_as_json(visit) for visit in path.visits],
    }


def show_path(path: Path, console: Console) -> None:
    about = f" ({path.property_id})" if path.property_id else ""
    rows = Rows(title=f"{path.request_id}{about}: {path.status}", columns=PATH)
    for visit in path.visits:
        took, notes = _took(visit.entered, visit.left), printable_lines("\n".join(visit.notes))
        rows.add(visit.state, _time(visit.entered), took, str(visit.tasks or ""), notes)
    rows.show(console)


def executions_as_json(found: Iterable[Execution]) -> list[dict[str, Any]]:
    return [
        asdict(one) | {"started": one.started.isoformat(), "ended": one.ended and one.ended.isoformat()}
        for one in found
    ]


def show_executions(found: Iterable[Execution], console: Console) -> None:
    rows = Rows(columns=EXECUTIONS)
    for one in found:
        ids = (printable(one.request_id or "-"), printable(one.property_id or "-"))
        failed = one.status not in {"RUNNING", "SUCCEEDED"}
        rows.add(one.status, _time(one.started), _took(one.started, one.ended), *ids, is_marked=failed)
    rows.show(console)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _took(begin: datetime, end: datetime | None) -> str:
    return f"{(end - begin).total_seconds():.3f} s" if end else "running"


def _visit_as_json(visit: Visit) -> dict[str, Any]:
    times = {
        name: time.isoformat() if time else None for name, time in (("entered", visit.entered), ("left", visit.left))
    }
    return asdict(visit) | times
