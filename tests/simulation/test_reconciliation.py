"""Outages of an hour, 23 hours and three days, after which nobody has the dead letters any more.

The shipped functions and adapters behind each stream, tables in memory, and the shipped command `unicorn reconcile`.
What is down is the bus (for publishers), or the workflow service and the bus (for the sync).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO

import contracts_service.wiring
import properties_service.wiring
import pytest
import web_service.telemetry
import web_service.wiring
from properties_service.adapters.status_items import publication_item
from properties_service.domain.contract_status import ContractStatus
from properties_service.handlers import sync_property_approvals

from tests.bus import FakeQueue
from tests.simulation.reconciling import Tables, reconcile_all
from tests.simulation.stream import HOUR, Settings
from tests.simulation.test_outages import ALL, CONTEXT, FACT_STREAMS, FACTS, Consumer, contracts, name, shard_of, web
from tests.unit.properties.fakes import MONDAY, World, a_fact, a_publication, a_waiter
from unicorn_cli.bus.reconcile import Done

AFTERWARDS = MONDAY + timedelta(days=4)


@dataclass
class Outage:
    """A stream whose consumer fails for a while, and the state that the context's table keeps."""

    settings: Settings
    consumer: Consumer
    context: str

    def last(self, hours: float) -> None:
        """Run the stream to its end. What it discards by then is lost: nobody redrives it."""
        shard_of(self.settings, self.consumer, down=(0, hours * HOUR)).run()
        self.consumer.switch(False)

    def reconcile(self, **options: bool) -> Done:
        return reconcile_all(self.context, **options)

    @property
    def lost(self) -> int:
        return len(ALL - self.consumer.arrived())


def with_heads(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    consumer = contracts(monkeypatch)
    for record in consumer.records:
        tables.put("unicorn_contracts", record["dynamodb"]["NewImage"])
        tables.put("unicorn_contracts", {"pk": {"S": f"CONTRACT#{record['eventID']}"}, "sk": {"S": "CONTRACT"}})
    return consumer


def with_pending_listings(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    consumer = web(monkeypatch)
    for record in consumer.records:
        tables.put("unicorn_web", record["dynamodb"]["NewImage"])
    return consumer


def with_waiters_and_publications(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """Half of the properties have a waiter to resume, half a publication to revoke."""
    world = World(now=AFTERWARDS)
    services = replace(world.services(), approvals=tables.properties)
    monkeypatch.setattr(properties_service.wiring, "services", lambda: services)
    for number in range(FACTS):
        is_waiting = number % 2 == 0
        status = ContractStatus.APPROVED if is_waiting else ContractStatus.CANCELLED
        tables.properties.put(a_fact(status, property_id=name(number)), instead_of=None)
        if is_waiting:
            tables.properties.add_waiter(replace(a_waiter(f"r{number}"), property_id=name(number)))
        else:
            publication = replace(a_publication(f"r{number}"), property_id=name(number))
            tables.put("unicorn_properties", publication_item(publication, MONDAY))

    def switch(is_down: bool) -> None:
        world.workflow.is_down = world.publisher.is_down = is_down

    def arrived() -> set[str]:
        done = [request for request, _ in world.workflow.resumed + world.publisher.revocations]
        assert len(done) == len(set(done)), "something was done twice"
        return {name(int(request.removeprefix("r"))) for request in done}

    keys = [{"pk": {"S": f"PROPERTY#{name(number)}"}, "sk": {"S": "CONTRACT"}} for number in range(FACTS)]
    return Consumer(
        handle=lambda found: sync_property_approvals.handler({"Records": found}, CONTEXT),
        records=[{"eventID": str(n), "dynamodb": {"Keys": key}} for n, key in enumerate(keys)],
        switch=switch,
        arrived=arrived,
        poison=lambda change: change["Keys"].clear(),
        letters=FakeQueue(),
    )


CONSUMERS: dict[str, tuple[str, Callable[[Tables, pytest.MonkeyPatch], Consumer]]] = {
    "ContractsTableStream": ("contracts", with_heads),
    "PropertiesTableStream": ("properties", with_waiters_and_publications),
    "WebTableStream": ("web", with_pending_listings),
}


@pytest.fixture(params=FACT_STREAMS, ids=lambda given: given[1])
def outage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Outage:
    folder, mapping = request.param
    for wiring in (contracts_service.wiring, properties_service.wiring, web_service.telemetry):
        monkeypatch.setattr(wiring.logger.registered_handler, "stream", StringIO())
    for wiring in (contracts_service.wiring, properties_service.wiring, web_service.wiring):
        monkeypatch.setattr(wiring, "now", lambda: AFTERWARDS)
    context, with_state = CONSUMERS[mapping]
    return Outage(Settings.of(folder, mapping), with_state(Tables(monkeypatch), monkeypatch), context)


def show(title: str, outage: Outage, done: Done | None = None) -> None:
    print(f"\n{outage.context}, {title}: {FACTS} facts, lost = {outage.lost}; {done or 'no command'}")


@pytest.mark.slow
@pytest.mark.parametrize("hours", [1, 23])
def test_an_outage_of_less_than_a_day_loses_nothing_and_needs_nobody(outage: Outage, hours: int) -> None:
    outage.last(hours)
    show(f"{hours} hours", outage)
    assert outage.lost == 0


@pytest.mark.slow
def test_an_outage_of_three_days_loses_nothing_after_one_command(outage: Outage) -> None:
    outage.last(72)
    assert outage.lost == FACTS
    done = outage.reconcile()
    show("3 days", outage, done)
    assert outage.lost == 0
    assert (done.found, done.done, done.failed) == (FACTS, FACTS, 0)


@pytest.mark.slow
def test_a_dry_run_finds_the_same_and_does_nothing(outage: Outage) -> None:
    outage.last(72)
    done = outage.reconcile(dry_run=True)
    assert (done.found, done.done, done.failed, outage.lost) == (FACTS, 0, 0, FACTS)


@pytest.mark.slow
def test_a_reconciliation_during_the_outage_reports_what_failed(outage: Outage) -> None:
    outage.consumer.switch(True)
    done = outage.reconcile()
    assert (done.found, done.done, done.failed) == (FACTS, 0, FACTS)
    outage.consumer.switch(False)
    outage.reconcile()
    assert outage.lost == 0
