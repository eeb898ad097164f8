"""The functions that the contexts' templates deploy, read from the templates themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

PROJECT = Path(__file__).resolve().parent.parent
ACCOUNT = "000000000000"
REGION = "us-east-1"
RESOLVED = re.compile(r"\{\{resolve:\w+:(?:[^}]*/)?([^}/]+)\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: where its code stands, and the environment that it finds."""

    name: str
    context: str
    code: Path
    module: str
    entry: str
    environment: dict[str, str]
    memory_mib: int
    only_local: bool


def contexts(project: Path = PROJECT) -> list[str]:
    return [file.parent.name.removeprefix("unicorn_") for file in sorted(project.glob("unicorn_*/template.yaml"))]


def all_functions(project: Path = PROJECT) -> list[Function]:
    """Return every function of a checkout of this project."""
    return [function for context in contexts(project) for function in functions_of(context, project)]


def functions_of(context: str, project: Path = PROJECT) -> Iterator[Function]:
    return functions_in(project / f"unicorn_{context}" / "template.yaml", context)


def functions_in(file: Path, context: str) -> Iterator[Function]:
    template = yaml_parse(file.read_text())
    everywhere = template.get("Globals", {}).get("Function", {})
    parameters = {name: str(given.get("Default", name)) for name, given in template.get("Parameters", {}).items()}
    for name, resource in template["Resources"].items():
        if isinstance(resource, dict) and resource["Type"] == "AWS::Serverless::Function":  # no loop makes one
            properties = everywhere | resource["Properties"]
            module, _, entry = properties["Handler"].rpartition(".")
            variables = _variables(everywhere) | _variables(resource["Properties"])
            yield Function(
                name=name,
                context=context,
                code=file.parent / properties["CodeUri"],
                module=module,
                entry=entry,
                environment={key: _text(value, parameters) for key, value in variables.items()},
                memory_mib=properties["MemorySize"],
                only_local=resource.get("Condition") == "IsLocal",
            )


def _variables(properties: Mapping[str, Any]) -> dict[str, Any]:
    variables: dict[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _text(value: Any, parameters: Mapping[str, str]) -> str:
    """Stand in for what CloudFormation would put there: a parameter's default, a resource's name, the way of AWS."""
    if not isinstance(value, dict):
        return RESOLVED.sub(r"\1", str(value))
    [(intrinsic, argument)] = value.items()
    match intrinsic:
        case "Fn::Sub":
            pattern = argument if isinstance(argument, str) else argument[0]
            filled = re.sub(r"\$\{([^}]+)\}", lambda found: parameters.get(found[1], found[1]), pattern)
            return RESOLVED.sub(r"\1", filled)
        case "Fn::If":
            return _text(argument[2] if argument[0] == "IsLocal" else argument[1], parameters)
        case "Ref":
            return parameters.get(argument, argument)
    return f"{intrinsic} {argument}"
