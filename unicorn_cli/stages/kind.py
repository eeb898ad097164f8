"""The kind of a stage: what its templates make of it."""

from typing import TYPE_CHECKING

from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.outputs import stacks_of

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

DEV, PROD = "dev", "prod"
PARAMETER = "StageKind"


def usual_kind(stage: str) -> str:
    """Return the kind that a stage gets if nobody asks for another."""
    return stage if stage in {LOCAL, PROD} else DEV


def kind_of(cloud: Cloud) -> str:
    """Return the kind of a deployed stage. Raises Problem if it is not deployed."""
    return LOCAL if cloud.is_local else kind_of_stack(stacks_of(cloud)[0], cloud.stage)


def kind_of_stack(root: "StackTypeDef", stage: str) -> str:
    return parameters_of(root).get(PARAMETER) or usual_kind(stage)


def parameters_of(stack: "StackTypeDef") -> dict[str, str]:
    return {entry["ParameterKey"]: entry.get("ParameterValue", "") for entry in stack.get("Parameters", [])}
