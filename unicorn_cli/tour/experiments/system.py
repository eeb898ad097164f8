"""The running local system as an experiment uses it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from demo.listings import NotReached
from unicorn_cli.bus.envelopes import Envelope, occurred_at
from unicorn_cli.bus.follow import EventFilter
from unicorn_cli.bus.subscription import Subscription, subscribe
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.waiting import eventually
from unicorn_cli.tour.house import DEADLINE, House, lent

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class System:
    cloud: Cloud
    access: Access
    say: Say

    @property
    def bus(self) -> str:
        return self.access.outputs["EventBusName"]

    @contextmanager
    def house(self, number: int) -> Iterator[House]:
        """Yield a drafted house, and remove it in the end."""
        with lent(number, self.access, self.cloud) as house:
            yield house

    @contextmanager
    def subscribed(self, pattern: dict[str, Any]) -> Iterator["Subscriber"]:
        """Yield a subscriber to the events that match a pattern, for the block."""
        with subscribe(self.cloud, self.bus, pattern) as subscription:
            yield Subscriber(subscription, [])


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A subscriber of its own, with a rule and a queue, and the events that it has received."""

    subscription: Subscription
    received: list[Envelope]

    def await_statuses(self, *wanted: str) -> list[str]:
        """Wait until contract statuses were received, and return all that were. Raises NotReached."""
        if not eventually(lambda: set(wanted) <= set(self.statuses()), seconds=DEADLINE, every=0.1):
            raise NotReached(f"{', '.join(wanted)} did not arrive within {DEADLINE:.0f} s")
        return self.statuses()

    def statuses(self, *, wait: int = 0) -> list[str]:
        """Return the contract statuses in the events so far, in the order in which they occurred.

        `wait`: seconds to wait for further ones.
        """
        self.received.extend(self.subscription.receive(wait=wait))
        details = [event["detail"] for event in sorted(self.received, key=occurred_at)]
        return [detail["contract_status"] for detail in details if "contract_status" in detail]


def about(house: House) -> dict[str, Any]:
    """Return the pattern of all events about a house."""
    return EventFilter(property_id=house.property_id).pattern()
