"""One publication by chained calls and by events, while Properties is well, slow and down."""

import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from http import HTTPStatus

from demo.listings import NotReached, publication, wait_for_status
from unicorn_cli.tour.experiments.chained import SLOW, Chain, put
from unicorn_cli.tour.experiments.system import System
from unicorn_cli.tour.house import House
from unicorn_cli.tour.pause import CONSUMER, paused

WELL, SLOWLY, DOWN = "well", "slow", "down"
AFTERWARDS = {WELL: "published", SLOWLY: "published a moment later", DOWN: "published once it was back"}


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    seconds: float  # until the caller had an answer
    then: str  # what became of the listing

    def __str__(self) -> str:
        return f"{self.status} after {self.seconds:.3f} s, {self.then}"


def coupling(system: System) -> None:
    """Publish a house by chained calls and by events, while one service is well, slow and down."""
    system.say(f"{'Properties is':15}{'chained calls':54}events")
    waited: dict[str, float] = {}  # by the chained calls' caller, as a multiple of the other one's wait
    with system.house(1) as house:
        for state in (WELL, SLOWLY, DOWN):
            chained, evented = by_calls(state), by_events(house, state)
            system.say(f"{state:15}{chained!s:54}{evented}")
            waited[state] = chained.seconds / evented.seconds
    system.say("With Properties slow, the caller of the chained calls waited")
    system.say(f"{waited[SLOWLY]:.0f} times as long as the caller of the event-driven system.")


def by_calls(state: str) -> Outcome:
    """Approve the contract: Contracts calls Properties, which calls Web."""
    chain = Chain(properties_is=state)
    with chain.serving() as contracts:
        began = time.monotonic()
        status = put(contracts)
        seconds = time.monotonic() - began
    if chain.listing == chain.contract:
        return Outcome(status, seconds, "published")
    return Outcome(status, seconds, f"contract {chain.contract}, listing {chain.listing}")


def by_events(house: House, state: str) -> Outcome:
    """Approve the contract on the running system. Properties is slow or down as its consumer reads nothing for a while.

    Raises NotReached if the listing is published all the same, or not published afterwards.
    """
    _make_pending(house)
    with paused(CONSUMER, house.cloud) if state != WELL else nullcontext():
        began = time.monotonic()
        house.move_contract("APPROVED")
        seconds = time.monotonic() - began
        if state != WELL:
            threading.Event().wait(SLOW)
            if publication(house.web, house.property_id)["status"] != "PENDING":
                raise NotReached("the listing was published while Properties read nothing")
    wait_for_status(house.web, house.property_id, "APPROVED")
    return Outcome(HTTPStatus.OK, seconds, AFTERWARDS[state])


def _make_pending(house: House) -> None:
    """Make the house wait for the approval of its contract, whatever it was before."""
    if house.known().contract == "APPROVED":
        house.cancel()
        house.contracts.post("/contracts", house.contract_body())
        house.await_fact("DRAFT")
    house.request()
