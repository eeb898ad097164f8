"""The small client and boto3's side by side: each makes the same calls on resources of its own."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.unit.kit.aws.outcomes import Outcome, outcome
from tests.unit.kit.aws.random_calls import Call, calls
from tests.unit.kit.aws.random_values import Names
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.services import SERVICES
from unicorn_kit.aws.signing import Credentials

OURS, BOTO3 = "conformance-1", "conformance-2"


class Both(NamedTuple):
    ours: dict[str, Any]
    by_boto3: dict[str, Any]

    def compare(self, seed: int, count: int) -> None:
        """Make random calls; fail at the first that ends differently."""
        with self._resources(OURS) as mine, self._resources(BOTO3) as theirs:
            pairs = zip(calls(seed, count, mine), calls(seed, count, theirs), strict=True)
            for position, (call, the_same) in enumerate(pairs):
                expected = outcome(self.by_boto3[call.service], the_same, BOTO3)
                assert self._end(call) == expected, f"call {position} of seed {seed}: {call}"

    def _end(self, call: Call) -> Outcome:
        """Our end, with boto3's class for the errors that have none of their own there."""
        kind, said = outcome(self.ours[call.service], call, OURS)
        if kind == "refused" and not hasattr(self.by_boto3[call.service].exceptions, said["class"]):
            return kind, said | {"class": ClientError.__name__}
        return kind, said

    @contextmanager
    def _resources(self, name: str) -> Iterator[Names]:
        dynamodb, events, sqs = (self.by_boto3[service] for service in ("dynamodb", "events", "sqs"))
        dynamodb.create_table(
            TableName=name,
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            BillingMode="PAY_PER_REQUEST",
        )
        events.create_event_bus(Name=name)
        queue = sqs.create_queue(QueueName=name)["QueueUrl"]
        fifo = sqs.create_queue(QueueName=f"{name}.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
        try:
            yield Names(name, name, queue, fifo)
        finally:
            dynamodb.delete_table(TableName=name)
            events.delete_event_bus(Name=name)
            for url in (queue, fifo):
                sqs.delete_queue(QueueUrl=url)


@contextmanager
def both_clients(endpoint: str, region: str, credentials: Credentials) -> Iterator[Both]:
    # boto3 checks no arguments before it sends them: the service's answer is what is compared.
    config = Config(retries={"mode": "standard", "total_max_attempts": 3}, parameter_validation=False)
    session = boto3.Session(*credentials, region_name=region)
    options: Any = {"region": region, "credentials": credentials, "endpoint_url": endpoint}
    with ExitStack() as stack:
        yield Both(
            {name: stack.enter_context(closing(Client(name, **options))) for name in SERVICES},
            {
                name: stack.enter_context(closing(session.client(name, endpoint_url=endpoint, config=config)))  # type: ignore[call-overload]
                for name in SERVICES
            },
        )
