"""The clients of a stage."""

import boto3
import pytest

from unicorn_cli.stages.cloud import Cloud, aws_cloud
from unicorn_cli.stages.names import check_name
from unicorn_cli.terminal.problems import Problem

SESSION = boto3.Session("a", "b", region_name="eu-west-1")


def test_a_client_is_made_once() -> None:
    cloud = Cloud("dev", SESSION)
    assert cloud.client("sqs") is cloud.client("sqs")
    assert cloud.client("sqs") is not Cloud("prod", SESSION).client("sqs")


def test_only_clients_of_the_local_stage_call_the_engine() -> None:
    local = Cloud("local", SESSION, "http://127.0.0.1:4566").client("events")
    assert local.meta.endpoint_url == "http://127.0.0.1:4566"
    assert Cloud("dev", SESSION).client("events").meta.endpoint_url == "https://events.eu-west-1.amazonaws.com"


def test_the_region_is_the_given_one_or_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    assert aws_cloud("dev").session.region_name == "eu-west-2"
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    assert aws_cloud("dev").session.region_name == "eu-west-3"
    assert aws_cloud("dev", "eu-north-1").session.region_name == "eu-north-1"
    monkeypatch.setenv("AWS_REGION", "")
    assert aws_cloud("dev").session.region_name == "eu-west-2"


@pytest.mark.parametrize("name", ["ana", "dev", "prod", "local", "a", "pr-1234", "feature-branches"])
def test_a_stage_may_have_any_short_name(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "No stage can be named ''"),
        ("Ana", "No stage"),
        ("1st", "No stage"),
        ("ana_b", "No stage"),
        ("ana\n", "No stage"),
        ("a" * 17, "No stage"),
        ("my-aws", "AWS reserves the word aws"),
        ("ana-web", "the name of one of another stage"),
        ("ana-site", "the name of one of another stage"),
    ],
)
def test_no_other_name_is_taken_for_a_stage(name: str, why: str) -> None:
    with pytest.raises(Problem, match=why):
        check_name(name)
