"""Every asynchronous edge has retries and a dead-letter queue. Alarms: test_alarms.py."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.stacks import STACKS, as_list, every, properties, resources, target

MAPPINGS = every("AWS::Lambda::EventSourceMapping")
RULES = every("AWS::Events::Rule")
RECEIVES_MIN = 5
STRAIGHT = {"WebWebhooksRule", "WebAlertsRule"}  # to functions whose failures have a dead-letter queue: docs/adr/0055
VISIBILITY_FACTOR = 6  # times the function's timeout


def source(folder: str, mapping: str) -> tuple[str, str]:
    """Return the logical id and the type of an event source mapping's source."""
    name = target(properties(folder, mapping)["EventSourceArn"])
    assert name is not None
    return name, resources(folder)[name]["Type"]


QUEUES = [
    (folder, mapping, source(folder, mapping)[0])
    for folder, mapping in MAPPINGS
    if source(folder, mapping)[1] == "AWS::SQS::Queue"
]
STREAMS = [(folder, mapping) for folder, mapping in MAPPINGS if source(folder, mapping)[1] == "AWS::DynamoDB::Table"]
TARGETS = [
    pytest.param(folder, rule, given, id=f"{rule}-{given['Id']}")
    for folder, rule in RULES
    for given in properties(folder, rule)["Targets"]
]


def dead_letter_queues(folder: str) -> Iterator[str]:
    """Yield every dead-letter queue that a resource of the stack uses."""
    for queue in resources(folder, "AWS::SQS::Queue").values():
        yield from _queue(queue["Properties"].get("RedrivePolicy", {}).get("deadLetterTargetArn"))
    for rule in resources(folder, "AWS::Events::Rule").values():
        for given in rule["Properties"]["Targets"]:
            yield from _queue(given.get("DeadLetterConfig", {}).get("Arn"))
    for giving_up in resources(folder, "AWS::Lambda::EventInvokeConfig").values():
        on_failure = giving_up["Properties"].get("DestinationConfig", {}).get("OnFailure", {})
        yield from _queue(on_failure.get("Destination"))
    for function in resources(folder, "AWS::Lambda::Function").values():
        variables = function["Properties"].get("Environment", {}).get("Variables", {})
        yield from _queue(variables.get("DEAD_LETTER_QUEUE"))


def _queue(value: Any) -> list[str]:
    name = target(value)
    return [name] if name else []


DEAD_LETTER_QUEUES = [(folder, queue) for folder in STACKS for queue in sorted(set(dead_letter_queues(folder)))]


@pytest.mark.parametrize(("folder", "mapping", "queue"), QUEUES)
def test_a_message_is_delivered_at_least_five_times_before_it_is_a_dead_letter(
    folder: str, mapping: str, queue: str
) -> None:
    redrive = properties(folder, queue)["RedrivePolicy"]
    assert redrive["maxReceiveCount"] >= RECEIVES_MIN
    assert target(redrive["deadLetterTargetArn"]) in resources(folder, "AWS::SQS::Queue")


@pytest.mark.parametrize(("folder", "mapping", "queue"), QUEUES)
def test_the_reader_of_several_types_of_events_changes_before_the_rules(folder: str, mapping: str, queue: str) -> None:
    """An update that adds a type would else hand it to a function that does not know it."""
    rules = [rule for rule in resources(folder, "AWS::Events::Rule").values() if queue in _fed_by(rule)]
    if sum(len(rule["Properties"]["EventPattern"].get("detail-type", [])) for rule in rules) > 1:
        assert [rule["DependsOn"] for rule in rules] == [mapping] * len(rules)


@pytest.mark.parametrize(("folder", "mapping", "queue"), QUEUES)
def test_a_message_stays_invisible_while_it_is_handled(folder: str, mapping: str, queue: str) -> None:
    function = target(properties(folder, mapping)["FunctionName"])
    timeout = properties(folder, str(function))["Timeout"]
    is_local = resources(folder, "AWS::SQS::Queue")[queue].get("Condition") == "IsWatched"  # where nothing throttles
    assert properties(folder, queue)["VisibilityTimeout"] >= (1 if is_local else VISIBILITY_FACTOR) * timeout


@pytest.mark.parametrize(("folder", "mapping"), MAPPINGS)
def test_a_batch_fails_record_by_record(folder: str, mapping: str) -> None:
    assert properties(folder, mapping)["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize(("folder", "rule", "given"), TARGETS)
def test_an_event_that_a_rule_cannot_deliver_is_a_dead_letter(folder: str, rule: str, given: dict[str, Any]) -> None:
    queue = target(given["DeadLetterConfig"]["Arn"])
    assert queue in resources(folder, "AWS::SQS::Queue")
    assert rule in _senders(folder, str(queue))


@pytest.mark.parametrize(("folder", "rule", "given"), TARGETS)
def test_a_rule_may_write_to_the_queue_that_it_feeds(folder: str, rule: str, given: dict[str, Any]) -> None:
    fed = target(given["Arn"])
    if fed in resources(folder, "AWS::SQS::Queue"):
        assert rule in _senders(folder, str(fed))


@pytest.mark.parametrize(("folder", "rule", "given"), TARGETS)
def test_an_event_reaches_a_function_through_a_queue(folder: str, rule: str, given: dict[str, Any]) -> None:
    if "ScheduleExpression" not in properties(folder, rule) and rule not in STRAIGHT:
        assert target(given["Arn"]) not in resources(folder, "AWS::Lambda::Function")


@pytest.mark.parametrize(("folder", "queue"), DEAD_LETTER_QUEUES)
def test_dead_letters_are_kept_for_two_weeks(folder: str, queue: str) -> None:
    assert properties(folder, queue)["MessageRetentionPeriod"] == 14 * 24 * 60 * 60


@pytest.mark.parametrize(("folder", "queue"), every("AWS::SQS::Queue"))
def test_every_queue_is_read_or_is_for_dead_letters(folder: str, queue: str) -> None:
    read = {found for stack, _, found in QUEUES if stack == folder}
    assert (queue in read) != ((folder, queue) in DEAD_LETTER_QUEUES)


def test_every_context_has_asynchronous_edges() -> None:
    assert len({folder for folder, _ in DEAD_LETTER_QUEUES}) == len({folder for folder, _ in STREAMS}) == 3


def _fed_by(rule: dict[str, Any]) -> set[str | None]:
    return {target(given["Arn"]) for given in rule["Properties"]["Targets"]}


def _senders(folder: str, queue: str) -> set[str | None]:
    """Return the rules that the queue's policy allows to send."""
    found: set[str | None] = set()
    for policy in resources(folder, "AWS::SQS::QueuePolicy").values():
        given = policy["Properties"]
        if queue in map(target, given["Queues"]):
            for statement in as_list(given["PolicyDocument"]["Statement"]):
                found |= _senders_of(statement, queue)
    return found


def _senders_of(statement: dict[str, Any], queue: str) -> set[str | None]:
    is_sending = "sqs:SendMessage" in as_list(statement["Action"]) and statement["Effect"] == "Allow"
    is_bus = statement["Principal"] == {"Service": "events.amazonaws.com"}
    if not (is_sending and is_bus and queue in map(target, as_list(statement["Resource"]))):
        return set()
    sources = statement["Condition"]["ArnEquals"]["aws:SourceArn"]
    either = (given["Fn::If"][1:] if "Fn::If" in given else [given] for given in as_list(sources))
    return {target(arn) for arns in either for arn in arns}
