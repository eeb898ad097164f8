"""The reconciliation of all contexts for simulations: the shipped command and functions, over tables in memory."""

import json
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import contracts_service.wiring
import properties_service.wiring
import pytest
import web_service.wiring
from contracts_service.adapters.head_scan import HeadScan
from contracts_service.handlers import publish_contract_changes
from properties_service.adapters.property_scan import PropertyScan
from properties_service.adapters.property_table import PropertyTable
from properties_service.handlers import sync_property_approvals
from web_service.adapters.publication.pending_requests import PendingRequests
from web_service.handlers import publish_listing_changes

from tests.apigateway import LambdaContext
from tests.scheduled import FakeRuns
from tests.simulator import topology
from tests.simulator.dynamodb import DynamoDb
from tests.simulator.errors import ServiceError
from tests.simulator.tables import Table
from unicorn_cli.bus.reconcile import Done, reconcile
from unicorn_kit.aws.errors import Exceptions

TABLES = {
    "unicorn_contracts": "ContractsTable",
    "unicorn_properties": "PropertiesContractStatusTable",
    "unicorn_web": "WebListingsTable",
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "unicorn-simulated-contracts-publish-contract-changes": publish_contract_changes.handler,
    "unicorn-simulated-properties-sync-property-approvals": sync_property_approvals.handler,
    "unicorn-simulated-web-publish-listing-changes": publish_listing_changes.handler,
}


class Client:
    """A client of tables in memory."""

    def __init__(self, *names: str) -> None:
        given = topology.of("DynamoDB::Table")
        self.exceptions = Exceptions()
        self._tables = DynamoDb({name: Table(name, given[name], lambda: False, lambda _: None) for name in names})

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def called(**arguments: Any) -> Any:
            try:
                return self._tables.call(method, arguments)
            except ServiceError as error:
                raise error.of(self.exceptions, method) from None

        return called


class Tables:
    """The contexts' tables, in place of those that their functions read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client: Any = Client(*TABLES.values())
        self.client = client
        contracts, properties, web = TABLES.values()
        self.properties = PropertyTable(client, properties)
        monkeypatch.setattr(contracts_service.wiring, "heads", lambda: HeadScan(client, contracts))
        monkeypatch.setattr(properties_service.wiring, "all_properties", lambda: PropertyScan(client, properties))
        monkeypatch.setattr(web_service.wiring, "pending_requests", lambda: PendingRequests(client, web))
        for wiring in (contracts_service.wiring, properties_service.wiring, web_service.wiring):
            monkeypatch.setattr(wiring, "reconciliations", FakeRuns)

    def put(self, folder: str, item: Any) -> None:
        self.client.put_item(TableName=TABLES[folder], Item=item)


class Cloud:
    """The functions of a stage, as the command invokes them."""

    stage = "simulated"

    def client(self, service: str) -> Any:
        return {"lambda": SimpleNamespace(invoke=self._invoke)}[service]

    def _invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        answer = FUNCTIONS[FunctionName](json.loads(Payload), LambdaContext())
        return {"Payload": BytesIO(json.dumps(answer).encode())}


def reconcile_all(context: str, *, all_: bool = False, dry_run: bool = False) -> Done:
    """Do what `unicorn reconcile --context` does."""
    cloud: Any = Cloud()
    [*_, done] = reconcile(context, cloud, all_=all_, dry_run=dry_run)
    return done
