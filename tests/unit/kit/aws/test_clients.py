"""A client is made of the environment that Lambda gives a function."""

import botocore.session
import pytest
from botocore.client import BaseClient

from unicorn_kit.aws.client import Client
from unicorn_kit.aws.clients import SWITCH, connect
from unicorn_kit.aws.services import SERVICES, endpoint

LAMBDA = {
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "token",
}


@pytest.mark.parametrize("missing", ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_an_environment_that_lacks_something_is_an_error_that_names_it(missing: str) -> None:
    with pytest.raises(KeyError, match=r"AWS_DEFAULT_REGION" if missing == "AWS_REGION" else missing):
        connect("dynamodb", {name: value for name, value in LAMBDA.items() if name != missing}, user_agent="test")


def test_one_variable_puts_boto3_in_its_place() -> None:
    ours = connect("dynamodb", LAMBDA, user_agent="unicorn-web")
    assert isinstance(ours, Client)
    made = connect(
        "dynamodb", LAMBDA | {SWITCH: "boto3", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, user_agent="unicorn-web"
    )
    assert isinstance(made, BaseClient)
    assert (made.meta.region_name, made.meta.endpoint_url) == ("eu-central-1", "http://127.0.0.1:1")
    assert made.meta.config.user_agent_extra == "unicorn-web"
    assert made.meta.config.retries == {"mode": "standard", "total_max_attempts": 3}
    made.close()


@pytest.mark.parametrize("misspelt", ["", "Boto3", "botocore", "small"])
def test_a_switch_that_names_no_client_is_an_error_that_says_what_to_write(misspelt: str) -> None:
    with pytest.raises(ValueError, match="write boto3, or unset it"):
        connect("dynamodb", LAMBDA | {SWITCH: misspelt}, user_agent="test")


def test_making_a_client_opens_no_connection() -> None:
    connect("sqs", LAMBDA | {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, user_agent="test")


@pytest.mark.parametrize(
    ("service", "region", "expected"),
    [
        ("dynamodb", "eu-central-1", "https://dynamodb.eu-central-1.amazonaws.com"),
        ("stepfunctions", "us-gov-west-1", "https://states.us-gov-west-1.amazonaws.com"),
        ("events", "cn-north-1", "https://events.cn-north-1.amazonaws.com.cn"),
        ("sqs", "us-east-1", "https://sqs.us-east-1.amazonaws.com"),
    ],
)
def test_a_service_is_called_at_its_regional_address(service: str, region: str, expected: str) -> None:
    assert endpoint(service, region) == expected


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov", "aws-eusc"])
@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_is_called_at_botocores_address_in_every_region(service: str, partition: str) -> None:
    session = botocore.session.get_session()
    regions = session.get_available_regions(service, partition_name=partition)
    partitions = session.get_data("endpoints")["partitions"]
    [suffix] = {found["dnsSuffix"] for found in partitions if found["partition"] == partition}
    assert regions
    for region in regions:
        assert endpoint(service, region) == f"https://{SERVICES[service].host}.{region}.{suffix}"
