"""The whole system in one process: the resources of the templates, the shipped functions, virtual time and faults."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from tests.infra.asl import TaskError
from tests.simulator import photos, topology
from tests.simulator.aws import Aws, Service
from tests.simulator.boundary import CURRENT
from tests.simulator.bus import DEFAULT, Buses, Event
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.faults import Fault, Faults, Outage, Place
from tests.simulator.kernel import Kernel
from tests.simulator.lambdas import START, Lambdas
from tests.simulator.mails import Mails
from tests.simulator.queues import Queues
from tests.simulator.schedules import Schedules
from tests.simulator.streams import Streams
from tests.simulator.tables import Record, Table
from tests.simulator.trace import Trace
from tests.simulator.workflow import Machines
from unicorn_cli.bus.notification_line import LINES, notification

IMAGES = "images-bucket-name"


@dataclass(frozen=True, kw_only=True)
class Weather:
    """How often what goes wrong, and by how much the contexts' clocks differ."""

    rates: Mapping[Fault, float] = field(default_factory=dict)
    script: Mapping[Place, Fault] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()
    begin: float = 0.0  # the moment from which calls fail by chance
    duplicates: float = 0.0
    late: float = 0.0
    stale: float = 0.0
    gathering: float = 0.0  # seconds in which batches gather, of up to a hundred; 0: as they are deployed
    skews: Mapping[str, float] = field(default_factory=dict)


