"""Ten thousand addresses: both APIs, the consumers of events and the command have the same id for each."""

from collections.abc import Iterator
from typing import Any

import pytest
import web_service.inbound as to_web
from contracts_service import wiring as contracts_wiring
from properties_service.inbound.contract_status_changed import ContractStatusChanged
from properties_service.inbound.publication_approval_requested import PublicationApprovalRequested
from web_service import wiring as web_wiring

from scripts.addresses.table import rows
from tests.unit.contracts import api as contracts
from tests.unit.contracts.fakes import FakeContracts
from tests.unit.web import api as web
from tests.unit.web.fakes import FakeListings
from tests.unit.web.memory import listings_in_memory
from unicorn_cli.bus.envelopes import check_property_id
from unicorn_kernel.address import FIELDS, Address, address_key

pytestmark = pytest.mark.slow  # ten thousand addresses through both APIs

COUNT = 10_000
FACT = {"contract_status": "APPROVED", "contract_last_modified_on": "23/11/2026 18:05:09"}
OFFER = {"description": "A lovely house.", "contract": "sale", "listprice": 200, "currency": "SPL"}


def addresses(count: int = COUNT) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the fields of each address as typed, without those that it lacks, and its id."""
    for *fields, property_id in rows(count):
        assert property_id
        yield {name: text for name, text in zip(FIELDS, fields, strict=True) if text is not None}, property_id


def test_there_are_ten_thousand_different_ids() -> None:
    assert len({property_id for _, property_id in addresses()}) > COUNT * 0.9


@pytest.mark.slow
def test_the_contracts_api_has_the_id_of_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contracts_wiring, "contracts", FakeContracts)  # a new one for each request
    for address, property_id in addresses():
        answer = contracts.ask("POST", "/contracts", {"address": address, "seller_name": "Ada"})
        assert answer.body.get("property_id") == property_id, (address, answer)


@pytest.mark.slow
def test_the_web_api_has_the_id_of_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    listings_in_memory(monkeypatch)
    monkeypatch.setattr(web_wiring, "listings", FakeListings)
    for address, property_id in addresses():
        answer = web.ask("POST", "/properties", OFFER | {"address": address})
        assert answer.body.get("property_id") == property_id, (address, answer)


@pytest.mark.slow
def test_the_consumers_of_events_read_every_id_as_it_is_and_know_the_home_by_its_address() -> None:
    for address, property_id in addresses():
        event: dict[str, Any] = {"property_id": property_id, "address": address}
        assert ContractStatusChanged.read({"detail": event | FACT}).property_id == property_id
        request = PublicationApprovalRequested.read({"detail": event}).request("an-envelope")
        assert request.property_id == property_id
        assert request.home
        assert request.home.key == address_key(Address(**address))
        decision = {"property_id": property_id, "evaluation_result": "APPROVED"}
        assert to_web.PublicationEvaluationCompleted.model_validate(decision).property_id == property_id


def test_the_command_takes_every_id_as_it_is() -> None:
    for _, property_id in addresses():
        assert check_property_id(f" {property_id.upper()} ") == property_id
