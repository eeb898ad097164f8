"""Print a request's path through the workflow, for people or as JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from unicorn_cli.bus.workflow import Path, Visit


def path_as_json(path: Path) -> dict[str, Any]:
    return {"request_id": path.request_id, "status": path.status, "path": [_as_json(visit) for visit in path.visits]}


def show_path(path: Path, console: Console) -> None:
    table = Table(title=f"{path.request_id}: {path.status}", title_justify="left")
    for heading in ("state", "entered", "took", "tasks"):
        table.add_column(heading, justify="right" if heading in {"took", "tasks"} else "left", no_wrap=True)
    table.add_column("notes", overflow="fold")
    for visit in path.visits:
        entered = f"{visit.entered:%Y-%m-%d %H:%M:%S}"
        table.add_row(visit.state, entered, _took(visit), str(visit.tasks or ""), escape("\n".join(visit.notes)))
    console.print(table)


def _took(visit: Visit) -> str:
    return f"{(visit.left - visit.entered).total_seconds():.3f} s" if visit.left else "running"


def _as_json(visit: Visit) -> dict[str, Any]:
    times = {
        name: time.isoformat() if time else None for name, time in (("entered", visit.entered), ("left", visit.left))
    }
    return asdict(visit) | times
