"""The clients of a stage."""

import boto3

from unicorn_cli.stages.cloud import Cloud

SESSION = boto3.Session("a", "b", region_name="eu-west-1")


def test_a_client_is_made_once() -> None:
    cloud = Cloud("dev", SESSION)
    assert cloud.client("sqs") is cloud.client("sqs")
    assert cloud.client("sqs") is not Cloud("prod", SESSION).client("sqs")


def test_only_clients_of_the_local_stage_call_the_engine() -> None:
    local = Cloud("local", SESSION, "http://127.0.0.1:4566").client("events")
    assert local.meta.endpoint_url == "http://127.0.0.1:4566"
    assert Cloud("dev", SESSION).client("events").meta.endpoint_url == "https://events.eu-west-1.amazonaws.com"
