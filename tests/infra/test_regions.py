"""A deployment to a region that lacks a service is refused at once, in a sentence, before anything is made."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import cfnlint
import pytest

from tests.infra.service_calls import WATCH, calls
from tests.infra.stacks import STACKS
from tests.infra.stages import KINDS, at_stage
from tests.templates import PROJECT, template
from unicorn_cli.aws.account import SERVICES

RULE = "RegionHasComprehendAndRekognition"
GUARDED = [".", "unicorn_properties"]
SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas" / "providers"  # the resource types of each region
EVERYWHERE = {"AWS::CloudFormation::Stack", "AWS::Serverless::Application"}


@cache
def regions_of(service: str) -> set[str]:
    return set(botocore.session.get_session().get_available_regions(service))


def supported() -> set[str]:
    """Return the regions with both services; GovCloud and China, partitions of their own, have no CloudFront."""
    return regions_of("comprehend") & regions_of("rekognition")


@cache
def types_in(region: str) -> frozenset[str]:
    return frozenset(json.loads((SCHEMAS / f"{region}.json").read_text()))


def refusals(folder: str, **values: str) -> list[str]:
    """Return the sentences with which CloudFormation refuses these values."""
    rule = template(folder)["Rules"][RULE]
    if not holds(rule["RuleCondition"], values):
        return []
    return [one["AssertDescription"] for one in rule["Assertions"] if not holds(one["Assert"], values)]


def holds(condition: Any, values: dict[str, str]) -> Any:
    """Evaluate the functions that a rule may have: docs.aws.amazon.com/…/intrinsic-function-reference-rules.html."""
    if not isinstance(condition, dict):
        return condition
    [(name, argument)] = condition.items()
    if name == "Ref":
        return values[argument]
    given = [holds(one, values) for one in argument]
    match name:
        case "Fn::Equals":
            return given[0] == given[1]
        case "Fn::Not":
            return not given[0]
        case "Fn::And":
            return all(given)
    assert name == "Fn::Contains"
    return given[1] in given[0]


def on_aws(region: str, *, contexts: bool = True) -> dict[str, str]:
    return {"StageKind": "prod", "AWS::Region": region, "DeployContexts": str(contexts).lower()}


@pytest.mark.parametrize("folder", GUARDED)
def test_the_list_is_that_of_the_services_regions(folder: str) -> None:
    [assertion] = template(folder)["Rules"][RULE]["Assertions"]
    listed, region = assertion["Assert"]["Fn::Contains"]
    assert set(listed) == supported()
    assert region == {"Ref": "AWS::Region"}
    assert {one for one in supported() if one not in assertion["AssertDescription"]} == set()


@pytest.mark.parametrize("folder", GUARDED)
def test_only_regions_with_both_services_are_accepted(folder: str) -> None:
    everywhere = regions_of("dynamodb")
    refused = {region for region in everywhere if refusals(folder, **on_aws(region))}
    assert refused == everywhere - supported()
    assert {"eu-north-1", "eu-west-3", "sa-east-1"} <= refused


def test_the_documentation_has_the_list() -> None:
    text = (PROJECT / "docs" / "deploy.md").read_text()
    paragraph = next(one for one in text.split("\n\n") if one.startswith("**Regions.**"))
    assert set(re.findall(r"[a-z]{2}-[a-z]+-\d", paragraph)) == supported()


def test_the_local_engine_and_the_shared_resources_alone_may_be_in_any_region() -> None:
    for folder in GUARDED:
        assert not refusals(folder, **on_aws("eu-north-1") | {"StageKind": "local"})
    assert not refusals(".", **on_aws("eu-north-1", contexts=False))


def test_the_rule_is_in_every_stack_whose_workflow_calls_a_service_that_is_not_everywhere() -> None:
    partial = {call.client for call in calls() if not regions_of(call.client) >= regions_of("dynamodb")}
    assert partial == {"comprehend", "rekognition"}
    assert {call.client for call in calls(WATCH)} & partial == set()
    assert partial <= set(SERVICES.values())  # so `make deploy` refuses the region before it builds


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("folder", STACKS)
def test_every_type_of_resource_exists_in_every_accepted_region(folder: str, kind: str) -> None:
    used = {resource["Type"] for resource in at_stage(folder, kind)["Resources"].values()} - EVERYWHERE
    assert {region: missing for region in supported() if (missing := used - types_in(region))} == {}
