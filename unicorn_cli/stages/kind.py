"""The kind of a stage: what its templates make of it."""

from typing import TYPE_CHECKING

from unicorn_cli.stages.cloud import LOCAL

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

DEV, PROD = "dev", "prod"
PARAMETER = "StageKind"  # of the templates, and an output of the root stack


def usual_kind(stage: str) -> str:
    """Return the kind that a stage gets if nobody asks for another."""
    return stage if stage in {LOCAL, PROD} else DEV


def kind_of(root: "StackTypeDef") -> str:
    """Return the kind of a stage by its root stack, which may be half deployed, or older than the parameter."""
    given = {entry["ParameterKey"]: entry.get("ParameterValue", "") for entry in root.get("Parameters", [])}
    return given.get(PARAMETER) or usual_kind(given.get("Stage", ""))
