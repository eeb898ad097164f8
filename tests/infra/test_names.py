"""Names: stages share an account, and regions too; nothing that two of them make has the same name."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.infra.deployed import Place, deployed
from tests.infra.names import GLOBAL, WORLD, Name, fits, names
from tests.infra.stacks import STACKS

DEV = Place(stage="dev", kind="dev")
LONGEST = Place(stage="a234567890123456", kind="prod")
OTHERS = [
    Place(stage="ana", kind="dev"),
    Place(stage="prod", kind="prod"),
    *(Place(stage=f"dev-{ending}") for ending in ("contracts", "web")),
]


def keys(place: Place) -> set[tuple[str, str, str]]:
    return {name.key for name in names(place)}


def metrics(place: Place) -> set[tuple[str, str]]:
    """Return the metrics that the stacks of a stage write: namespace and name."""
    return {
        (made["MetricNamespace"], made["MetricName"])
        for folder in STACKS
        for resource in deployed(folder, place)["Resources"].values()
        if resource["Type"] == "AWS::Logs::MetricFilter"
        for made in resource["Properties"]["MetricTransformations"]
    }


@pytest.mark.parametrize("other", OTHERS, ids=lambda place: place.stage)
def test_two_stages_of_an_account_and_region_share_no_name(other: Place) -> None:
    shared = keys(DEV) & keys(other)
    assert not shared


@pytest.mark.parametrize("other", OTHERS, ids=lambda place: place.stage)
def test_two_stages_count_into_no_metric_together(other: Place) -> None:
    """Otherwise a failure of one rings the alarm of the other, and stops its deployments."""
    assert metrics(DEV)
    assert not metrics(DEV) & metrics(other)


def test_two_regions_of_a_stage_share_no_name_that_is_global_to_an_account() -> None:
    elsewhere = keys(replace(DEV, region="us-east-1"))
    assert not {key for key in keys(DEV) & elsewhere if GLOBAL.match(key[0])}


def test_two_accounts_share_no_name_that_is_global_to_a_region() -> None:
    """The host of the sign-in page is one for all accounts: `<domain>.auth.<region>.amazoncognito.com`."""
    elsewhere = keys(replace(DEV, account="999988887777"))
    shared = {key for key in keys(DEV) & elsewhere if key[0] == "AWS::Cognito::UserPoolDomain"}
    assert not {key for key in shared if not key[2].startswith("{{resolve:")}


def test_the_stacks_of_a_stage_share_no_name() -> None:
    twice = {key for key, count in Counter(name.key for name in names(DEV)).items() if count > 1}
    assert not {key for key in twice if not key[2].startswith("{{resolve:")}


def test_no_bucket_has_a_name_of_the_templates() -> None:
    assert not [name for name in names(DEV) if (name.type, name.field) == WORLD]


@pytest.mark.parametrize("name", names(LONGEST), ids=lambda name: f"{name.resource} {name.field}")
def test_a_name_with_the_longest_stage_is_accepted(name: Name) -> None:
    assert fits(name) or name.value.startswith("{{resolve:")


@pytest.mark.parametrize(
    "kind",
    [
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::Function",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::Cognito::UserPoolDomain",
        "AWS::EventSchemas::Registry",
        "AWS::Events::EventBus",
        "AWS::Events::EventBusPolicy",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "AWS::SNS::Topic",
        "AWS::SSM::Parameter",
        "AWS::StepFunctions::StateMachine",
    ],
)
def test_names_of_this_type_are_found(kind: str) -> None:
    """Without this, the tests above would pass if no name were found."""
    assert [name for name in names(DEV) if name.type == kind]
