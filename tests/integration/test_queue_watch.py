"""The queue watch on the engine: it finds a dead letter, names its queue, and is content again when it is gone."""

from collections.abc import Callable

import pytest

from tests.integration.aws import Aws
from unicorn_cli.terminal.waiting import eventually


@pytest.fixture
def watch(aws: Aws) -> Callable[[], str]:
    """Run the watch once; return its status, error and cause."""
    machines = aws.states.list_state_machines()["stateMachines"]
    [machine] = [found["stateMachineArn"] for found in machines if found["name"].endswith("-queue-watch")]

    def run() -> str:
        execution = aws.states.start_execution(stateMachineArn=machine)["executionArn"]

        def ended() -> str | None:
            found = aws.states.describe_execution(executionArn=execution)
            told = " ".join([found["status"], found.get("error", ""), found.get("cause", "")])
            return None if found["status"] == "RUNNING" else told.strip()

        return eventually(ended) or "RUNNING"

    return run


def test_a_dead_letter_fails_the_watch_until_it_is_gone(
    aws: Aws, outputs: dict[str, str], watch: Callable[[], str]
) -> None:
    queue = outputs["WebImageDeadLetterQueueUrl"]
    aws.sqs.send_message(QueueUrl=queue, MessageBody="{}")
    assert watch().startswith("FAILED DeadLetters")
    [message] = aws.sqs.receive_message(QueueUrl=queue)["Messages"]
    assert f"{queue.rpartition('/')[2]} 1" in watch()  # in flight, and still there
    aws.sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    assert queue.rpartition("/")[2] not in watch()


def test_the_watch_reads_every_queue(watch: Callable[[], str]) -> None:
    assert watch().split(maxsplit=2)[:2] in (["SUCCEEDED"], ["FAILED", "DeadLetters"])  # other tests may leave some
