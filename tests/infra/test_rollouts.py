"""A new version of the code behind an API: on prod a tenth of the requests first, and back if an alarm rings."""

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.infra.stacks import CONTEXTS, as_list, resources, stack, target, transformed
from tests.infra.test_parameters import FIXED, read_parameters
from tests.templates import template

pytestmark = pytest.mark.slow

ALIAS = "current"
BEHIND_APIS = [
    (folder, name)
    for folder in CONTEXTS
    for name, given in template(folder)["Resources"].items()
    if any(event["Type"] == "Api" for event in given.get("Properties", {}).get("Events", {}).values())
    and given.get("Condition") != "IsWatched"  # the live feed is not on prod
]


def types(folder: str, kind: str, rollout: str = "gradual") -> list[str]:
    parameters = {"Stage": "x", "StageKind": kind, "Rollout": rollout}
    return [given["Type"] for given in transformed(deepcopy(template(folder)), parameters)["Resources"].values()]


def test_both_apis_have_functions() -> None:
    assert {folder for folder, _ in BEHIND_APIS} == {"unicorn_contracts", "unicorn_web"}


@pytest.mark.parametrize(("folder", "name"), BEHIND_APIS)
def test_the_api_calls_the_published_version_and_may(folder: str, name: str) -> None:
    alias = f"{name}Alias{ALIAS}"
    bodies = [given["Properties"]["Body"] for given in resources(folder, "AWS::ApiGateway::RestApi").values()]
    assert f"{alias}}}/invocations" in json.dumps(bodies)
    assert f"{name}.Arn" not in json.dumps(bodies)
    allowed = {
        target(given["Properties"]["FunctionName"]) for given in resources(folder, "AWS::Lambda::Permission").values()
    }
    assert alias in allowed


@pytest.mark.parametrize(("folder", "name"), BEHIND_APIS)
def test_on_prod_its_version_changes_in_steps_and_goes_back_on_an_alarm(folder: str, name: str) -> None:
    policy = resources(folder)[f"{name}Alias{ALIAS}"]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    group = resources(folder)[str(target(policy["DeploymentGroupName"]))]["Properties"]
    assert "Canary" in str(group["DeploymentConfigName"])
    assert {"DEPLOYMENT_STOP_ON_ALARM"} <= set(group["AutoRollbackConfiguration"]["Events"])
    alarms = [target(alarm["Name"]) for alarm in group["AlarmConfiguration"]["Alarms"]]
    assert alarms
    assert {resources(folder)[str(alarm)]["Type"] for alarm in alarms} == {"AWS::CloudWatch::Alarm"}


@pytest.mark.parametrize(("folder", "name"), BEHIND_APIS)
def test_a_changed_setting_is_published_as_the_changed_code_is(folder: str, name: str) -> None:
    """SAM names a version by the function's text, before any value is put in: no value of it may change."""
    given = template(folder)["Resources"][name]["Properties"]
    assert given["AutoPublishAliasAllProperties"] is True
    own = {key: value for key, value in given.items() if key not in {"Events", "Policies", "DeploymentPreference"}}
    assert read_parameters(own, folder) <= FIXED
    changed = _with_timeout(folder, name, given["Timeout"] + 1)
    assert not _versions(stack(folder), name) & _versions(changed, name)


@pytest.mark.parametrize("folder", ["unicorn_contracts", "unicorn_web"])
@pytest.mark.parametrize(("kind", "rollout"), [("local", "gradual"), ("dev", "gradual"), ("prod", "immediate")])
def test_elsewhere_a_version_changes_at_once(folder: str, kind: str, rollout: str) -> None:
    found = types(folder, kind, rollout)
    assert "AWS::Lambda::Alias" in found
    assert not [one for one in found if one.startswith("AWS::CodeDeploy")]


@pytest.mark.parametrize("folder", CONTEXTS)
def test_only_functions_behind_apis_have_versions(folder: str) -> None:
    """Queues, streams and schedules call the newest code; a failed deployment takes it back with its stack."""
    named = {target(given["Properties"]["FunctionName"]) for given in resources(folder, "AWS::Lambda::Alias").values()}
    assert named == {name for own, name in BEHIND_APIS if own == folder}
    sources = resources(folder, "AWS::Lambda::EventSourceMapping").values()
    assert not named & {target(given["Properties"]["FunctionName"]) for given in sources}


def _with_timeout(folder: str, name: str, seconds: int) -> dict[str, Any]:
    source = deepcopy(template(folder))
    source["Resources"][name]["Properties"]["Timeout"] = seconds
    return transformed(source)


def _versions(found: dict[str, Any], name: str) -> set[str]:
    return {
        logical_id
        for logical_id, given in found["Resources"].items()
        if given["Type"] == "AWS::Lambda::Version" and name in as_list(target(given["Properties"]["FunctionName"]))
    }
