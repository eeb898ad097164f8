"""A deployer's parameter takes effect when it changes: CloudFormation must see the change in every stack.

It does not update a nested stack whose template and parameters are the same, and does not notice a new value behind
`{{resolve:ssm:…}}`. So what a dynamic reference reads must never change while the stage exists.
"""

import re
from copy import deepcopy
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from tests.infra.stacks import NESTED, STACKS, every, resources, shared_names, stack, target, texts, transformed
from tests.templates import template

FIXED = {"Stage", "StageKind"}  # a stage keeps them as long as it exists
DYNAMIC = re.compile(r"\{\{resolve:")
LIMIT = 60  # in a template: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
PUBLISHED = resources(".", "AWS::SSM::Parameter")
NAMES = list(PUBLISHED)
APIS = every("AWS::ApiGateway::RestApi")


def read_parameters(value: Any, folder: str) -> set[str]:
    """Return the parameters of a folder's template that a value depends on, also by a condition."""
    known = template(folder).get("Parameters", {})
    conditions = stack(folder).get("Conditions", {})
    words = set(re.findall(r"\w+", " ".join(texts(value))))
    found = {word for word in words if word in known}
    return found | {name for word in words if word in conditions for name in read_parameters(conditions[word], folder)}


@pytest.mark.parametrize("name", NAMES)
def test_a_published_value_is_an_attribute_of_a_resource(name: str) -> None:
    value = PUBLISHED[name]["Properties"]["Value"]
    assert target(value) in resources("."), f"{name} publishes {value}: pass it to the contexts as a parameter instead"


@pytest.mark.parametrize("name", NAMES)
def test_no_parameter_replaces_the_resource_whose_attribute_is_published(name: str) -> None:
    source = resources(".")[str(target(PUBLISHED[name]["Properties"]["Value"]))]
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", source["Type"]).schema
    fixed = {path.split("/")[2] for path in schema.get("createOnlyProperties", [])}
    decisive = {key: value for key, value in source.get("Properties", {}).items() if key in fixed}
    assert read_parameters(decisive, ".") <= FIXED


@pytest.mark.parametrize("folder", STACKS)
def test_every_name_that_a_stack_reads_is_published_by_the_root(folder: str) -> None:
    published = {given["Properties"]["Name"]["Fn::Sub"] for given in PUBLISHED.values()}
    read = {name.replace("/prod/", "/${Stage}/") for name in shared_names(stack(folder)["Resources"])}
    assert read <= published


@pytest.mark.parametrize("folder", STACKS)
def test_a_template_has_no_more_dynamic_references_than_cloudformation_allows(folder: str) -> None:
    found = [text for text in texts(stack(folder)) for _ in DYNAMIC.finditer(text)]
    assert len(found) <= LIMIT


@pytest.mark.parametrize("name", list(NESTED.values()))
def test_the_root_passes_every_parameter_of_a_context(name: str) -> None:
    """Otherwise nobody who deploys everything at once could set it."""
    folder = next(folder for folder, prefix in NESTED.items() if prefix == name)
    passed = template(".")["Resources"][name]["Properties"]["Parameters"]
    known, own = template(".")["Parameters"], template(folder)["Parameters"]
    assert set(passed) == set(own)
    by_name = {parameter for parameter, value in passed.items() if value == {"Ref": parameter}}
    assert {parameter: known[parameter] for parameter in by_name} == {
        parameter: own[parameter] for parameter in by_name
    }
    computed = set(own) - by_name
    assert all(target(passed[parameter]) in NESTED.values() for parameter in computed)


@pytest.mark.parametrize(("folder", "name"), APIS)
def test_an_apis_description_depends_on_nothing_that_changes(folder: str, name: str) -> None:
    """SAM names the deployment by the text of the description, before any value is put in."""
    assert read_parameters(resources(folder)[name]["Properties"]["Body"], folder) <= FIXED


@pytest.mark.parametrize(("folder", "name"), APIS)
def test_a_changed_gateway_response_route_or_model_makes_a_new_deployment(folder: str, name: str) -> None:
    responses, models, routes = (deepcopy(template(folder)) for _ in range(3))
    api = responses["Resources"][name]["Properties"]
    api["GatewayResponses"]["DEFAULT_5XX"]["ResponseTemplates"] = {"application/json": "{}"}
    next(iter(models["Resources"][name]["Properties"]["Models"].values()))["maxProperties"] = 1
    del _function_with_routes(routes)["Properties"]["Events"]["ReadDescription"]
    sources = [deepcopy(template(folder)), responses, models, routes]
    assert len({_deployment(source) for source in sources}) == len(sources)


def _deployment(source: dict[str, Any]) -> str:
    [found] = [
        name
        for name, given in transformed(source)["Resources"].items()
        if given["Type"] == "AWS::ApiGateway::Deployment"
    ]
    return str(found)


def _function_with_routes(source: dict[str, Any]) -> dict[str, Any]:
    return next(
        given
        for given in source["Resources"].values()
        if "ReadDescription" in given.get("Properties", {}).get("Events", {})
    )
