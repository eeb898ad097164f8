"""The five stacks as CloudFormation receives them: their templates after the SAM transform."""

import os
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any
from unittest.mock import patch

from samtranslator.translator.transform import transform

from tests.templates import template

PREFIX = {"unicorn_contracts": "Contracts", "unicorn_properties": "Properties", "unicorn_web": "Web"}
CONTEXTS = list(PREFIX)
SITE = "unicorn_site"
NESTED = PREFIX | {SITE: "Site"}
LOCAL_STACKS = [".", *CONTEXTS]  # the site's is for AWS only
STACKS = [*LOCAL_STACKS, SITE]
STAGE = "prod"
PACKAGED = "s3://packages/package"  # what `sam package` puts in place of a local path
Resource = dict[str, Any]


class _NoManagedPolicies:
    """No template may name a managed policy, so SAM need not know any."""

    @staticmethod
    def load() -> dict[str, str]:
        return {}


@cache
def stack(folder: str, *, deploy_contexts: bool = True, stage: str = STAGE, kind: str = "prod") -> dict[str, Any]:
    """Return the transformed template of a folder."""
    parameters = {"Stage": stage, "StageKind": kind, "DeployContexts": str(deploy_contexts).lower()}
    return transformed(deepcopy(template(folder)), parameters)


def transformed(source: dict[str, Any], parameters: dict[str, str] | None = None) -> dict[str, Any]:
    """Return a parsed template after the SAM transform, which changes the given one."""
    _package(source)
    given = parameters or {"Stage": STAGE, "StageKind": "prod"}
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "eu-west-1"}):  # tests are collected before any fixture
        result: dict[str, Any] = transform(source, given, _NoManagedPolicies())
    return result


def resources(folder: str, *types: str) -> dict[str, Resource]:
    """Return a stack's resources by logical id, those of the given types, or all."""
    found: dict[str, Resource] = stack(folder)["Resources"]
    return {name: resource for name, resource in found.items() if not types or resource["Type"] in types}


def every(*types: str) -> list[tuple[str, str]]:
    """Return (folder, logical id) of the types' resources in all stacks, as parameters of a test."""
    return [(folder, name) for folder in STACKS for name in resources(folder, *types)]


def properties(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = stack(folder)["Resources"][name]["Properties"]
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def target(value: Any) -> str | None:
    """Return the logical id that a `Ref` or a `GetAtt` means, None for anything else."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    [(intrinsic, argument)] = value.items()
    if intrinsic == "Ref":
        return str(argument)
    if intrinsic == "Fn::GetAtt":
        return str(argument[0] if isinstance(argument, list) else argument.split(".")[0])
    return None


def texts(value: Any) -> Iterator[str]:
    """Yield every string in a value, including those of intrinsic functions."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield str(name)
            yield from texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from texts(entry)


def pattern(value: Any) -> str:
    """Return a text, or the pattern of a `Sub` with what a loop has filled in."""
    if isinstance(value, dict) and "Fn::Sub" in value:
        value = value["Fn::Sub"]
        if isinstance(value, list):
            text, names = value
            value = re.sub(r"\$\{(\w+)\}", lambda name: _filled(name[0], names.get(name[1])), text)
    return value if isinstance(value, str) else ""


def _filled(placeholder: str, value: Any) -> str:
    return value if isinstance(value, str) else placeholder


def shared_names(value: Any) -> set[str]:
    """Return the names in Parameter Store that a value reads."""
    found = (re.findall(r"\{\{resolve:ssm:([^}]*(?:\$\{\w+\})?[^}]*)\}\}", text) for text in texts(value))
    return {name for names in found for name in names}


def _package(source: dict[str, Any]) -> None:
    everywhere = source.get("Globals", {}).get("Function", {})
    if "CodeUri" in everywhere:
        everywhere["CodeUri"] = PACKAGED
    for resource in source["Resources"].values():
        given = resource.get("Properties", {})
        for name in {"CodeUri", "ContentUri", "DefinitionUri"} & set(given):
            given[name] = PACKAGED
        if resource["Type"] == "AWS::Serverless::Application":
            given["Location"] = "https://s3.amazonaws.com/packages/template.yaml"
