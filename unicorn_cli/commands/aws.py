"""`unicorn deploy` and `undeploy`: a stage on AWS as a whole."""

from typing import Annotated

import typer

from unicorn_cli.aws.deploy import Deployment, Target, check_stage, examine
from unicorn_cli.aws.parameters import parameters_of
from unicorn_cli.aws.undeploy import Removal, survey
from unicorn_cli.commands.show import show_deployed, show_remains, show_removed, show_target
from unicorn_cli.local.system import this_system
from unicorn_cli.stages.agents import check_email, nobody_yet
from unicorn_cli.stages.cloud import aws_cloud
from unicorn_cli.stages.kind import PROD
from unicorn_cli.terminal.interrupts import interruptible
from unicorn_cli.terminal.options import AsJson, Region, Yes, messages, output
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.questions import ask, can_ask, confirm, confirm_by_name
from unicorn_cli.terminal.show import show_json
from unicorn_cli.terminal.steps import Steps

aws = typer.Typer()
AwsStage = Annotated[str, typer.Option(help="the name of the stage, for example ana", show_default=False)]
Kind = Annotated[str | None, typer.Option(help="dev or prod; default: that of the stage, prod for prod, else dev")]
KINDS = ("dev", "prod")


@aws.command()
def deploy(
    stage: AwsStage,
    kind: Kind = None,
    region: Region = None,
    alarm_email: Annotated[str | None, typer.Option(metavar="EMAIL", help="who gets the alarms")] = None,
    admin_email: Annotated[str | None, typer.Option(metavar="EMAIL", help="the first admin, who is invited")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="a parameter of template.yaml; may be repeated")
    ] = None,
    *,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Deploy a stage to AWS: stacks, web site and first admin. It can be repeated."""
    check_stage(stage)
    if kind not in {None, *KINDS}:
        raise Problem(f"There is no kind {kind!r} of stages on AWS", "Use --kind dev or --kind prod")
    given = parameters_of(parameter or [])
    cloud = aws_cloud(stage, region)
    target = examine(cloud, kind)
    show_target(stage, target, messages)
    alarms = _email("E-mail address for alarms", alarm_email, wanted=target.is_first)
    admin = _email("E-mail address of the first admin", admin_email, wanted=not target.has_admin)
    if target.kind == PROD:
        confirm(f"Deploy {stage}, which is of kind prod?", yes=yes)
    with interruptible(), Steps(messages) as steps:
        try:
            run = Deployment(cloud=cloud, target=target, system=this_system(), steps=steps)
            outputs = run.run(given | ({"AlarmEmail": alarms} if alarms else {}), None if target.has_admin else admin)
        except KeyboardInterrupt:
            messages.print(
                "Interrupted. A change that CloudFormation has begun goes on; afterwards run the same command again."
            )
            raise
    if as_json:
        show_json({"stage": stage, "kind": target.kind, "outputs": outputs})
    else:
        show_deployed(stage, outputs, output)
        _show_admin(stage, target, admin)


def _email(question: str, given: str | None, *, wanted: bool) -> str | None:
    """Return the given address, or ask for it where one is wanted and somebody can be asked."""
    if given is None and wanted and can_ask():
        given = ask(f"{question} (nothing: none)")
    return check_email(given) if given else None


def _show_admin(stage: str, target: Target, admin: str | None) -> None:
    if target.has_admin:
        messages.print("The stage has an admin already; `unicorn agent add` invites others.")
    elif admin:
        messages.print(f"{admin} gets an invitation with a first password, which is valid for a week.")
    else:
        messages.print(nobody_yet(stage))


@aws.command()
def undeploy(
    stage: AwsStage,
    region: Region = None,
    *,
    delete_data: Annotated[
        bool, typer.Option("--delete-data", help="on kind prod: delete images, tables and accounts too")
    ] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Remove a stage from AWS: empty its buckets, delete its stacks and what they leave. It can be repeated."""
    check_stage(stage)
    cloud = aws_cloud(stage, region)
    found = survey(cloud)
    show_remains(stage, found, messages, with_data=delete_data)
    confirm_by_name(f"Remove {stage} from account {found.account.number}?", stage, yes=yes)
    with interruptible(), Steps(messages) as steps:
        try:
            left = Removal(cloud=cloud, remains=found, steps=steps).run(with_data=delete_data)
        except KeyboardInterrupt:
            messages.print("Interrupted. CloudFormation goes on; run the same command again to finish the removal.")
            raise
    if as_json:
        show_json({"stage": stage, "kept": [resource.name for resource in left]})
    else:
        show_removed(stage, left, output)
