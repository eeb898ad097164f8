"""`unicorn site`: the web site alone."""

from dataclasses import asdict
from typing import Annotated

import typer

from unicorn_cli.commands.stage import cloud_of
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import this_system
from unicorn_cli.site import bundle
from unicorn_cli.site.publish import publish as publish_files
from unicorn_cli.stages.agents import has_admin, nobody_yet
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, messages
from unicorn_cli.terminal.show import show_json

site = typer.Typer(no_args_is_help=True, help="The web site.")


@site.command()
def build(as_json: AsJson = False) -> None:
    """Build the site's files, if anything has changed."""
    system = this_system()
    system.make()
    bundle.build(system, Programs())
    if as_json:
        show_json({"files": str(bundle.FILES)})
    else:
        print(bundle.FILES)


@site.command()
def publish(
    stage: Annotated[str, typer.Option(help="a stage on AWS, reached with your own credentials")] = "dev",
    as_json: AsJson = False,
) -> None:
    """Build the site and publish it to a stage on AWS."""
    system = this_system()
    system.make()
    cloud = cloud_of(stage)
    outputs = outputs_of(cloud)
    bundle.build(system, Programs())
    done = publish_files(cloud, outputs, bundle.FILES)
    if as_json:
        show_json(asdict(done))
    else:
        print(f"{done.url}: {done.uploaded} files uploaded, {done.removed} of older builds removed")
    if not has_admin(cloud, outputs["UserPoolId"]):
        messages.print(nobody_yet(stage))
