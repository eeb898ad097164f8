"""All dead-letter queues, and where their messages go: a queue, a topic, the workflow, or a stream's function."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from unicorn_cli.bus.dead_letter import DeadLetter
from unicorn_cli.bus.notification_line import notification
from unicorn_cli.bus.stream_dead_letters import StreamDeadLetters
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

DEAD_LETTERS, QUEUE, TOPIC = "DeadLetterQueueUrl", "QueueUrl", "TopicArn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFunction:
    """A function that reads a table's stream."""

    name: str  # without the stage
    title: str  # for people


STREAM_FUNCTIONS = {  # by the output of its dead-letter queue
    "ContractsUnpublishedQueueUrl": StreamFunction(
        name="contracts-publish-contract-changes", title="the publisher of Contracts"
    ),
    "PropertiesUnsyncedQueueUrl": StreamFunction(
        name="properties-sync-property-approvals", title="the sync of Properties"
    ),
    "WebUnpublishedQueueUrl": StreamFunction(name="web-publish-listing-changes", title="the publisher of Web"),
}

type Send = Callable[[DeadLetter], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetterQueue:
    name: str
    url: str
    destination: str  # for people
    send: Send  # raises CannotRedrive


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


def _queues(output: str, cloud: Cloud, outputs: Mapping[str, str]) -> Iterator[tuple[str, str, Send]]:
    """Yield name, destination and sender of the dead-letter queue that an output names, if it names one."""
    if output in STREAM_FUNCTIONS:
        function = STREAM_FUNCTIONS[output]
        letters = StreamDeadLetters(cloud, f"unicorn-{cloud.stage}-{function.name}")
        yield output.removesuffix(QUEUE), function.title, letters.send
    elif output.endswith(DEAD_LETTERS):
        name = output.removesuffix(DEAD_LETTERS)
        if name + QUEUE in outputs:
            yield name, f"{name}Queue", _to_queue(outputs[name + QUEUE], cloud)
        elif name + TOPIC in outputs:
            yield name, f"{name}Topic", _to_topic(outputs[name + TOPIC], cloud)
        else:
            yield name, "the approval workflow", _to_workflow(outputs["ApprovalStateMachineArn"], cloud)


def _to_queue(url: str, cloud: Cloud) -> Send:
    return lambda letter: cloud.client("sqs").send_message(QueueUrl=url, MessageBody=letter.body) and None


def _to_topic(arn: str, cloud: Cloud) -> Send:
    """Return what publishes the line that the rule would have made of the event."""
    return lambda letter: cloud.client("sns").publish(TopicArn=arn, Message=notification(letter.content())) and None


def _to_workflow(arn: str, cloud: Cloud) -> Send:
    def start(letter: DeadLetter) -> None:
        letter.content()  # the workflow needs a JSON object
        cloud.client("stepfunctions").start_execution(stateMachineArn=arn, input=letter.body)

    return start
