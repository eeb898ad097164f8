"""`unicorn workflow`: the publication approval workflow."""

import json
from typing import Annotated

import typer

from unicorn_cli.bus.show_workflow import path_as_json, show_path
from unicorn_cli.bus.workflow import path_of
from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, output

workflow = typer.Typer(no_args_is_help=True, help="The publication approval workflow.")
RequestId = Annotated[str, typer.Argument(help="the request_id that POST /request_approval returned")]


@workflow.callback()
def group() -> None:
    """Keep `show` a subcommand although it is the only one."""


@workflow.command("show")
def show(request_id: RequestId, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Print the states that a publication request passed through, with times and reasons."""
    cloud = cloud_of(stage)
    path = path_of(request_id, cloud, outputs_of(cloud))
    if as_json:
        print(json.dumps(path_as_json(path), indent=2))
    else:
        show_path(path, output)
