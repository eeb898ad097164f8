"""The root stack, with the contexts and the site nested in it and without."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from tests.infra.stacks import LOCAL_STACKS, NESTED, SITE, as_list, resources, stack, texts
from tests.infra.stages import KINDS
from tests.templates import template

CHILDREN = {prefix: folder for folder, prefix in NESTED.items()}


def outputs_read(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the nested stack and the name of every output that a value reads."""
    for node in nodes(value):
        match node:
            case {"Fn::GetAtt": [str(child), str(attribute)]} if attribute.startswith("Outputs."):
                yield child, attribute.removeprefix("Outputs.")


def nodes(value: Any) -> Iterator[Any]:
    yield value
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from nodes(entry)


def made_before(name: str) -> set[str]:
    """Return the root's resources that exist before a resource is created or updated."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        resource = stack(".")["Resources"][waiting.pop()]
        named = set(as_list(resource.get("DependsOn"))) | references(resource.get("Properties", {}))
        waiting += named - found
        found |= named
    return found


def references(value: Any) -> set[str]:
    """Return the root's resources that a value refers to."""
    words = {word for text in texts(value) for word in re.findall(r"\w+", text)}
    return words & set(stack(".")["Resources"])


def _writes_policy(folder: str) -> bool:
    return bool(resources(folder, "AWS::Events::EventBusPolicy"))


def nested(*, deploy_contexts: bool) -> dict[str, Any]:
    """Return the nested stacks for a value of DeployContexts."""
    found = stack(".", deploy_contexts=deploy_contexts)
    wanted = {"Fn::Equals": [{"Ref": "DeployContexts"}, "true"]}
    assert found["Conditions"]["WithContexts"] == {"Fn::And": [{"Condition": "IsCloud"}, wanted]}
    holds = {"WithContexts": deploy_contexts}
    return {
        name: resource
        for name, resource in found["Resources"].items()
        if resource["Type"] == "AWS::CloudFormation::Stack" and holds[resource["Condition"]]
    }


def test_everything_at_once_nests_every_context() -> None:
    assert set(nested(deploy_contexts=True)) == set(CHILDREN)


def test_stack_by_stack_nests_none() -> None:
    assert not nested(deploy_contexts=False)


def test_each_nested_stack_is_the_contexts_own_template() -> None:
    for name, folder in CHILDREN.items():
        given = template(".")["Resources"][name]
        assert given["Type"] == "AWS::Serverless::Application"
        assert given["Properties"]["Location"] == f"{folder}/template.yaml"


@pytest.mark.parametrize("name", list(CHILDREN))
def test_a_context_knows_every_parameter_that_the_root_gives_it(name: str) -> None:
    given = set(nested(deploy_contexts=True)[name]["Properties"]["Parameters"])
    assert given <= set(template(CHILDREN[name])["Parameters"])
    required = {n for n, p in template(CHILDREN[name])["Parameters"].items() if "Default" not in p}
    assert {"Stage", "StageKind"} | required <= given
    assert "Architecture" in given


@pytest.mark.parametrize("name", list(CHILDREN))
def test_shared_resources_are_created_before_the_contexts(name: str) -> None:
    published = {n for n, r in stack(".")["Resources"].items() if r["Type"] == "AWS::SSM::Parameter"}
    assert published | {"ApiGatewayAccount"} <= made_before(name)


def test_the_policies_of_the_bus_are_written_one_after_the_other() -> None:
    """EventBridge has one policy for a bus and refuses concurrent changes: `ConcurrentModificationException`."""
    writers = [name for name, folder in CHILDREN.items() if _writes_policy(folder)] + ["EventBusPolicy"]
    assert len(writers) > 1
    for one, other in combinations(writers, 2):
        assert one in made_before(other) or other in made_before(one)


def test_every_output_of_a_nested_stack_exists() -> None:
    found = stack(".")
    read = list(outputs_read([found["Outputs"], found["Resources"]]))
    assert {child for child, _ in read} == {"Contracts", "Properties", "Web", "Site"}
    assert not [(child, name) for child, name in read if name not in template(CHILDREN[child])["Outputs"]]


def test_the_root_has_the_outputs_of_the_site_where_it_nests_it() -> None:
    given = stack(".")["Outputs"]
    for name in template(SITE)["Outputs"]:
        assert ("Site", name) in outputs_read(given[name])


@pytest.mark.parametrize("folder", LOCAL_STACKS)
def test_every_stack_knows_the_kinds_of_stages_and_both_architectures(folder: str) -> None:
    parameters = template(folder)["Parameters"]
    assert parameters["StageKind"]["AllowedValues"] == list(KINDS)
    assert parameters["Architecture"]["AllowedValues"] == ["arm64", "x86_64"]
