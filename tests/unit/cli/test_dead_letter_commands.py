"""`unicorn dlq`: what it shows, what it sends, and what it exits with."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import typer
from moto import mock_aws

from unicorn_cli.bus.dead_letter import CannotRedrive, DeadLetter
from unicorn_cli.bus.dead_letter_queues import DeadLetterQueue
from unicorn_cli.bus.dead_letters import count
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


def sent(cloud: Cloud, url: str) -> list[str]:
    """Return the bodies of a queue's messages."""
    found = cloud.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return [message["Body"] for message in found.get("Messages", [])]


def destination(cloud: Cloud) -> str:
    return cloud.client("sqs").get_queue_url(QueueName=OUTPUTS[1])["QueueUrl"]


def status_of(command: Callable[[], None]) -> int:
    with pytest.raises(typer.Exit) as ended:
        command()
    return ended.value.exit_code


def test_what_is_listed_is_what_the_queues_hold(letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str]) -> None:
    cloud, url = letters
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody="{}")
    dead_letters.list_queues(as_json=True)
    listed = {"queue": "WebEvaluation", "letters": 1, "goes_back_to": "WebEvaluationQueue"}
    assert json.loads(capsys.readouterr().out) == [listed]
    dead_letters.list_queues()
    assert re.search(r"WebEvaluation\W+1\W+WebEvaluationQueue", capsys.readouterr().out)


def test_a_letter_is_shown_whole_with_its_reason_and_stays(
    letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str]
) -> None:
    cloud, url = letters
    reason: Any = {"reason": {"DataType": "String", "StringValue": "[metadata] is missing"}}
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody='{"a": "[b]"}', MessageAttributes=reason)
    dead_letters.show("webevaluation")
    shown = capsys.readouterr().out
    assert "[metadata] is missing" in shown
    assert '{"a": "[b]"}' in shown  # brackets are no markup
    dead_letters.show("WebEvaluation", as_json=True)
    [found] = json.loads(capsys.readouterr().out)
    assert (found["reason"], found["body"]) == ("[metadata] is missing", '{"a": "[b]"}')
    assert sent(cloud, url) == ['{"a": "[b]"}']


def test_a_dry_run_says_what_a_redrive_then_does(
    letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str]
) -> None:
    cloud, url = letters
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody="{}")
    dead_letters.redrive("WebEvaluation", dry_run=True)
    assert capsys.readouterr().out == "1 would be sent to WebEvaluationQueue.\n"
    assert (sent(cloud, url), sent(cloud, destination(cloud))) == (["{}"], [])
    assert status_of(lambda: dead_letters.redrive("WebEvaluation")) == 0
    assert capsys.readouterr().out == "1 sent to WebEvaluationQueue.\n"
    assert (sent(cloud, url), sent(cloud, destination(cloud))) == ([], ["{}"])


def test_one_letter_is_shown_sent_and_deleted(letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str]) -> None:
    cloud, url = letters
    first, second, third = (
        cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)["MessageId"] for body in ("1", "2", "3")
    )
    dead_letters.show("WebEvaluation", second, as_json=True)
    assert [found["message_id"] for found in json.loads(capsys.readouterr().out)] == [second]
    dead_letters.redrive("WebEvaluation", second, dry_run=True, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"would_send": 1, "to": "WebEvaluationQueue"}
    assert status_of(lambda: dead_letters.redrive("WebEvaluation", second, as_json=True)) == 0
    done = {"to": "WebEvaluationQueue", "sent": [second], "kept": {}}
    assert json.loads(capsys.readouterr().out) == done
    dead_letters.delete("WebEvaluation", third, yes=True, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"queue": "WebEvaluation", "deleted": third}
    assert (sent(cloud, destination(cloud)), sent(cloud, url)) == (["2"], ["1"])
    dead_letters.delete("WebEvaluation", first, yes=True)
    assert capsys.readouterr().out == f"{first} is deleted.\n"


@pytest.mark.parametrize("dry_run", [False, True])
def test_an_empty_id_as_of_a_scripts_empty_variable_redrives_nothing(
    letters: tuple[Cloud, str], *, dry_run: bool
) -> None:
    cloud, url = letters
    cloud.client("sqs").send_message(QueueUrl=url, MessageBody="1")
    with pytest.raises(Problem, match="has no message"):
        dead_letters.redrive("WebEvaluation", "", dry_run=dry_run)
    assert sent(cloud, url) == ["1"]


def test_no_letter_is_deleted_without_a_confirmation(letters: tuple[Cloud, str]) -> None:
    cloud, url = letters
    message_id = cloud.client("sqs").send_message(QueueUrl=url, MessageBody="1")["MessageId"]
    with pytest.raises(Problem, match="Nobody can be asked"):
        dead_letters.delete("WebEvaluation", message_id)
    assert sent(cloud, url) == ["1"]


def test_a_letter_that_cannot_be_sent_stays_with_the_reason_and_is_a_failure(
    letters: tuple[Cloud, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud, url = letters
    message_id = cloud.client("sqs").send_message(QueueUrl=url, MessageBody="{}")["MessageId"]

    def refuse(_: DeadLetter) -> None:
        raise CannotRedrive("its queue is [gone]")

    queue = DeadLetterQueue(name="WebEvaluation", url=url, destination="WebEvaluationQueue", send=refuse)
    monkeypatch.setattr(dead_letters, "dead_letter_queues", lambda *_: [queue])
    assert status_of(lambda: dead_letters.redrive("WebEvaluation")) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert said == f"0 sent to WebEvaluationQueue. ✗ {message_id} stays: its queue is [gone]."
    assert count(queue, cloud) == 1
