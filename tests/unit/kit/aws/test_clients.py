"""A client is made of the environment that Lambda gives a function."""

import json

import botocore.session
import pytest
from botocore.client import BaseClient

from tests.unit.kit.aws.both_clients import both_clients
from tests.unit.kit.aws.fault_server import FaultServer
from tests.unit.kit.aws.random_calls import calls
from tests.unit.kit.aws.random_values import Names
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.clients import SWITCH, connect
from unicorn_kit.aws.services import SERVICES, endpoint
from unicorn_kit.aws.signing import Credentials

LAMBDA = {
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "token",
}
ASKING = ("content-type", "x-amz-target", "x-amzn-query-mode")


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


def test_each_operation_is_asked_for_as_botocore_asks(server: FaultServer) -> None:
    asked = set()
    with both_clients(server.url, "eu-central-1", Credentials("a", "b")) as both:
        for call in calls(14, 200, Names("homes", "bus", f"{server.url}/1/homes", f"{server.url}/1/homes.fifo")):
            asked.add((call.service, call.method))
            server.answers()
            for clients in both:
                getattr(clients[call.service], call.method)(**call.arguments)
            ours, botocores = ({name: sent.get(name) for name in ASKING} for sent in server.requests)
            assert ours == botocores
            our_body, botocores_body = (json.loads(body) for body in server.bodies)
            if call.method == "transact_write_items" and "ClientRequestToken" not in call.arguments:
                assert our_body.pop("ClientRequestToken") != botocores_body.pop("ClientRequestToken")
            assert our_body == botocores_body
    assert asked == {(name, method) for name, service in SERVICES.items() for method in service.operations}
