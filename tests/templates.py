"""The stacks' templates for tests: a table in a test is the table that is deployed."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from cfnlint.template.transforms._language_extensions import language_extension
from samtranslator.yaml_helper import yaml_parse

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROJECT = Path(__file__).parent.parent


@cache
def template(folder: str = ".") -> dict[str, Any]:
    """Return the parsed template of a folder: loops expanded, intrinsic functions in their long form."""
    path = PROJECT / folder / "template.yaml"
    parsed = yaml_parse(path.read_text())
    # cfn-lint expands the loops and nothing else; SAM CLI's expansion would also resolve parameters and conditions
    findings, expanded = language_extension(SimpleNamespace(template=parsed, filename=str(path), regions=["eu-west-1"]))
    if findings:
        raise ValueError(f"{path}: {findings}")
    result: dict[str, Any] = expanded
    return result


def create_table(client: "DynamoDBClient", folder: str, logical_id: str) -> str:
    """Create the template's table; return its name."""
    properties = template(folder)["Resources"][logical_id]["Properties"]
    wanted = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode", "StreamSpecification")
    given = {name: properties[name] for name in wanted if name in properties}
    if "StreamSpecification" in given:
        given["StreamSpecification"] = given["StreamSpecification"] | {"StreamEnabled": True}
    client.create_table(TableName=logical_id, **given)
    return logical_id
