"""Queue, topic, filter, a new subscriber, a stream: who receives what."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from demo.listings import NotReached
from unicorn_cli.terminal.waiting import eventually
from unicorn_cli.tour.experiments.system import System, about
from unicorn_cli.tour.house import DEADLINE, House
from unicorn_cli.tour.pause import PUBLISHER

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MESSAGES = 10
CHANGED = "ContractStatusChanged"
TEMPORARY = "-tap-"  # in the names of temporary subscriptions
NOBODY = {"source": ["unicorn.nobody"]}  # matches no event


def queue(system: System) -> None:
    """Send ten messages to one queue, from which two receivers take them in turn."""
    received: tuple[list[str], list[str]] = ([], [])
    with system.subscribed(NOBODY) as subscriber:
        url, sqs = subscriber.subscription.queue, system.cloud.client("sqs")
        for number in range(MESSAGES):
            sqs.send_message(QueueUrl=url, MessageBody=f"message {number}")

        def all_taken() -> bool:
            for messages in received:
                messages.extend(_take_one(sqs, url))
            return sum(map(len, received)) >= MESSAGES

        if not eventually(all_taken, seconds=DEADLINE, every=0.01):
            raise NotReached(f"only {sum(map(len, received))} of {MESSAGES} messages arrived")
        left = subscriber.subscription.depth()
    system.say(f"sent to one queue: {MESSAGES} messages")
    for number, messages in enumerate(received, start=1):
        system.say(f"receiver {number} received {len(messages)}")
    system.say(f"received by both: {len({*received[0]} & {*received[1]})}; left in the queue: {left}")


def topic(system: System) -> None:
    """Let three subscribers with different filters listen to the bus while a contract is approved."""
    with ExitStack() as stack, system.house(4) as house:
        filters: dict[str, dict[str, Any]] = {
            "every fact about the house": about(house),
            'contract_status: ["APPROVED"]': _about(house, {"contract_status": ["APPROVED"]}),
            'evaluation_result: ["APPROVED"]': _about(house, {"evaluation_result": ["APPROVED"]}),
        }
        subscribers = {name: stack.enter_context(system.subscribed(pattern)) for name, pattern in filters.items()}
        house.move_contract("APPROVED")
        house.move_contract("CLOSED")
        next(iter(subscribers.values())).await_statuses("APPROVED", "CLOSED")
        system.say("published: APPROVED, CLOSED")
        for name, subscriber in subscribers.items():
            system.say(f"{name:34} received {', '.join(subscriber.statuses()) or 'nothing'}")


def subscriber(system: System) -> None:
    """Add a subscriber to the bus while the system runs, and compare the publisher before and after."""
    before = _publisher(system)
    with system.house(13) as house:
        known = _rules(system)
        system.say(f"rules that name {CHANGED}: {', '.join(known)}")
        with system.subscribed(about(house)) as added:
            system.say(f"a rule of a new subscriber: {', '.join(_rules(system) - known)}")
            house.move_contract("APPROVED")
            system.say(f"the new one received {', '.join(added.await_statuses('APPROVED'))}")
        house.agree()
        system.say(f"Properties knows, as before: {house.known().fact_line()}")
    is_same = _publisher(system) == before
    system.say(f"the publisher's code and settings: {'the same' if is_same else 'changed'}")


def stream(system: System) -> None:
    """Let two readers read the stream of the contracts table, and one of them read it again."""
    with system.house(14) as house:
        start = _end_of_stream(system)
        house.move_contract("APPROVED")
        house.move_contract("CLOSED")
        for reader in ("reader 1", "reader 2", "reader 1 again, from the same position"):
            found: list[str] = []

            def all_read(found: list[str] = found) -> bool:
                found[:] = _statuses(system, start, house)
                return len(found) > 1

            if not eventually(all_read, seconds=DEADLINE, every=0.1):
                raise NotReached(f"the stream has only {found}")
            system.say(f"{reader} read {', '.join(found)}")


def _take_one(sqs: "SQSClient", queue: str) -> list[str]:
    """Receive and delete one message, and return its body."""
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=1).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return [message["Body"] for message in messages]


def _about(house: House, detail: dict[str, Any]) -> dict[str, Any]:
    pattern = about(house)
    return pattern | {"detail": pattern["detail"] | detail}


def _rules(system: System) -> set[str]:
    """Return the names of the rules that pass contract statuses on to someone, temporary ones among them."""
    rules = system.cloud.client("events").list_rules(EventBusName=system.bus)["Rules"]
    return {rule["Name"] for rule in rules if CHANGED in rule.get("EventPattern", "") or TEMPORARY in rule["Name"]}


def _publisher(system: System) -> Any:
    name = f"unicorn-{system.cloud.stage}-{PUBLISHER}"
    found: Any = system.cloud.client("lambda").get_function_configuration(FunctionName=name)
    return {key: found.get(key) for key in ("CodeSha256", "LastModified", "Environment", "RevisionId")}


def _end_of_stream(system: System) -> str:
    """Return an iterator of the position behind the newest record."""
    table = system.access.outputs["ContractsTableName"]
    arn = system.cloud.client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
    streams = system.cloud.client("dynamodbstreams")
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][-1]["ShardId"]
    answer = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="LATEST")
    return str(answer["ShardIterator"])


def _statuses(system: System, position: str, house: House) -> list[str]:
    """Return the statuses of the house's heads from a position on; reading removes nothing."""
    records = system.cloud.client("dynamodbstreams").get_records(ShardIterator=position)["Records"]
    images = [record["dynamodb"].get("NewImage", {}) for record in records]
    head = {"pk": {"S": f"PROPERTY#{house.property_id}"}, "sk": {"S": "HEAD"}}
    return [image["contract_status"]["S"] for image in images if head.items() <= image.items()]
