"""Loops (`Fn::ForEach`): only forms that AWS and SAM CLI expand alike, and SAM CLI's switch for them in every stage."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from tests.infra.stacks import CONTEXTS, SITE, STACKS
from tests.templates import PROJECT

FOR_EACH = "Fn::ForEach::"
BY_KIND = "Rollouts"  # its rows are the kinds of stages
TEMPLATES = {folder: yaml_parse((PROJECT / folder / "template.yaml").read_text()) for folder in STACKS}
LOOPS = [
    pytest.param(folder, identifier, collection, body, id=f"{folder}-{key.removeprefix(FOR_EACH)}")
    for folder, template in TEMPLATES.items()
    for key, loop in template["Resources"].items()
    if key.startswith(FOR_EACH)
    for identifier, collection, body in [loop]
]


def nodes(value: Any) -> Iterator[Any]:
    yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from nodes(entry)


def plain_texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value that stand in no `Fn::Sub`."""
    if isinstance(value, dict):
        value = [entry for key, entry in value.items() if key != "Fn::Sub"]
    if isinstance(value, str):
        yield value
    for entry in value if isinstance(value, list) else []:
        yield from plain_texts(entry)


@pytest.mark.parametrize("folder", STACKS)
def test_a_template_with_loops_is_expanded_before_sam_reads_it(folder: str) -> None:
    assert TEMPLATES[folder]["Transform"] == ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"]


@pytest.mark.parametrize("folder", STACKS)
def test_sam_build_and_sam_deploy_expand_loops_without_a_further_option(folder: str) -> None:
    config = tomllib.loads((PROJECT / folder / "samconfig.toml").read_text())
    environments = set(config) - {"version"}
    assert environments == {"default", "dev", "prod"} | ({"local"} if folder != SITE else set())
    assert {config[name]["global"]["parameters"]["language_extensions"] for name in environments} == {True}


@pytest.mark.parametrize("folder", STACKS)
def test_a_stack_with_transforms_may_be_expanded_when_it_is_deployed(folder: str) -> None:
    config = tomllib.loads((PROJECT / folder / "samconfig.toml").read_text())
    for stage in config.keys() - {"version"}:
        assert "CAPABILITY_AUTO_EXPAND" in config[stage]["deploy"]["parameters"]["capabilities"]


@pytest.mark.parametrize(("folder", "identifier", "collection", "body"), LOOPS)
def test_a_loop_makes_plain_resources(
    folder: str, identifier: str, collection: list[str], body: dict[str, Any]
) -> None:
    types = {resource["Type"] for resource in body.values()}
    assert not {found for found in types if found.startswith("AWS::Serverless::")}  # they would miss the Globals


@pytest.mark.parametrize(("folder", "identifier", "collection", "body"), LOOPS)
def test_a_loops_name_stands_where_aws_replaces_it(
    folder: str, identifier: str, collection: list[str], body: dict[str, Any]
) -> None:
    """In the keys of the resources, in `Fn::Sub` and in `Ref`; a plain text keeps it as it is."""
    assert all(f"${{{identifier}}}" in name for name in body)
    assert not [text for text in plain_texts(list(body.values())) if re.search(rf"[$&]\{{{identifier}\}}", text)]


@pytest.mark.parametrize(("folder", "identifier", "collection", "body"), LOOPS)
def test_every_item_of_a_loop_has_its_row(
    folder: str, identifier: str, collection: list[str], body: dict[str, Any]
) -> None:
    rows = TEMPLATES[folder]["Mappings"]
    looked_up = [node["Fn::FindInMap"] for node in nodes(body) if isinstance(node, dict) and "Fn::FindInMap" in node]
    for table, key, column in looked_up:
        assert key == {"Ref": identifier}
        assert not [item for item in collection if column not in rows[table].get(item, {})]


@pytest.mark.parametrize("folder", CONTEXTS)
def test_every_row_is_used_by_a_loop(folder: str) -> None:
    looped = {item for _, collection, _ in _loops(folder) for item in collection}
    tables = [table for name, table in TEMPLATES[folder]["Mappings"].items() if name != BY_KIND]
    assert {row for table in tables for row in table} <= looped


@pytest.mark.parametrize("folder", STACKS)
def test_loops_stand_among_the_resources_only(folder: str) -> None:
    inside = [key for given in TEMPLATES[folder]["Resources"].values() for node in nodes(given) for key in _keys(node)]
    assert not [key for key in inside if key.startswith(FOR_EACH)]
    elsewhere = [key for part in ("Conditions", "Outputs") for key in TEMPLATES[folder].get(part, {})]
    assert not [key for key in elsewhere if key.startswith(FOR_EACH)]


def _loops(folder: str) -> list[list[Any]]:
    return [loop for key, loop in TEMPLATES[folder]["Resources"].items() if key.startswith(FOR_EACH)]


def _keys(node: Any) -> list[str]:
    return list(node) if isinstance(node, dict) else []
