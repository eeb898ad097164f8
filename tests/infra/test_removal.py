"""What stays when a stack is deleted, or when its first deployment fails: data of prod, and nothing else."""

from typing import Any

import pytest

from tests.infra.deployed import Place, deployed
from tests.infra.stacks import STACKS
from tests.templates import template

DEV, PROD = Place(stage="ana", kind="dev"), Place(stage="prod", kind="prod")
DATA = {
    ("unicorn_contracts", "ContractsTable"),
    ("unicorn_properties", "PropertiesContractStatusTable"),
    ("unicorn_web", "WebListingsTable"),
    ("unicorn_web", "WebWebhooksTable"),
    ("unicorn_web", "WebEnquiriesTable"),
    ("unicorn_web", "WebViewingsTable"),
    ("unicorn_web", "WebAlertsTable"),
    (".", "ImagesBucket"),
    (".", "UserPool"),
}
VERSION = "AWS::Lambda::Version"  # SAM keeps old ones of a function; they go with the function
OF_THE_ACCOUNT = {(".", "ApiGatewayAccount"), (".", "ApiGatewayLogsRole")}  # other stages use them
ALL = [(folder, name) for folder in STACKS for name in template(folder)["Resources"]]


def policies(place: Place, attribute: str) -> dict[tuple[str, str], str]:
    """Return the policy of every resource that has one, by folder and logical id."""
    return {
        (folder, name): resource[attribute]
        for folder in STACKS
        for name, resource in deployed(folder, place)["Resources"].items()
        if attribute in resource and resource["Type"] != VERSION
    }


def test_prod_keeps_its_data_and_the_settings_of_the_account() -> None:
    kept = {key for key, policy in policies(PROD, "DeletionPolicy").items() if policy != "Delete"}
    assert kept == DATA | OF_THE_ACCOUNT


def test_other_stages_keep_only_the_settings_of_the_account() -> None:
    kept = {key for key, policy in policies(DEV, "DeletionPolicy").items() if policy != "Delete"}
    assert kept == OF_THE_ACCOUNT


@pytest.mark.parametrize("place", [DEV, PROD], ids=lambda place: place.kind)
def test_a_first_deployment_that_fails_leaves_nothing_behind(place: Place) -> None:
    """`Retain` would: the next try then makes new, empty ones beside those."""
    assert set(policies(place, "DeletionPolicy").values()) <= {"Delete", "RetainExceptOnCreate"}


@pytest.mark.parametrize("place", [DEV, PROD], ids=lambda place: place.kind)
def test_what_stays_when_it_is_removed_stays_when_it_is_replaced(place: Place) -> None:
    """A replacement knows no `RetainExceptOnCreate`."""
    as_removed = {"Delete": "Delete", "RetainExceptOnCreate": "Retain"}
    expected = {key: as_removed[policy] for key, policy in policies(place, "DeletionPolicy").items()}
    assert policies(place, "UpdateReplacePolicy") == expected


@pytest.mark.parametrize("folder", STACKS)
def test_a_policy_that_depends_on_a_condition_has_the_transform_that_allows_it(folder: str) -> None:
    """docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/function-refs-in-policy-attributes.html."""
    found = template(folder)
    assert not _computed_policies(found) or "AWS::LanguageExtensions" in found["Transform"]


@pytest.mark.parametrize(("folder", "name"), ALL)
def test_both_policies_are_given_or_neither(folder: str, name: str) -> None:
    resource = template(folder)["Resources"][name]
    assert ("DeletionPolicy" in resource) == ("UpdateReplacePolicy" in resource)


@pytest.mark.parametrize("place", [DEV, PROD], ids=lambda place: place.kind)
def test_nothing_is_protected_against_the_deletion_of_its_stack(place: Place) -> None:
    """What has to stay is kept by its policy, which lets the stack go."""
    protected = [
        name
        for folder in STACKS
        for name, resource in deployed(folder, place)["Resources"].items()
        for setting, value in resource.get("Properties", {}).items()
        if setting.startswith("DeletionProtection") and value not in {False, "INACTIVE"}
    ]
    assert not protected


def _computed_policies(found: dict[str, Any]) -> list[str]:
    return [name for name, given in found["Resources"].items() if isinstance(given.get("DeletionPolicy"), dict)]
