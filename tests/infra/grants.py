"""What roles may do on a stage, by logical ids: read from the transformed templates."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from tests.infra.stacks import CONTEXTS, as_list, pattern, target
from tests.infra.stages import at_stage

SHARED = {"event-bus-name": "EventBus", "images-bucket-name": "ImagesBucket"}  # resources of the root, by their names


class Grant(NamedTuple):
    """A function's permission; the resource is a logical id, with the part of it behind a slash."""

    function: str
    action: str
    resource: str

    def covers(self, function: str, action: str, resource: str) -> bool:
        return (self.function, self.action) == (function, action) and fnmatchcase(resource, self.resource)


def grants(stage: str) -> set[Grant]:
    """Return every permission of every function, but for the one to write its own log."""
    return {
        Grant(name, action, resource)
        for context in CONTEXTS
        for name, function in of_type(context, stage, "AWS::Lambda::Function")
        for action, resource in permissions(context, stage, function["Properties"]["Role"])
    }


def of_type(context: str, stage: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the resources of one type on a stage."""
    found = at_stage(context, stage)["Resources"].items()
    return ((name, resource) for name, resource in found if resource["Type"] == kind)


def permissions(context: str, stage: str, role: Any) -> set[tuple[str, str]]:
    """Return the actions of a role that is referred to, each with its resource."""
    given = at_stage(context, stage)["Resources"][str(target(role))]["Properties"]
    return {
        (action, resource_named(resource))
        for policy in given.get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }


def resource_named(given: Any) -> str:
    """Return `Table`, `Table/index/name`, `Table/stream`, `EventBus`, `ImagesBucket/folder/*` or `*`."""
    if logical := target(given):
        return f"{logical}/stream" if "StreamArn" in str(given) else logical
    text = _filled(given)
    text = re.sub(r"\{\{resolve:ssm:/unicorn/\$\{Stage\}/([a-z-]+)\}\}", lambda name: SHARED[name[1]], text)
    text = re.sub(r"\$\{(\w+)\.Arn\}", r"\1", text)
    return re.sub(r"^arn:.*(?::::?|event-bus/)", "", text)


def _filled(given: Any) -> str:
    """Return a text, or a `Sub` with its own names filled in."""
    if isinstance(given, dict) and isinstance(given["Fn::Sub"], list):
        text, names = given["Fn::Sub"]
        return re.sub(r"\$\{(\w+)\}", lambda name: pattern(names[name[1]]) if name[1] in names else name[0], text)
    return pattern(given)
