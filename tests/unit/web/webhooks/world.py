"""Webhooks on a table in memory: the shipped function, adapters and use cases, in virtual time, with crashes.

The table is that of the template, in the DynamoDB of the simulator. Each invocation has clients of its own, which a
crash ends with it.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pytest
from standardwebhooks import Webhook as Verifier
from web_service import wiring
from web_service.adapters.webhooks.delivery_table import DeliveryTable
from web_service.adapters.webhooks.webhook_table import WebhookTable
from web_service.domain.webhooks.delivery import Delivery
from web_service.domain.webhooks.signature import secret_of
from web_service.domain.webhooks.webhook import EventType, Secrets, Webhook
from web_service.handlers import send_events
from web_service.ports.webhooks import NotDelivered
from web_service.use_cases.deliveries import Sender

from tests.unit.web.fakes import MONDAY, FakeListings, a_listing
from tests.unit.web.webhooks.memory import TABLE, MemoryClient, memory_table
from unicorn_kit.moments import rfc3339

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

ROUND = timedelta(minutes=10)
SECONDS = 120.0  # the function's time limit


@dataclass
class MemoryReceiver:
    """Receivers by their address: what each verified and took, in order; `answers` may raise NotDelivered."""

    world: "World"
    taken: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    tries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    before: Callable[[str], None] = lambda _: None  # the receiver has it
    after: Callable[[str], None] = lambda _: None  # its answer arrives

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        self.tries[url] += 1
        self.before(url)
        self.world.verify(url, headers, body)
        event = json.loads(body)
        assert event["id"] == headers["webhook-id"]
        self.world.check_nothing_is_overtaken(url, event)
        self.taken[url].append(event)
        self.after(url)


class World:
    """One table, the agents' houses, and the function that sends."""

    def __init__(self, patch: pytest.MonkeyPatch, seed: str = "webhooks") -> None:
        self.chance, self.table, self.now = Random(seed), memory_table(), MONDAY
        self.listings = FakeListings()
        self.receiver = MemoryReceiver(self)
        self.letters: list[tuple[dict[str, Any], str]] = []
        self.trouble: Callable[[str], str] = lambda _: ""
        self.registered: dict[str, Webhook] = {}
        self.ids = 0
        self._patch(patch)

    def house(self, number: object, agent: str) -> str:
        """List a house of an agent."""
        listing = a_listing(str(number), agent=agent)
        self.listings.add(listing)
        return listing.property_id

    def webhook(
        self, agent: str, url: str, *, event_types: tuple[EventType, ...] = tuple(EventType), is_paused: bool = False
    ) -> Webhook:
        self.ids += 1
        webhook = Webhook(
            webhook_id=UUID(int=self.ids),
            agent=agent,
            url=url,
            event_types=event_types,
            secrets=Secrets(current=secret_of(self.chance.randbytes(32))),
            created_at=self.now,
            is_paused=is_paused,
        )
        WebhookTable(self.client(), TABLE).add(webhook)  # type: ignore[arg-type]
        self.registered[url] = webhook
        return webhook

    def client(self) -> MemoryClient:
        return MemoryClient(self.table, self.trouble)

    def event(self, property_id: str, sequence: int, **changes: Any) -> dict[str, Any]:
        """Return an event of the bus."""
        event_id = str(UUID(int=self.chance.getrandbits(128)))
        metadata = {"event_id": event_id, "occurred_at": rfc3339(self.now), "sequence": sequence}
        detail = {"metadata": metadata, "property_id": property_id, "contract_status": "DRAFT"}
        return {
            "id": f"envelope-{event_id}",
            "source": "unicorn.contracts",
            "detail-type": "ContractStatusChanged",
            "time": self.now.isoformat(timespec="seconds"),
            "detail": detail,
            **changes,
        }

    def invoke(self, event: dict[str, Any]) -> Any:
        """Invoke the function. Raises what it does, and FunctionDied."""
        return send_events.handler(event, cast("LambdaContext", Context(self)))

    def round(self) -> None:
        self.invoke({"round": {}})

    def waiting(self) -> list[dict[str, Any]]:
        return [item for (_, sk), item in self.table.items.items() if sk.startswith("WAITING#")]

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def verify(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Verify as a receiver does that has the current secret. Its library looks at the real clock."""
        webhook = self.registered[url]
        stamp = datetime.fromtimestamp(int(headers["webhook-timestamp"]), self.now.tzinfo)
        assert abs(stamp - self.now) < timedelta(minutes=5)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("standardwebhooks.webhooks.Webhook._Webhook__verify_timestamp", lambda *_: stamp)
            Verifier(webhook.secrets.current).verify(body, dict(headers))

    def check_nothing_is_overtaken(self, url: str, event: dict[str, Any]) -> None:
        """Nothing of the same property and source that happened before waits while this is sent."""
        pk = f"WEBHOOK#{self.registered[url].webhook_id}"
        for item in self.waiting():
            if item["pk"]["S"] == pk and item["property_id"]["S"] == event["subject"]:
                assert int(item["sequence"]["N"]) >= int(event["sequence"])

    def _patch(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(wiring, "now", lambda: self.now)
        patch.setattr(wiring, "listings", lambda: self.listings)
        patch.setattr(wiring, "webhooks", lambda: WebhookTable(self.client(), TABLE))  # type: ignore[arg-type]
        patch.setattr(wiring, "deliveries", lambda: DeliveryTable(self.client(), TABLE))  # type: ignore[arg-type]
        patch.setattr(wiring, "sender", self._sender)
        patch.setattr(wiring, "dead_letters", lambda: self)

    def put_message(self, body: str, reason: str) -> None:
        self.letters.append((json.loads(body), reason))

    def _sender(self, context: "Context", dead_letter: Callable[[Delivery, str], None]) -> Sender:
        client: Any = self.client()
        return Sender(
            webhooks=WebhookTable(client, TABLE),
            deliveries=DeliveryTable(client, TABLE),
            receiver=self.receiver,
            now=lambda: self.now,
            chance=self.chance.random,
            seconds_left=context.seconds_left,
            dead_letter=dead_letter,
        )


class Context:
    """The context of one invocation, in virtual time."""

    function_name = "function"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn"
    numbers = iter(range(10**9))

    def __init__(self, world: World) -> None:
        self._world, self._begun = world, world.now
        self.aws_request_id = f"request-{next(self.numbers)}"

    def seconds_left(self) -> float:
        return SECONDS - (self._world.now - self._begun).total_seconds()


@contextmanager
def in_background(work: Callable[[], object]) -> Iterator[threading.Thread]:
    """Do work in a thread until the end of the block."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(10)
        assert not thread.is_alive()


def refuse() -> None:
    raise NotDelivered("answered 503")
