"""Random histories in which a part of the facts never reaches the bus, and then a reconciliation.

Without it, homes stay public without a contract, and approved ones wait for ever. It publishes the latest fact of each
property and each pending request again; the functions that do so are in test_reconciliation.py.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from contracts_service.domain.contract import ContractStatus
from contracts_service.ports import ContractNotFound
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.publication.listing_stream import to_event
from web_service.domain.listings.listing import Listing, ListingStatus

from tests.simulation.agency import Agency
from tests.simulation.histories import History

LOST = 0.3  # of the facts of Contracts and Web
HISTORIES, QUICK = 60, 6
LOSABLE = {"ContractStatusChanged", "PublicationApprovalRequested"}


class LossyAgency(Agency):
    """An agency whose publishers lose some facts for good; `latest` holds the last one about each property."""

    is_lossy = True

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.latest: dict[str, Any] = {}

    def publish(self, event: Any) -> None:
        name = type(event).__name__
        if name == "ContractStatusChanged":
            self.latest[event.property_id] = event
        if not (self.is_lossy and name in LOSABLE and self.chance.random() < LOST):
            super().publish(event)

    def reconcile(self) -> None:
        """Do what the three functions do, then deliver everything."""
        self.is_lossy = False
        for event in self.latest.values():
            self.publish(event)
        for listing in list(self.listings.stored.values()):
            if listing.status is ListingStatus.PENDING:
                self.publish(to_event({"dynamodb": {"NewImage": listing_item(listing)}}))
        for property_id in list(self.listings.stored):
            self.sync(property_id)
        self.settle()


def played(seed: int) -> LossyAgency:
    history = History(seed)
    history.agency = LossyAgency(history.chance)
    history.seen = dict(history.agency.listings.stored)
    history.run()
    return history.agency


def wrong(agency: Agency) -> Iterator[str]:
    """Yield what is not as it has to be once all is delivered."""
    for listing in agency.listings.stored.values():
        status = contract_status(agency, listing)
        if listing.public_version and status is not ContractStatus.APPROVED:
            yield f"{listing.property_id} is public, its contract is {status}"
        if listing.status is ListingStatus.PENDING and status is not ContractStatus.DRAFT:
            yield f"{listing.property_id} is pending, its contract is {status}"
        if listing.status is ListingStatus.PENDING and not is_waited_for(agency, listing):
            yield f"{listing.property_id} is pending, and no workflow evaluates it"


def contract_status(agency: Agency, listing: Listing) -> ContractStatus | None:
    try:
        return agency.contracts.active(listing.property_id).status
    except ContractNotFound:
        return None


def is_waited_for(agency: Agency, listing: Listing) -> bool:
    assert listing.request
    return any(execution.request.request_id == str(listing.request.request_id) for execution in agency.waiting.values())


def state(agency: Agency) -> tuple[Any, ...]:
    return agency.listings.stored, agency.listings.public, agency.table.facts, agency.table.publications


@pytest.mark.parametrize(
    "seed", [*range(QUICK), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(QUICK, HISTORIES))]
)
def test_after_a_reconciliation_every_state_is_right_and_another_changes_nothing(seed: int) -> None:
    agency = played(seed)
    agency.reconcile()
    assert list(wrong(agency)) == []
    before = repr(state(agency))
    agency.reconcile()
    assert repr(state(agency)) == before


@pytest.mark.slow
def test_without_a_reconciliation_states_stay_wrong() -> None:
    found = [problem for seed in range(HISTORIES) for problem in wrong(played(seed))]
    print(f"\n{len(found)} wrong states in {HISTORIES} histories")
    assert any("is public" in problem for problem in found)
    assert any("no workflow" in problem for problem in found)
