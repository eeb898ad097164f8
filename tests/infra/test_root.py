"""The root stack, with the contexts nested in it and without."""

import re
from itertools import combinations
from typing import Any

import pytest

from tests.infra.stacks import CONTEXTS, PREFIX, as_list, resources, stack, target, texts
from tests.infra.stages import KINDS
from tests.templates import template

CHILDREN = {prefix: folder for folder, prefix in PREFIX.items()}


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
    assert {"Stage", "StageKind", "Architecture"} <= given


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
    for output in stack(".")["Outputs"].values():
        child = target(output["Value"])
        if child in CHILDREN:
            _, _, name = output["Value"]["Fn::GetAtt"][1].rpartition(".")
            assert name in template(CHILDREN[str(child)])["Outputs"]
            assert output["Condition"] == "WithContexts"


@pytest.mark.parametrize("folder", [".", *CONTEXTS])
def test_every_stack_knows_the_kinds_of_stages_and_both_architectures(folder: str) -> None:
    parameters = template(folder)["Parameters"]
    assert parameters["StageKind"]["AllowedValues"] == list(KINDS)
    assert parameters["Architecture"]["AllowedValues"] == ["arm64", "x86_64"]
