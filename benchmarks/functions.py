"""The functions that the contexts' templates deploy, read from the templates themselves."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

PROJECT = Path(__file__).resolve().parent.parent
CONTEXTS = ("contracts", "properties", "web")
ACCOUNT = "000000000000"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: where its code stands, and the environment that it finds."""

    name: str
    context: str
    code: Path
    module: str
    entry: str
    environment: dict[str, str]
    only_local: bool


def all_functions() -> list[Function]:
    there = [c for c in CONTEXTS if (PROJECT / f"unicorn_{c}" / "template.yaml").exists()]
    return [function for context in there for function in functions_of(context)]


def functions_of(context: str) -> list[Function]:
    folder = PROJECT / f"unicorn_{context}"
    template = yaml_parse((folder / "template.yaml").read_text())
    everywhere = template.get("Globals", {}).get("Function", {})
    return [
        _function(context, folder, name, everywhere, resource)
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    ]


def _function(context: str, folder: Path, name: str, everywhere: dict[str, Any], resource: dict[str, Any]) -> Function:
    properties = everywhere | resource["Properties"]
    module, _, entry = properties["Handler"].rpartition(".")
    variables = _variables(everywhere) | _variables(resource["Properties"])
    return Function(
        name=name,
        context=context,
        code=folder / properties["CodeUri"],
        module=module,
        entry=entry,
        environment={key: _text(value) for key, value in variables.items()},
        only_local=resource.get("Condition") == "IsLocal",
    )


def _variables(properties: dict[str, Any]) -> dict[str, Any]:
    variables: dict[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _text(value: Any) -> str:
    """Stand in for what CloudFormation would put there: names for references, the way of AWS for conditions."""
    if not isinstance(value, dict):
        return str(value)
    [(intrinsic, argument)] = value.items()
    if intrinsic == "Fn::Sub":
        pattern = argument if isinstance(argument, str) else argument[0]
        return re.sub(r"\{\{resolve:\w+:(?:[^}]*/)?([^}/]+)\}\}", r"\1", re.sub(r"\$\{([^}]+)\}", r"\1", pattern))
    if intrinsic == "Fn::GetAtt":
        resource = argument.split(".")[0] if isinstance(argument, str) else argument[0]
        return f"arn:aws:stand-in:{REGION}:{ACCOUNT}:{resource}"
    if intrinsic == "Fn::If":
        return _text(argument[2] if argument[0] == "IsLocal" else argument[1])
    return str(argument)
