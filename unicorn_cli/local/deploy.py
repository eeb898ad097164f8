"""Deploy the stacks to the local engine with `sam deploy`: the root without its contexts, then each context."""

from pathlib import Path

from unicorn_cli.local.as_json import as_json
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.system import PROJECT, LocalSystem, context_folder
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.mails import SENDER

WITH_MAILS = "web"  # the context that sends mails


def deploy_root(system: LocalSystem, programs: Programs) -> None:
    """Deploy the shared resources. Raises Problem if it fails."""
    values = f"Stage={LOCAL} StageKind={LOCAL} DeployContexts=false"
    template = as_json(PROJECT / "template.yaml", system.built("root"))
    _deploy("root", template, PROJECT, system, programs, "--parameter-overrides", values)


def deploy_context(system: LocalSystem, context: str, programs: Programs, *, site: str) -> None:
    """Deploy one built context; `site` is where links in mails lead. Raises Problem if it fails."""
    template = as_json(system.built(context) / "template.yaml", system.built(context))
    values = f"Stage={LOCAL} StageKind={LOCAL} MailSender={SENDER} MailSite={site}"
    more = ["--parameter-overrides", values] if context == WITH_MAILS else []
    _deploy(context, template, context_folder(context), system, programs, *more)


def _deploy(name: str, template: Path, folder: Path, system: LocalSystem, programs: Programs, *more: str) -> None:
    command = ["sam", "deploy", "--template-file", str(template)]
    command += ["--config-file", str(folder / "samconfig.toml"), "--config-env", "local"]
    programs.run(f"deploy-{name}", [*command, *more], system, folder=folder)
