"""`unicorn dlq` on a queue whose only message somebody else is reading."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from unicorn_cli.commands import dead_letters
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

OUTPUTS = ("WebEvaluationDeadLetterQueueUrl", "WebEvaluationQueueUrl")


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Cloud, str]]:
    """The cloud of a stage, and the address of a dead-letter queue in it."""
    with mock_aws():
        cloud = Cloud("local", boto3.Session(region_name="eu-west-1"))
        outputs = {name: cloud.client("sqs").create_queue(QueueName=name)["QueueUrl"] for name in OUTPUTS}
        monkeypatch.setattr(dead_letters, "cloud_of", lambda _: cloud)
        monkeypatch.setattr(dead_letters, "outputs_of", lambda _: outputs)
        yield cloud, outputs[OUTPUTS[0]]


@pytest.mark.parametrize("command", [dead_letters.show, dead_letters.redrive])
def test_a_message_in_flight_is_not_taken_for_an_empty_queue(command: object, letters: tuple[Cloud, str]) -> None:
    cloud, url = letters
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody="{}")
    cloud.client("sqs").receive_message(QueueUrl=url, VisibilityTimeout=600)
    with pytest.raises(Problem, match="Another reader has 1 of WebEvaluation at the moment"):
        command("WebEvaluation")  # type: ignore[operator]


def test_an_empty_queue_is_said_to_be_empty(letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str]) -> None:
    dead_letters.show("WebEvaluation")
    assert capsys.readouterr().out == "The queue is empty.\n"