class World:
    """One system from its deployment on. `dynamodb` may be another service than the one in memory."""

    def __init__(self, seed: str, weather: Weather, *, dynamodb: Callable[["World"], Service] | None = None) -> None:
        self.chance, self.weather, self.began = Random(f"{seed}/world"), weather, weather
        self.kernel = Kernel()
        self.faults = Faults(
            Random(f"{seed}/faults"), dict(weather.rates), dict(weather.script), list(weather.outages), weather.begin
        )
        self.trace = Trace()
        self.counts: Counter[str] = Counter()
        self.notified: list[str] = []  # the lines of the topic for enquiries
        self.changes: list[Record] = []  # of all tables, in order
        self.watch: list[Callable[[Record], None]] = []
        self.lambdas = Lambdas(self.kernel, dict(weather.skews))
        self.storage = photos.Storage(self._created, lambda: START + timedelta(seconds=self.kernel.now))
        self.mails = Mails(self.lambdas.now, lambda: self.kernel.now)
        self.queues = Queues(self.kernel, self.chance, self.lambdas)
        self.buses = Buses(self.kernel, self.chance, self._deliver, self.queues.send)
        self.streams = Streams(self.kernel, self.chance, self.lambdas, self._discard)
        stale = lambda: self.chance.random() < self.weather.stale  # noqa: E731
        self.tables = {
            name: Table(name, given, stale, self._written) for name, given in topology.of("DynamoDB::Table").items()
        }
        services: dict[str, Service] = {
            "dynamodb": dynamodb(self) if dynamodb else DynamoDb(self.tables).call,
            "events": self.buses.call,
            "sqs": self.queues.call,
            "s3": self.storage.call,
            "ses": self.mails.call,
        }
        self.aws = Aws(self.kernel, self.faults, services, self.chance)
        judges: dict[str, Callable[[str, Any], Any]] = {
            "comprehend": lambda operation, given: (language if "Language" in operation else sentiment)(given),
            "rekognition": lambda _, given: moderation(self.storage, given),
        }
        self.machines = Machines(self.kernel, self.aws, self.lambdas, self.buses, judges)
        services |= {"stepfunctions": self.machines.call, "sfn": self.machines.evaluate}
        self.schedules = Schedules(self)
        self.aws.notes, self.aws.counts = self.trace.notes, self.counts
        for model in (self.queues, self.streams):
            model.duplicates, model.gathering = weather.duplicates, weather.gathering
            model.is_down = lambda: self._is_down("lambda")
        self.machines.is_down = lambda: self._is_down("stepfunctions")
        self.buses.duplicates, self.buses.late = weather.duplicates, weather.late

    def note(self, *facts: object) -> None:
        """Write a line of the trace."""
        self.trace.notes.append((self.kernel.now, facts))

    @contextmanager
    def running(self) -> Iterator["World"]:
        """Make this the world that the shipped code runs in."""
        before, CURRENT.world = CURRENT.world, self
        try:
            yield self
        finally:
            self.kernel.close()
            CURRENT.world = before

    def dissolve(self) -> None:
        """Let all parts forget one another, so that they are freed now: the search for such garbage takes long."""
        parts = [self.kernel, self.lambdas, self.storage, self.queues, self.buses, self.streams, self.aws]
        for part in (*parts, self.machines, *self.tables.values(), self.schedules, self):
            vars(part).clear()

    def heal(self) -> None:
        """From now on nothing fails, and nothing comes twice or late; the clocks stay as they are."""
        self.faults.heal()
        self.weather = Weather(skews=self.weather.skews)
        for model in (self.queues, self.streams, self.buses):
            model.duplicates = 0.0
        self.queues.gathering = self.streams.gathering = 0.0
        self.buses.late = 0.0

    def upload(self, key: str, content: bytes) -> None:
        """Do what a browser does with a ticket."""
        self.storage.call("put_object", {"Bucket": IMAGES, "Key": key, "Body": content})

    def _is_down(self, service: str) -> bool:
        outages = self.faults.outages
        return bool(outages) and any(outage.covers(service, self.kernel.now) for outage in outages)

    def _deliver(self, target: str, event: Event) -> None:
        if self._is_down("delivery"):
            raise ServiceError("ServiceUnavailable", "try again")
        if target in self.queues.queues:
            self.queues.send(target, json.dumps(event))
        elif event["detail-type"] in LINES:  # the topic sends a line to those who subscribe
            self.notified.append(notification(event))
        elif target in topology.functions():
            self._invoke(target, event)
        else:
            self.machines.start(target, event)

    def _invoke(self, function: str, event: Event) -> None:
        """Hand an event to a function, as EventBridge does: once it is accepted, Lambda repeats it."""
        if function == topology.WEBHOOKS:
            return
        if self._is_down("lambda"):
            raise ServiceError("ServiceUnavailable", "try again")
        self.kernel.spawn(lambda: self.schedules.attempts(function, event))

    def _created(self, bucket: str, key: str) -> None:
        self.buses.publish(DEFAULT, "aws.s3", "Object Created", {"bucket": {"name": bucket}, "object": {"key": key}})

    def _discard(self, bucket: str, letter: dict[str, Any], event: str) -> None:
        if bucket in self.queues.queues:  # a queue gets the position alone
            self.queues.send(bucket, json.dumps(letter))
            return
        body = json.dumps(letter | {"payload": event}).encode()
        key = f"aws/lambda/{len(self.storage.objects)}"
        self.storage.call("put_object", {"Bucket": bucket, "Key": key, "Body": body})

    def _written(self, record: Record) -> None:
        self.changes.append(record)
        for look in self.watch:
            look(record)
        self.streams.written(record)


def language(given: Any) -> Any:
    return {"Languages": [{"LanguageCode": "pl" if "domek" in given["Text"] else "en", "Score": 0.99}]}


def moderation(storage: photos.Storage, given: Any) -> Any:
    at = given["Image"]["S3Object"]
    try:
        photo = storage.objects[at["Bucket"], at["Name"]]
    except KeyError:  # it was removed while the request waited
        raise TaskError("Rekognition.InvalidS3ObjectException") from None
    return {"ModerationLabels": photos.labels(photo)}


def sentiment(given: Any) -> Any:
    names = ["NEGATIVE" if "dreadful" in text else "POSITIVE" for text in given["TextList"]]
    scores = {"Positive": 0.1, "Negative": 0.1, "Neutral": 0.4, "Mixed": 0.4}
    results = [{"Index": at, "Sentiment": name, "SentimentScore": scores} for at, name in enumerate(names)]
    return {"ResultList": results, "ErrorList": []}
