"""Templates as JSON for `sam deploy`: it parses each a dozen times, and YAML takes it twenty times as long."""

import json
from pathlib import Path
from typing import Any

import yaml

NESTED = "AWS::Serverless::Application"
NOTHING = {"Resources": {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}


class _Loader(yaml.CSafeLoader):
    """Knows the short form of intrinsic functions; a date is a text."""


def _intrinsic(loader: _Loader, name: str, node: yaml.Node) -> dict[str, Any]:
    match node:
        case yaml.MappingNode():
            value: Any = loader.construct_mapping(node, deep=True)
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = node.value.split(".", 1) if name == "GetAtt" else node.value
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _intrinsic)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, date: date.value)


def parsed(template: Path) -> dict[str, Any]:
    """Return a template with its intrinsic functions in their long form."""
    content: dict[str, Any] = yaml.load(template.read_text(), Loader=_Loader)
    return content


def as_json(template: Path, folder: Path) -> Path:
    """Write a template as JSON into the folder, with nothing in the place of nested stacks; return the file.

    `sam` would read nested templates, though no condition asks for them.
    """
    content = parsed(template)
    for resource in content["Resources"].values():
        if isinstance(resource, dict) and resource["Type"] == NESTED:  # no loop makes one
            resource["Properties"]["Location"] = "nothing.json"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nothing.json").write_text(json.dumps(NOTHING))
    file = folder / "template.json"
    file.write_text(json.dumps(content))
    return file
