"""All dead-letter queues, and the destination of their messages: a queue, the workflow, or a publisher."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

DEAD_LETTERS, QUEUE, UNPUBLISHED = "DeadLetterQueueUrl", "QueueUrl", "UnpublishedQueueUrl"
UNSYNCED = "PropertiesUnsyncedQueueUrl"
PUBLISHERS = {"Contracts": "contracts-publish-contract-changes", "Web": "web-publish-listing-changes"}


class CannotRedrive(Exception):
    """Raised when a message cannot be sent to its destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetterQueue:
    name: str
    url: str
    destination: str  # for people
    send: Callable[[str], None]  # takes a message's body; raises CannotRedrive


def dead_letter_queues(cloud: Cloud, outputs: Mapping[str, str]) -> list[DeadLetterQueue]:
    """Return the queues that the stacks' outputs name."""
    return [
        DeadLetterQueue(name=name, url=outputs[output], destination=destination, send=send)
        for output in sorted(outputs)
        for name, destination, send in _queues(output, cloud, outputs)
    ]


def named(name: str, queues: list[DeadLetterQueue]) -> DeadLetterQueue:
    """Return the queue of that name. Raises Problem with all names if there is none."""
    for queue in queues:
        if queue.name.lower() == name.lower():
            return queue
    raise Problem(f"No dead-letter queue is named {name}", f"Use one of {', '.join(queue.name for queue in queues)}")


def _queues(output: str, cloud: Cloud, outputs: Mapping[str, str]) -> Iterator[tuple[str, str, Callable[[str], None]]]:
    """Yield name, destination and sender of the dead-letter queue that an output names, if it names one."""
    if output == UNSYNCED:
        yield "PropertiesUnsynced", "nowhere: the schedule retries", _not_possible
    elif output.endswith(DEAD_LETTERS):
        name = output.removesuffix(DEAD_LETTERS)
        if name + QUEUE in outputs:
            yield name, f"{name}Queue", _to_queue(outputs[name + QUEUE], cloud)
        else:
            yield name, "the approval workflow", _to_workflow(outputs["ApprovalStateMachineArn"], cloud)
    elif output.endswith(UNPUBLISHED):
        context = output.removesuffix(UNPUBLISHED)
        function = f"unicorn-{cloud.stage}-{PUBLISHERS[context]}"
        yield output.removesuffix(QUEUE), f"the publisher of {context}", _to_publisher(function, cloud)


def _to_queue(url: str, cloud: Cloud) -> Callable[[str], None]:
    return lambda body: cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body) and None


def _to_workflow(arn: str, cloud: Cloud) -> Callable[[str], None]:
    def start(body: str) -> None:
        if not isinstance(_read(body), dict):
            raise CannotRedrive("the workflow needs a JSON object")
        cloud.client("stepfunctions").start_execution(stateMachineArn=arn, input=body)

    return start


def _to_publisher(function: str, cloud: Cloud) -> Callable[[str], None]:
    def invoke(body: str) -> None:
        message = _read(body)
        if not isinstance(message, dict) or "record" not in message:
            raise CannotRedrive("it names a lost part of the stream, but contains no record")
        payload = json.dumps({"Records": [message["record"]]}).encode()
        answer = cloud.client("lambda").invoke(FunctionName=function, Payload=payload)
        result = answer["Payload"].read().decode()
        if "FunctionError" in answer or json.loads(result).get("batchItemFailures"):
            raise CannotRedrive(f"the publisher failed again: {result[:200]}")

    return invoke


def _not_possible(_: str) -> None:
    raise CannotRedrive("it names a lost part of the stream, but contains no record")


def _read(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError as error:
        raise CannotRedrive("it is not JSON") from error
