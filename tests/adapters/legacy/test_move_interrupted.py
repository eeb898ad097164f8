"""A move of a home that is stopped after any of its writes, or whose contract ends meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from contracts_service.ports import PropertyHasActiveContract
from properties_service.domain.approval import Publication
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.public_items import public_items
from web_service.domain.listings.listing import ListingStatus
from web_service.domain.publication.request import PublicVersion
from web_service.ports.listings import ListingExists

from tests.adapters.legacy.agency import FILES, KOLN, MOVES, Agency, a_stage, contract_id_of, seen
from tests.adapters.legacy.stored import LISTINGS
from tests.unit.web.fakes import a_listing
from unicorn_cli.addresses.store import Store
from unicorn_kernel.address import Address
from unicorn_kit.ids import uuid7

WRITES = {
    "transact_write_items",
    "put_item",
    "update_item",
    "delete_item",
    "copy_object",
    "delete_objects",
}


def test_a_home_that_was_published_again_under_its_old_id_is_stored_as_if_published_under_the_new_one() -> None:
    with a_stage("deutschland") as agency:
        listings = ListingTable(agency.dynamodb, LISTINGS)
        old = listings.get(KOLN)
        assert old.public_version
        version, currency = old.version + 1, old.price.currency
        public = replace(old.public_version, version=version, currency=currency, is_filed=True, is_banded=True)
        listings.save(old, replace(old, version=old.version + 1, public_version=public))
        assert agency.move_all() == []
        stored = {sk: item for (pk, sk), item in agency.items(LISTINGS).items() if pk == MOVES[KOLN]}
        del stored["LISTING"]
        assert stored == {item["sk"]["S"]: item for item in public_items(listings.get(MOVES[KOLN]), public)}


class Interrupted(Exception):
    """Raised in place of a write."""


class Interrupting:
    """A client whose writes fail after so many."""

    def __init__(self, client: Any, left: list[int]) -> None:
        self._client, self._left = client, left

    def __getattr__(self, name: str) -> Any:
        if name not in WRITES:
            return getattr(self._client, name)
        if not self._left[0]:
            raise Interrupted
        self._left[0] -= 1
        return getattr(self._client, name)


def move_until(agency: Agency, writes: int) -> bool:
    """Move everything, but fail after so many writes; return whether it came to its end."""
    left = [writes]
    store = agency.store
    broken = Store(
        dynamodb=Interrupting(store.dynamodb, left),  # type: ignore[arg-type]
        s3=Interrupting(store.s3, left),  # type: ignore[arg-type]
        contracts=store.contracts,
        properties=store.properties,
        listings=store.listings,
        bucket=store.bucket,
    )
    try:
        agency.move_all(broken)
    except Interrupted:
        return False
    return True


@pytest.mark.slow
def test_a_move_that_is_interrupted_after_any_write_ends_as_one_that_is_not() -> None:
    with a_stage("deutschland") as agency:
        assert agency.move_all() == []
        expected, photos = seen(agency), agency.photos()
    for writes in range(100):
        with a_stage("deutschland") as agency:
            is_whole = move_until(agency, writes)
            assert agency.move_all() == [], writes
            assert seen(agency) == expected, writes
            assert agency.photos() == photos, writes
        if is_whole:
            break
    assert is_whole
    assert writes > len(FILES) + 5  # photos, their verdict, three contexts, old photos, marker


@pytest.mark.slow
def test_a_home_whose_contract_ends_while_it_moves_is_not_public_at_the_end() -> None:
    for writes in range(100):
        with a_stage("deutschland") as agency:
            contract_id = contract_id_of(agency, KOLN)
            is_whole = move_until(agency, writes)
            agency.cancel(contract_id)
            agency.deliver()
            assert agency.move_all() == [], writes
            agency.deliver()
            items = agency.items(LISTINGS)
            assert [sk for _, sk in items if sk == "PUBLIC" or "CARD" in sk] == [], writes
            assert items[MOVES[KOLN], "LISTING"]["listing_status"]["S"] == "WITHDRAWN", writes
        if is_whole:
            break
    assert is_whole


@pytest.mark.slow
def test_a_home_that_takes_the_old_id_in_between_keeps_its_contract_and_publication() -> None:
    old = "australia/sydney/king-street/121-2"  # until the move of 12½
    taken = 0
    for writes in range(100):
        with a_stage("australia") as agency:
            is_whole = move_until(agency, writes)
            try:
                publish_another_home(agency, old)
            except (ListingExists, PropertyHasActiveContract):
                pass
            else:
                taken += 1
                before = agency.properties.state(old)
                assert agency.move_all() == [], writes
                agency.deliver()
                assert agency.properties.state(old) == before, writes
                assert ListingTable(agency.dynamodb, LISTINGS).get(old).public_version
        if is_whole:
            break
    assert is_whole
    assert taken > 1


def publish_another_home(agency: Agency, property_id: str) -> None:
    """Draft and approve a contract, and publish a listing, of the home whose id this is."""
    address = Address(country="Australia", city="Sydney", street="King Street", number=property_id.rpartition("/")[2])
    listings, draft = (
        ListingTable(agency.dynamodb, LISTINGS),
        replace(a_listing(), property_id=property_id, address=address),
    )
    listings.add(draft)
    contract_id = str(agency.draft(address).contract_id)
    agency.deliver()
    request_id = uuid7()
    public = PublicVersion(request_id=request_id, since=datetime.now(UTC), version=2, currency=draft.price.currency)
    listings.save(draft, replace(draft, status=ListingStatus.APPROVED, public_version=public, version=2))
    publication = Publication(
        property_id=property_id,
        request_id=str(request_id),
        contract_id=contract_id,
        sequence=99,
        correlation_id="a-request",
    )
    agency.properties.restore_publication(publication, at=datetime.now(UTC))
