"""The stacks of a stage as they are now, and whether they can be changed."""

from typing import TYPE_CHECKING

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import describe
from unicorn_cli.stages.stacks import APPLICATION, root_stack, stack_names
from unicorn_cli.terminal.problems import Problem

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

ONLY_PLANNED = "REVIEW_IN_PROGRESS"  # a change set was made and never run: nothing exists yet
NEVER_DEPLOYED = "ROLLBACK_COMPLETE"  # the first deployment failed and was undone: only the record is left
HALF_REMOVED = {"CREATE_FAILED", "ROLLBACK_FAILED", "DELETE_FAILED"}
HALF_UNDONE = "UPDATE_ROLLBACK_FAILED"


def root_of(cloud: Cloud) -> "StackTypeDef | None":
    """Return the stage's root stack. Raises Problem if another system has a stack of that name."""
    found = describe(cloud, root_stack(cloud.stage))
    if found and not _is_ours(found):
        raise Problem(f"The stack {found['StackName']} belongs to another system", "Choose another name for the stage")
    return found


def separate_stacks(cloud: Cloud) -> list["StackTypeDef"]:
    """Return the stacks of contexts and site that were deployed by themselves."""
    return [stack for name in stack_names(cloud.stage)[1:] if (stack := describe(cloud, name))]


def is_changing(stack: "StackTypeDef") -> bool:
    return stack["StackStatus"].endswith("_IN_PROGRESS") and stack["StackStatus"] != ONLY_PLANNED


def check_idle(stack: "StackTypeDef") -> None:
    """Raise Problem if CloudFormation is changing the stack now."""
    if is_changing(stack):
        name, status = stack["StackName"], stack["StackStatus"]
        raise Problem(
            f"The stack {name} is being changed now ({status})",
            f"Wait until `aws cloudformation describe-stacks --stack-name {name}` shows another status, "
            "then run this command again",
        )


def check_deployable(stack: "StackTypeDef", stage: str) -> None:
    """Raise Problem if the stack must be repaired first."""
    check_idle(stack)
    name, status = stack["StackName"], stack["StackStatus"]
    if status in HALF_REMOVED:
        raise Problem(
            f"The stack {name} is only half there ({status})",
            f"Remove it with `make undeploy STAGE={stage}`, then deploy again",
        )
    if status == HALF_UNDONE:
        fix = f"Run `aws cloudformation continue-update-rollback --stack-name {name}`, then deploy again"
        raise Problem(f"The last change of the stack {name} could not be undone ({status})", fix)


def check_contexts_are_nested(cloud: Cloud) -> None:
    """Raise Problem if the contexts have stacks of their own: nested ones would begin with new, empty tables."""
    found = [stack["StackName"] for stack in separate_stacks(cloud)]
    if found:
        raise Problem(
            f"The stage {cloud.stage} has contexts that were deployed by themselves ({', '.join(found)}); deploying "
            "everything at once would give them new, empty tables",
            "Go on deploying each by itself, as docs/deploy.md describes, or remove the stage with "
            f"`make undeploy STAGE={cloud.stage}` first",
        )


def _is_ours(stack: "StackTypeDef") -> bool:
    by_tag = {"Key": "application", "Value": APPLICATION} in stack.get("Tags", [])
    return by_tag or any(output["OutputKey"] == "EventBusName" for output in stack.get("Outputs", []))
