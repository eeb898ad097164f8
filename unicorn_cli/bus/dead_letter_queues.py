"""Every dead-letter queue, and where its letters should have gone: a queue, the workflow, or a publisher."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

DEAD_LETTERS, QUEUE, UNPUBLISHED = "DeadLetterQueueUrl", "QueueUrl", "UnpublishedQueueUrl"
UNSYNCED = "PropertiesUnsyncedQueueUrl"
PUBLISHERS = {"Contracts": "contracts-publish-contract-changes", "Web": "web-publish-listing-changes"}


class NoWayBack(Exception):
    """Raised when a letter cannot be sent where it should have gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetterQueue:
    name: str
    url: str
    goes_back_to: str  # in words
    send_back: Callable[[str], None]  # takes a letter's body; raises NoWayBack


def dead_letter_queues(cloud: Cloud, outputs: Mapping[str, str]) -> list[DeadLetterQueue]:
    """Return all of them, as the stacks' outputs name them."""
    return [
        DeadLetterQueue(name=name, url=outputs[output], goes_back_to=words, send_back=way)
        for output in sorted(outputs)
        for name, words, way in _way_back(output, cloud, outputs)
    ]


def named(name: str, queues: list[DeadLetterQueue]) -> DeadLetterQueue:
    """Return the queue of that name. Raises Problem, telling all names, if there is none."""
    for queue in queues:
        if queue.name.lower() == name.lower():
            return queue
    raise Problem(f"No dead-letter queue is named {name}", f"Use one of {', '.join(queue.name for queue in queues)}")


def _way_back(
    output: str, cloud: Cloud, outputs: Mapping[str, str]
) -> Iterator[tuple[str, str, Callable[[str], None]]]:
    """Yield name, destination and way of the one queue that an output names; nothing if it names no such queue."""
    if output == UNSYNCED:
        yield "PropertiesUnsynced", "nowhere: the schedule looks again", _nowhere
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
    return lambda body: cloud.sqs.send_message(QueueUrl=url, MessageBody=body) and None


def _to_workflow(arn: str, cloud: Cloud) -> Callable[[str], None]:
    def start(body: str) -> None:
        if not isinstance(_read(body), dict):
            raise NoWayBack("a workflow takes a JSON object")
        cloud.states.start_execution(stateMachineArn=arn, input=body)

    return start


def _to_publisher(function: str, cloud: Cloud) -> Callable[[str], None]:
    def invoke(body: str) -> None:
        letter = _read(body)
        if not isinstance(letter, dict) or "record" not in letter:
            raise NoWayBack("it says which part of the stream was lost, and holds no record of it")
        payload = json.dumps({"Records": [letter["record"]]}).encode()
        answer = cloud.functions.invoke(FunctionName=function, Payload=payload)
        told = answer["Payload"].read().decode()
        if "FunctionError" in answer or json.loads(told).get("batchItemFailures"):
            raise NoWayBack(f"the publisher failed again: {told[:200]}")

    return invoke


def _nowhere(_: str) -> None:
    raise NoWayBack("it says which part of the stream was lost, and holds no record of it")


def _read(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError as error:
        raise NoWayBack("it is no JSON") from error
