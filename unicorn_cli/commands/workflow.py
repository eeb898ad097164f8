"""`unicorn workflow`: the publication approval workflow."""

from typing import Annotated

import typer

from unicorn_cli.bus.envelopes import check_property_id
from unicorn_cli.bus.executions import Status, executions
from unicorn_cli.bus.show_workflow import executions_as_json, path_as_json, show_executions, show_path
from unicorn_cli.bus.workflow import path_of
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, OneProperty, Stage, messages, output
from unicorn_cli.terminal.show import show_json

workflow = typer.Typer(no_args_is_help=True, help="The publication approval workflow.")
Wanted = Annotated[
    str,
    typer.Argument(
        metavar="REQUEST_ID|PROPERTY_ID",
        help="a request, as POST /request_approval returned it; or country/city/street/number for its latest request",
    ),
]


@workflow.command("list")
def list_executions(
    stage: Stage = LOCAL,
    property_id: OneProperty = None,
    status: Annotated[Status | None, typer.Option(case_sensitive=False, help="only those of this status")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="how many at most, the newest first")] = 20,
    *,
    as_json: AsJson = False,
) -> None:
    """List publication requests in the workflow, newest first: those that run, and how the others ended."""
    wanted = property_id and check_property_id(property_id)
    cloud = cloud_of(stage)
    found = executions(cloud, outputs_of(cloud), status=status, property_id=wanted, limit=limit)
    if as_json:
        show_json(executions_as_json(found))
        return
    show_executions(found, output)
    if len(found) == limit:
        messages.print(f"These are the newest {limit}; --limit shows more.")


@workflow.command("show")
def show(wanted: Wanted, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print the states that a publication request passed through, with times and reasons."""
    cloud = cloud_of(stage)
    path = path_of(wanted, cloud, outputs_of(cloud))
    if as_json:
        show_json(path_as_json(path))
    else:
        show_path(path, output)
