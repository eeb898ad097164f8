"""Remove a stage from AWS: empty its buckets, delete its stacks and what they leave, and look whether all is gone.

Data that a stage of kind prod keeps is deleted only if that is asked for. A removal that fails can be run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unicorn_cli.aws import buckets, leftovers
from unicorn_cli.aws.account import Account, account_of
from unicorn_cli.aws.failure import explained
from unicorn_cli.aws.inventory import BUCKET, FAILED, Resource, deleted_stacks, living_stacks, resources_of
from unicorn_cli.aws.stacks import check_idle, root_of
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.kind import DEV, PROD, kind_of
from unicorn_cli.stages.outputs import describe, not_deployed
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps
from unicorn_cli.terminal.waiting import eventually

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

ROUNDS = 3  # deletions of a stack: an upload may fill a bucket between its emptying and its deletion
DELETING, DELETED = "DELETE_IN_PROGRESS", "DELETE_COMPLETE"
STACK_DEADLINE, TAGS_DEADLINE = 3600, 120  # seconds; a distribution takes ten minutes, the list of tags some seconds
AGAIN = "Run this command again; it goes on where it stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What there is of a stage, before its removal."""

    account: Account
    kind: str
    stacks: list["StackTypeDef"]  # in the order of their deletion
    resources: list[Resource]

    @property
    def kept(self) -> list[Resource]:
        """What belongs to the whole account, and stays."""
        return [resource for resource in self.resources if resource.logical_id in leftovers.OF_THE_ACCOUNT]


def survey(cloud: Cloud) -> Remains:
    """Return what there is of a stage. Raises Problem if there never was one, or if it cannot be removed now."""
    account = account_of(cloud)
    root_of(cloud)
    living, deleted = living_stacks(cloud), deleted_stacks(cloud)
    if not living and not deleted:
        raise not_deployed(cloud)
    for stack in living:
        _check_removable(stack)
    ids = [*(stack["StackId"] for stack in living), *deleted]
    resources = {resource.name: resource for stack in ids for resource in resources_of(cloud, stack)}
    return Remains(account=account, kind=_kind(cloud, ids), stacks=living, resources=list(resources.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One run of `unicorn undeploy`."""

    cloud: Cloud
    remains: Remains
    steps: Steps

    def run(self, *, with_data: bool) -> list[Resource]:
        """Remove the stage, and return the data that stays. Raises Problem with the name of the step that failed."""
        found = self.remains
        if found.kind == DEV and found.stacks:  # on prod only what CloudFormation has tried to delete is emptied
            with self.steps.step("Empty the buckets"):
                self._empty(resource for resource in found.resources if resource.kind == BUCKET)
        for stack in found.stacks:
            with self.steps.step(f"Delete the stack {stack['StackName']}"):
                self._delete(stack)
        left = leftovers.data_left(self.cloud, found.resources)
        if with_data or found.kind == DEV:
            left = self._delete_data(left)
        with self.steps.step("Delete log groups, parameters and packages"):
            leftovers.delete_traces(self.cloud, found.resources)
        with self.steps.step("Look for what is left"):
            self._check_gone([*left, *found.kept])
        return left

    def _delete_data(self, left: list[Resource]) -> list[Resource]:
        for resource in left:
            with self.steps.step(f"Delete {resource.name}"):
                leftovers.delete_data(self.cloud, resource)
        return []

    def _empty(self, resources: Iterable[Resource]) -> None:
        for resource in resources:
            if buckets.exists(self.cloud, resource.name):
                buckets.empty(self.cloud, resource.name)

    def _delete(self, stack: "StackTypeDef") -> None:
        """Delete a stack; empty the buckets that stop it and delete it again."""
        began, problem = datetime.now(UTC), Problem(f"{stack['StackName']} could not be deleted", AGAIN)
        for _ in range(ROUNDS):
            if self._deleted(stack["StackId"]):
                return
            stopping = [r for r in resources_of(self.cloud, stack["StackId"]) if r.status == FAILED]
            full = [resource for resource in stopping if resource.kind == BUCKET]
            if not full:
                break
            self._empty(full)
        cause = explained(problem, self.cloud, stack["StackId"], began)
        raise Problem(cause.why, AGAIN if cause is problem else f"Remove the cause. {AGAIN}")

    def _deleted(self, stack: str) -> bool:
        """Delete a stack and wait; return whether that succeeded."""
        self.cloud.client("cloudformation").delete_stack(StackName=stack)
        status = eventually(lambda: self._end_of(stack), seconds=STACK_DEADLINE, every=5)
        if status is None:
            raise Problem("CloudFormation has not finished within an hour", AGAIN)
        return status == DELETED

    def _end_of(self, stack: str) -> str | None:
        found = describe(self.cloud, stack)
        status = found["StackStatus"] if found else DELETED
        return None if status == DELETING else status

    def _check_gone(self, kept: list[Resource]) -> None:
        if eventually(lambda: not leftovers.still_tagged(self.cloud, kept), seconds=TAGS_DEADLINE, every=5):
            return
        arns = leftovers.still_tagged(self.cloud, kept)
        if arns:
            raise Problem(
                f"This is left of the stage: {', '.join(arns)}",
                "Wait some minutes and run this command again; delete by hand what then is left",
            )


def _kind(cloud: Cloud, stacks: Iterable[str]) -> str:
    """Return prod if any stack that ever had the stage's name was of that kind: its data may be there still."""
    found = [stack for each in stacks if (stack := describe(cloud, each))]
    return DEV if found and all(kind_of(stack) == DEV for stack in found) else PROD


def _check_removable(stack: "StackTypeDef") -> None:
    if stack["StackStatus"] != DELETING:
        check_idle(stack)
    if stack.get("EnableTerminationProtection"):
        name = stack["StackName"]
        raise Problem(
            f"The stack {name} is protected against deletion",
            f"Run `aws cloudformation update-termination-protection --stack-name {name} "
            "--no-enable-termination-protection`, then this command again",
        )
