"""Deploy a stage to AWS, step by step: check, build, deploy, publish the site, invite the first admin.

A stage that stood before may have photos that an earlier release made readable and nobody approved: they are compared
with what is approved at once, not only by the next daily run. So are its listings with the RESO feed.

Every step can be repeated: a run that stops in the middle leaves nothing that the next one cannot finish.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from unicorn_cli.aws import stacks
from unicorn_cli.aws.account import Account, account_of
from unicorn_cli.aws.failure import explained
from unicorn_cli.aws.sam import Sam
from unicorn_cli.bus.reconcile import reconcile
from unicorn_cli.local.lock import held
from unicorn_cli.local.parallel import in_parallel
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import bundle
from unicorn_cli.site.publish import publish
from unicorn_cli.stages import agents, kind
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.names import check_name
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.stages.stacks import root_stack
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps

ANOTHER = "Another deployment to AWS is running from this folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a deployment goes, as it is before it."""

    account: Account
    kind: str
    status: str | None  # of the root stack; None if there is none
    has_admin: bool

    @property
    def is_first(self) -> bool:
        return self.status in {None, stacks.ONLY_PLANNED, stacks.NEVER_DEPLOYED}


def check_stage(stage: str) -> None:
    """Raise Problem if nothing can be deployed to AWS under this name."""
    check_name(stage)
    if stage == LOCAL:
        raise Problem("The stage local runs on this machine", "Use `make up`, or choose another name for the stage")


def examine(cloud: Cloud, wanted_kind: str | None) -> Target:
    """Return the target of a deployment. Raises Problem if it cannot be deployed to; nothing is changed."""
    account = account_of(cloud)
    root = stacks.root_of(cloud)
    if root is None:
        stacks.check_contexts_are_nested(cloud)
        return Target(account=account, kind=wanted_kind or kind.usual_kind(cloud.stage), status=None, has_admin=False)
    stacks.check_deployable(root, cloud.stage)
    stacks.check_contexts_are_nested(cloud)
    known = kind.kind_of(root)
    if wanted_kind not in {None, known}:
        raise Problem(
            f"The stage {cloud.stage} is of kind {known}, which cannot change",
            f"Leave out --kind, or remove the stage first with `make undeploy STAGE={cloud.stage}`",
        )
    pool = next((o["OutputValue"] for o in root.get("Outputs", []) if o["OutputKey"] == "UserPoolId"), None)
    has_admin = bool(pool) and agents.has_admin(cloud, str(pool))
    return Target(account=account, kind=known, status=root["StackStatus"], has_admin=has_admin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One run of `unicorn deploy`."""

    cloud: Cloud
    target: Target
    system: LocalSystem
    steps: Steps

    def run(self, parameters: Mapping[str, str], admin_email: str | None) -> dict[str, str]:
        """Run every step and return the outputs. Raises Problem with the name of the step that failed."""
        self.system.make()
        sam = Sam.for_region(self.system, self.target.account.region)
        with held(self.system.deploy_lock, ANOTHER):
            self._build(sam)
            self._deploy(sam, parameters)
            outputs = outputs_of(self.cloud)
            with self.steps.step("Publish the web site"):
                publish(self.cloud, outputs, bundle.FILES)
            if admin_email:
                with self.steps.step("Invite the first admin"):
                    agents.invite(self.cloud, outputs["UserPoolId"], admin_email, agents.ADMINS)
            if not self.target.is_first:
                with self.steps.step("Hide photos that nobody approved"):
                    self._reconcile("photos", "The photos of {} listings could not be compared with what is approved")
                with self.steps.step("Enter all listings into the RESO feed"):
                    self._reconcile("feed", "{} listings could not be compared with the RESO feed")
        return outputs

    def _build(self, sam: Sam) -> None:
        with self.steps.step("Build packages and web site", 2) as step:
            tasks: dict[str, Callable[[], object]] = {
                "packages": sam.build,
                "site": partial(bundle.build, self.system, sam.programs),
            }
            in_parallel(tasks, step, at_once=len(tasks), stop=sam.programs.end)

    def _deploy(self, sam: Sam, parameters: Mapping[str, str]) -> None:
        if self.target.status == stacks.NEVER_DEPLOYED:
            with self.steps.step("Remove what a failed first deployment left"):
                self._remove_record()
        with self.steps.step("Deploy the stacks"):
            began, name = datetime.now(UTC), root_stack(self.cloud.stage)
            try:
                sam.deploy(self.cloud.stage, self.target.kind, self._fixed() | dict(parameters))
            except Problem as problem:
                with suppress(ClientError, BotoCoreError):  # sam's own message is better than none
                    raise explained(problem, self.cloud, name, began) from problem
                raise

    def _reconcile(self, context: str, failure: str) -> None:
        failed = 0
        for done in reconcile(context, self.cloud, all_=True, dry_run=False):
            failed = done.failed
        if failed:
            raise Problem(
                failure.format(failed),
                f"Run `unicorn reconcile --context {context} --stage {self.cloud.stage}`; a daily run does it, too",
            )

    def _fixed(self) -> dict[str, str]:
        """Return the parameters that follow from stage and shell. All others stay as they were deployed."""
        given = {"Stage": self.cloud.stage, "StageKind": self.target.kind, "DeployContexts": "true"}
        architecture = os.environ.get("ARCHITECTURE")  # for which `sam build` made the packages
        return given | ({"Architecture": architecture} if architecture else {})

    def _remove_record(self) -> None:
        cloudformation, name = self.cloud.client("cloudformation"), root_stack(self.cloud.stage)
        cloudformation.delete_stack(StackName=name)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=name)
