"""Whatever comes instead of an answer, adapters on the small client raise what their ports promise."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.adapters.expiry_index import ExpiryIndex
from live_feed_service.adapters.event_table import LiveEventTable
from live_feed_service.domain import Filter
from properties_service.adapters.property_table import PropertyTable
from properties_service.adapters.request_table import RequestTable
from properties_service.adapters.waiter_index import WaiterIndex
from properties_service.adapters.waiting_workflows import WaitingWorkflows
from properties_service.ports import WorkflowUnavailable
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.locality_table import LocalityTable
from web_service.adapters.search.public_listings import PublicListingTable

from tests.unit.kit.aws.fault_server import CLOSED, FaultServer, Reply, error, fault_server
from tests.unit.kit.aws.faults import STRICTER
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.signing import Credentials
from unicorn_kit.errors import BusUnavailable, StoreUnavailable
from unicorn_kit.event_bus import EventBus
from unicorn_kit.scheduled_runs import ScheduledRuns
from unicorn_kit.transactions import transact

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOME = "usa/anytown/main-street/111"
WAITER: Any = SimpleNamespace(token="a token", review=None)
EVENT: Any = SimpleNamespace(
    source="unicorn.web", metadata=SimpleNamespace(occurred_at=NOW), model_dump_json=lambda: "{}"
)
FAULTS = {name: fault for name, (fault, _) in STRICTER.items()} | {
    "closed": CLOSED,
    "unknown": error(400, "com.example#NobodyKnowsThisException"),
    "forbidden": Reply(status=403, body=b"<html>a proxy's</html>"),
    "failing": Reply(status=500, body=b""),
}
STORE: dict[str, Callable[[Any], object]] = {
    "a contract": lambda client: ContractTable(client, "t").get(UUID(int=1)),
    "expired contracts": lambda client: list(ExpiryIndex(client, "t").over(date(2026, 1, 1))),
    "a contract's fact": lambda client: PropertyTable(client, "t").of(HOME),
    "a property's state": lambda client: PropertyTable(client, "t").state(HOME),
    "a request": lambda client: RequestTable(client, "t").is_answered("a request"),
    "verdicts": lambda client: RequestTable(client, "t").verdicts_on(["a photo"]),
    "waiting properties": lambda client: list(WaiterIndex(client, "t").until(NOW)),
    "a listing": lambda client: ListingTable(client, "t").get(HOME),
    "details": lambda client: PublicListingTable(client, "t").details(HOME),
    "a locality": lambda client: LocalityTable(client, "t").rename("usa", "anytown", "Anytown"),
    "events": lambda client: LiveEventTable(client, "t").newest(Filter(), limit=5),
    "a run": lambda client: ScheduledRuns(client, "t", "expiry").begin("run", now=NOW, seconds=1).__enter__(),
    "a transaction": lambda client: transact(client, [{"Delete": {"TableName": "t", "Key": {"pk": {"S": HOME}}}}]),
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


@pytest.fixture
def connect(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    monkeypatch.setattr("time.sleep", lambda _: None)
    options: Any = {"region": "eu-west-1", "credentials": Credentials("a", "b"), "endpoint_url": server.url}
    return lambda service: closing(Client(service, **options))


@pytest.mark.slow
@pytest.mark.parametrize("call", STORE)
def test_a_store_is_unavailable(call: str, server: FaultServer, connect: Callable[[str], Any]) -> None:
    for name, fault in FAULTS.items():
        server.answers(*[fault] * 3)
        with connect("dynamodb") as client, pytest.raises(StoreUnavailable):
            STORE[call](client)
            pytest.fail(f"nothing was raised: {name}")


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "no base64"])  # only attributes are base64
def test_bus_and_workflows_are_unavailable(name: str, server: FaultServer, connect: Callable[[str], Any]) -> None:
    server.answers(*[FAULTS[name]] * 3)
    with connect("events") as client, pytest.raises(BusUnavailable):
        EventBus(client, "bus", key=lambda _: HOME).publish_one(EVENT)
    server.answers(*[FAULTS[name]] * 3)
    with connect("stepfunctions") as client, pytest.raises(WorkflowUnavailable):
        WaitingWorkflows(client).resume(WAITER, contract_id="1")
