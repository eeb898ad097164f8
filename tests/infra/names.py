"""Every explicit name in a stack: the properties by which AWS identifies a resource, and that a template sets.

Which properties these are is read from the schemas of the resource types, which cfn-lint brings with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from tests.infra.deployed import OWN, Place, deployed
from tests.infra.stacks import STACKS

# CloudFormation identifies a policy of a bus by its statement alone, over all stacks of an account and region, although
# the schema names the bus beside it: https://github.com/aws/aws-cdk/issues/29627
MORE = {"AWS::Events::EventBusPolicy": {"StatementId"}, "AWS::SSM::Parameter": {"Name"}}
# Unique inside a parent only; the parent must be one of the same stack.
INSIDE = {
    ("AWS::ApiGateway::Stage", "StageName"): "RestApiId",
    ("AWS::Cognito::UserPoolClient", "ClientName"): "UserPoolId",
    ("AWS::Cognito::UserPoolGroup", "GroupName"): "UserPoolId",
    ("AWS::EventSchemas::Schema", "SchemaName"): "RegistryName",
    ("AWS::IAM::Policy", "PolicyName"): "Roles",
    ("AWS::Lambda::Alias", "Name"): "FunctionName",
    ("AWS::Lambda::EventInvokeConfig", "Qualifier"): "FunctionName",
    ("AWS::Lambda::Permission", "FunctionName"): "FunctionName",
    ("AWS::Logs::MetricFilter", "FilterName"): "LogGroupName",
}
GLOBAL = re.compile(r"AWS::(IAM|CloudFront|Route53)::")  # one name space for all regions of an account
WORLD = ("AWS::S3::Bucket", "BucketName")  # one name space for all accounts: no template may set it
# Of the types whose schema says nothing: the limits of AWS's documentation of each.
LIMITS = {"AWS::EventSchemas::Registry": 64, "AWS::CloudFront::OriginAccessControl": 64}
LIMITS |= dict.fromkeys(["AWS::CloudFront::ResponseHeadersPolicy", "AWS::CloudFront::CachePolicy"], 128)
LIMITS |= {"AWS::CloudFront::OriginRequestPolicy": 128}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a template gives a resource, as AWS sees it at one place."""

    type: str
    field: str
    value: str
    resource: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.type, self.field, self.value


@cache
def names(place: Place) -> list[Name]:
    """Return every explicit name that the stacks of a stage set, and every export."""
    return [name for folder in STACKS for name in [*_of_resources(folder, place), *_exports(folder, place)]]


@cache
def naming_properties(resource_type: str) -> frozenset[str]:
    """Return the properties that identify a resource of a type, of those that a template may set."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    identifiers = [schema["primaryIdentifier"], *schema.get("additionalIdentifiers", [])]
    fixed = [path for path in schema.get("createOnlyProperties", []) if path.endswith("Name")]
    paths = {path.split("/", 2)[2] for path in [*(path for paths in identifiers for path in paths), *fixed]}
    paths |= {name for name in schema["properties"] if _is_own_name(name, resource_type)}
    paths |= set(_wrapped_names(schema, resource_type))
    read_only = {path.split("/", 2)[2] for path in schema.get("readOnlyProperties", [])}
    return frozenset((paths | MORE.get(resource_type, set())) - read_only)


def fits(name: Name) -> bool:
    """Whether AWS accepts the name: its length and its characters. Raises KeyError if no limit is known."""
    rules = _rules(name)
    pattern = rules.get("pattern", "")
    longest = rules["maxLength"] if "maxLength" in rules else len(name.value) if pattern else LIMITS[name.type]
    return len(name.value) <= longest and bool(re.search(pattern, name.value))


def _rules(name: Name) -> dict[str, Any]:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", name.type).schema
    wrapper, _, inner = name.field.rpartition("/")
    if wrapper:
        schema = schema["definitions"][schema["properties"][wrapper]["$ref"].rpartition("/")[2]]
    rules: dict[str, Any] = schema["properties"][inner]
    return rules


def _of_resources(folder: str, place: Place) -> Iterator[Name]:
    for logical_id, resource in deployed(folder, place)["Resources"].items():
        kind, given = resource["Type"], resource.get("Properties", {})
        for path in sorted(naming_properties(kind)):
            value = _at(given, path)
            if isinstance(value, str) and not OWN.search(value) and not _inside_its_parent(kind, path, given):
                yield Name(kind, path, value, f"{folder}/{logical_id}")


def _exports(folder: str, place: Place) -> Iterator[Name]:
    for output, given in deployed(folder, place)["Outputs"].items():
        if "Export" in given:
            yield Name("export", "Name", given["Export"]["Name"], f"{folder}/{output}")


def _inside_its_parent(resource_type: str, path: str, given: dict[str, Any]) -> bool:
    parent = INSIDE.get((resource_type, path))
    return parent is not None and bool(OWN.search(str(given[parent])))


def _is_own_name(name: str, resource_type: str) -> bool:
    """Whether a property is the type's own name: `Name`, or `TopicName` of a topic."""
    return name == "Name" or (name.endswith("Name") and resource_type.endswith(name.removesuffix("Name")))


def _wrapped_names(schema: dict[str, Any], resource_type: str) -> Iterator[str]:
    """Yield names one level down: the types of CloudFront have all properties in one `…Config`."""
    for name in schema["properties"]:
        if name.endswith("Config") and name in schema.get("required", []):
            reference = schema["properties"][name].get("$ref", "").rpartition("/")[2]
            inner = schema.get("definitions", {}).get(reference, {}).get("properties", {})
            yield from (f"{name}/{entry}" for entry in inner if _is_own_name(entry, resource_type))


def _at(given: dict[str, Any], path: str) -> Any:
    value: Any = given
    for part in path.split("/"):
        value = value.get(part) if isinstance(value, dict) else None
    return value
