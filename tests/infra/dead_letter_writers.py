"""What writes to the dead-letter queues of a stack, and in which form."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.infra.stacks import as_list, properties, resources, target


class Writer(NamedTuple):
    """What writes to a dead-letter queue: in which form, and the logical id of what could not do its work."""

    form: str
    name: str


def writers(folder: str, queue: str) -> set[Writer]:
    """Return everything in a stack that writes to a dead-letter queue."""
    return set(_writers(folder, queue))


def _writers(folder: str, queue: str) -> Iterator[Writer]:
    for name, resource in resources(folder).items():
        for writes in _WRITERS.get(resource["Type"], ()):
            yield from (writer for found, writer in writes(folder, name, resource["Properties"]) if found == queue)


type Found = Iterator[tuple[str | None, Writer]]  # (queue, writer)


def _queue(_: str, name: str, given: dict[str, Any]) -> Found:
    if "RedrivePolicy" in given:
        yield target(given["RedrivePolicy"]["deadLetterTargetArn"]), Writer("message of a queue", name)


def _rule(folder: str, name: str, given: dict[str, Any]) -> Found:
    for to in given["Targets"]:
        yield target(to["Arn"]), Writer("object in a bucket", name)
        if "ScheduleExpression" in given:
            yield target(to["DeadLetterConfig"]["Arn"]), Writer("schedule", str(target(to["Arn"])))
        elif target(to["Arn"]) != target(to["DeadLetterConfig"]["Arn"]):
            yield target(to["DeadLetterConfig"]["Arn"]), Writer("event of a rule", name)


def _invocations(_: str, name: str, given: dict[str, Any]) -> Found:
    yield (
        target(given["DestinationConfig"]["OnFailure"]["Destination"]),
        Writer("invocation", given["FunctionName"]["Ref"]),
    )


def _mapping(_: str, name: str, given: dict[str, Any]) -> Found:
    yield target(given.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")), Writer("position", name)


def _function(folder: str, name: str, given: dict[str, Any]) -> Found:
    queue = target(given.get("Environment", {}).get("Variables", {}).get("DEAD_LETTER_QUEUE"))
    mappings = [found["Properties"] for found in resources(folder, "AWS::Lambda::EventSourceMapping").values()]
    read = [mapping for mapping in mappings if target(mapping["FunctionName"]) == name]
    if read:
        is_stream = any("StartingPosition" in mapping for mapping in read)
        yield queue, Writer("record" if is_stream else "message of a function", name)


def _workflow(_: str, name: str, given: dict[str, Any]) -> Found:
    yield target(given.get("DefinitionSubstitutions", {}).get("DeadLetterQueue")), Writer("input of the workflow", name)


_WRITERS: dict[str, list[Callable[[str, str, dict[str, Any]], Found]]] = {
    "AWS::SQS::Queue": [_queue],
    "AWS::Events::Rule": [_rule],
    "AWS::Lambda::EventInvokeConfig": [_invocations],
    "AWS::Lambda::EventSourceMapping": [_mapping],
    "AWS::Lambda::Function": [_function],
    "AWS::StepFunctions::StateMachine": [_workflow],
}


def senders(folder: str, queue: str) -> set[str]:
    """Return the functions whose roles may send to a queue."""
    roles = {
        name: properties(folder, str(target(function["Properties"]["Role"]))).get("Policies", [])
        for name, function in resources(folder, "AWS::Lambda::Function").items()
    }
    return {
        name
        for name, policies in roles.items()
        for policy in policies
        for statement in policy["PolicyDocument"]["Statement"]
        if "sqs:SendMessage" in as_list(statement.get("Action"))
        if queue in map(target, as_list(statement["Resource"]))
    }
