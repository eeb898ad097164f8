"""Deploy the stacks to the local engine with `sam deploy`: the root without its contexts, then each context."""

from pathlib import Path

from unicorn_cli.local.programs import Commands
from unicorn_cli.local.system import PROJECT, Place
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.stacks import context_folder


def deploy_root(place: Place, commands: Commands, *, site_origin: str) -> None:
    """Deploy what the contexts share, for a web site at that origin. Raises Problem if it fails."""
    overrides = ["--parameter-overrides", f"Stage={LOCAL} DeployContexts=false SiteOrigin={site_origin}"]
    _deploy("root", PROJECT / "template.yaml", PROJECT, place, commands, *overrides)


def deploy_context(place: Place, context: str, commands: Commands) -> None:
    """Deploy one built context. Raises Problem if it fails."""
    _deploy(context, place.built(context) / "template.yaml", context_folder(context), place, commands)


def _deploy(name: str, template: Path, folder: Path, place: Place, commands: Commands, *more: str) -> None:
    command = ["sam", "deploy", "--template-file", str(template)]
    command += ["--config-file", str(folder / "samconfig.toml"), "--config-env", "local"]
    commands.run(f"deploy-{name}", [*command, *more], place, folder=folder)
