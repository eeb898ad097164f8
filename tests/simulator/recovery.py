"""What an operator does after faults: the shipped redrive of every dead-letter queue."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from tests.simulator import topology
from tests.simulator.errors import ServiceError
from tests.simulator.lambdas import START, FunctionFailed
from tests.simulator.queues import Queue
from tests.simulator.world import World
from unicorn_cli.bus.dead_letter_queues import STREAM_FUNCTIONS, dead_letter_queues
from unicorn_cli.bus.dead_letters import redrive as redrive_queue
from unicorn_cli.bus.reconcile import FUNCTIONS
from unicorn_cli.bus.reconcile import reconcile as reconcile_context

STAGE = "prod"


class Cloud:
    """What the shipped command reaches of a stage: `client` of each service, as boto3 has it."""

    stage = STAGE

    def __init__(self, world: World) -> None:
        self.world = world
        self._functions = {topology.real_name(name): name for name in topology.functions()}
        self._clients: dict[str, Any] = {
            "sqs": SimpleNamespace(receive_message=self._receive, delete_message=self._delete, send_message=self._send),
            "stepfunctions": SimpleNamespace(start_execution=self._start),
            "lambda": SimpleNamespace(invoke=self._invoke),
            "s3": SimpleNamespace(get_object=self._get_object),
        }

    def client(self, service: str) -> Any:
        return self._clients[service]

    def _queue(self, url: str) -> Queue:
        return self.world.queues.queues[url]

    def _receive(self, *, QueueUrl: str, MaxNumberOfMessages: int, VisibilityTimeout: int, **_: Any) -> Any:
        taken = self.world.queues.receive(self._queue(QueueUrl), MaxNumberOfMessages, VisibilityTimeout)
        return {
            "Messages": [
                {
                    "MessageId": message.id,
                    "ReceiptHandle": message.id,
                    "Body": message.body,
                    "Attributes": {"SentTimestamp": message.record()["attributes"]["SentTimestamp"]},
                    "MessageAttributes": {name: {"StringValue": text} for name, text in message.attributes.items()},
                }
                for message in taken
            ]
        }

    def _delete(self, *, QueueUrl: str, ReceiptHandle: str) -> None:
        self._queue(QueueUrl).messages.pop(ReceiptHandle, None)

    def _send(self, *, QueueUrl: str, MessageBody: str) -> None:
        self.world.counts["redriven"] += 1
        self.world.queues.send(QueueUrl, MessageBody)

    def _start(self, *, stateMachineArn: str, input: str) -> None:
        self.world.counts["redriven"] += 1
        arn, event = stateMachineArn, json.loads(input)
        self.world.kernel.after(0, lambda: self.world.machines.start(arn, event))

    def _invoke(self, *, FunctionName: str, Payload: bytes, InvocationType: str = "") -> Any:
        self.world.counts["redriven"] += 1
        del InvocationType
        try:
            result = self.world.lambdas.invoke(self._functions[FunctionName], json.loads(Payload))
        except FunctionFailed as failed:
            return {"FunctionError": str(failed), "Payload": io.BytesIO(json.dumps(str(failed)).encode())}
        return {"Payload": io.BytesIO(json.dumps(result).encode())}

    def _get_object(self, *, Bucket: str, Key: str) -> Any:
        return self.world.storage.call("get_object", {"Bucket": Bucket, "Key": Key})


def outputs(world: World) -> dict[str, str]:
    """Return the outputs by which the command finds the queues and the workflow."""
    found = {f"{name}Url": name for name in world.queues.queues}
    assert set(STREAM_FUNCTIONS) <= set(found), "a stream's dead-letter queue has another name"
    return found | {"ApprovalStateMachineArn": _machine()}


def redrive(world: World) -> None:
    """Run the shipped redrive over all queues, in the running process."""
    cloud: Any = Cloud(world)
    for queue in dead_letter_queues(cloud, outputs(world)):
        now = START + timedelta(seconds=world.kernel.now)
        try:
            done = redrive_queue(queue, cloud, now=now)
        except ServiceError:  # an outage goes on; the letters stay
            continue
        for reason in done.kept.values():
            world.note("kept", queue.name, reason)


def reconcile(world: World) -> None:
    """Run the shipped `unicorn reconcile --all` over all contexts, in the running process."""
    cloud: Any = Cloud(world)
    for context in FUNCTIONS:
        for done in reconcile_context(context, cloud, all_=True, dry_run=False):
            world.note("reconciled", context, done.found, done.done, done.failed)


def _machine() -> str:
    """Return the workflow that a rule starts."""
    machines = topology.of("StepFunctions::StateMachine")
    rules = topology.of("Events::Rule").values()
    [machine] = {target["Arn"] for rule in rules for target in rule["Targets"] if target["Arn"] in machines}
    return str(machine)
