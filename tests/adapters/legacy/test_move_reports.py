"""Homes that `unicorn addresses` reports and does not move, and what can be done with those it has moved."""

from collections.abc import Iterator

import pytest
from web_service.adapters.listings.listing_table import ListingTable
from web_service.domain.listings.listing import ListingStatus

from tests.adapters.legacy.agency import (
    NINE,
    O_CONNELL,
    SEVEN,
    Agency,
    a_stage,
    change,
    contract_id_of,
    seen,
)
from tests.adapters.legacy.stored import CONTRACTS, LISTINGS
from unicorn_kernel.address import Address

pytestmark = pytest.mark.slow  # transactions on moto, which copies every table for each


@pytest.fixture
def dublin() -> Iterator[Agency]:
    """Two homes in O'Connell Street alone, both public."""
    with a_stage("ireland") as agency:
        yield agency


@pytest.fixture
def sydney() -> Iterator[Agency]:
    """12-4 and 12½ King Street, both public."""
    with a_stage("australia") as agency:
        yield agency


def test_a_moved_listing_can_be_withdrawn_and_leaves_nothing_behind(dublin: Agency) -> None:
    dublin.move_all()
    dublin.cancel(contract_id_of(dublin, f"{O_CONNELL}/7"))
    dublin.deliver()
    left = {sk for pk, sk in dublin.items(LISTINGS) if pk == f"{O_CONNELL}/7"}
    assert left == {"LISTING"}
    assert ListingTable(dublin.dynamodb, LISTINGS).get(f"{O_CONNELL}/7").status is ListingStatus.WITHDRAWN


def test_the_old_id_is_free_for_the_home_whose_address_it_is(sydney: Agency) -> None:
    old = "australia/sydney/king-street/121-2"  # until now of 12½
    assert sydney.move_all() == []
    address = Address(country="Australia", city="Sydney", street="King Street", number="121-2")
    drafted = sydney.draft(address)
    assert drafted.property_id == old
    sydney.deliver()
    fact = sydney.properties.of(old)
    assert fact
    assert (fact.status, fact.contract_id) == ("DRAFT", str(drafted.contract_id))


def test_a_home_whose_publication_is_being_decided_stays_and_is_reported(dublin: Agency) -> None:
    change(dublin, LISTINGS, SEVEN, "LISTING", listing_status={"S": "PENDING"})
    (why,) = dublin.move_all()
    assert "is being decided" in why
    assert (SEVEN, "LISTING") in dublin.items(LISTINGS)
    assert (f"{O_CONNELL}/9", "LISTING") in dublin.items(LISTINGS)


def test_two_public_listings_of_one_home_stay_and_are_reported(dublin: Agency) -> None:
    _make_nine_the_home_of_seven(dublin)
    before = seen(dublin)
    left = dublin.move_all()
    assert len(left) == 2
    assert all("is listed as" in why or "more than one contract" in why for why in left)
    assert seen(dublin) == before


def test_of_two_listings_of_one_home_the_public_one_moves(dublin: Agency) -> None:
    _make_nine_the_home_of_seven(dublin)
    dublin.cancel(contract_id_of(dublin, NINE))
    dublin.deliver()
    (why,) = dublin.move_all()
    assert "which moves; delete this listing" in why
    items = dublin.items(LISTINGS)
    assert {pk for pk, sk in items if sk == "PUBLIC"} == {f"{O_CONNELL}/7"}
    assert (NINE, "LISTING") in items


def _make_nine_the_home_of_seven(agency: Agency) -> None:
    seven = agency.items(LISTINGS)[SEVEN, "LISTING"]["address"]
    change(agency, LISTINGS, NINE, "LISTING", address=seven)
    contract_id = contract_id_of(agency, NINE)
    change(agency, CONTRACTS, f"CONTRACT#{contract_id}", "CONTRACT", address=seven)


@pytest.mark.parametrize("table", [LISTINGS, CONTRACTS])
def test_a_home_that_is_public_on_the_contract_of_another_is_reported_first_and_stays(
    sydney: Agency, table: str
) -> None:
    old = "australia/sydney/king-street/12-4"  # whose address is plain
    pk, sk = (old, "LISTING") if table == LISTINGS else (f"CONTRACT#{contract_id_of(sydney, old)}", "CONTRACT")
    address = {"M": sydney.items(table)[pk, sk]["address"]["M"] | {"number": {"S": "12/4"}}}
    change(sydney, table, pk, sk, address=address)
    first = sydney.survey().obstacles[0]
    assert first.is_serious
    assert "12/4 King Street" in first.why
    assert "12-4 King Street" in first.why
    sydney.move_all()
    assert (old, "PUBLIC") in sydney.items(LISTINGS)
    assert sydney.contracts.active(old)


def test_a_contract_leaves_the_id_of_another_home_whose_listing_is_not_public(sydney: Agency) -> None:
    old = "australia/sydney/king-street/12-4"
    contract_id = contract_id_of(sydney, old)
    sydney.cancel(contract_id)
    sydney.deliver()  # which takes the listing down
    address = {"M": sydney.items(CONTRACTS)[f"CONTRACT#{contract_id}", "CONTRACT"]["address"]["M"]}
    address["M"] = address["M"] | {"number": {"S": "12/4"}}
    change(sydney, CONTRACTS, f"CONTRACT#{contract_id}", "CONTRACT", address=address)
    assert sydney.move_all() == []
    assert sydney.items(CONTRACTS)[f"CONTRACT#{contract_id}", "CONTRACT"]["property_id"]["S"] != old
    assert (old, "LISTING") in sydney.items(LISTINGS)


def test_a_home_whose_contract_an_older_system_keeps_stays_and_is_reported(dublin: Agency) -> None:
    contract_id = contract_id_of(dublin, SEVEN)
    for pk, sk in ((f"PROPERTY#{SEVEN}", "HEAD"), (f"CONTRACT#{contract_id}", "CONTRACT")):
        dublin.dynamodb.delete_item(TableName=CONTRACTS, Key={"pk": {"S": pk}, "sk": {"S": sk}})
    (why,) = dublin.move_all()
    assert "older system" in why
    assert (SEVEN, "PUBLIC") in dublin.items(LISTINGS)


def test_an_address_that_cannot_be_spelled_any_more_stays_and_is_reported(dublin: Agency) -> None:
    address = {"M": dublin.items(LISTINGS)[SEVEN, "LISTING"]["address"]["M"] | {"street": {"S": "Elm\u202eStreet"}}}
    change(dublin, LISTINGS, SEVEN, "LISTING", address=address)
    assert any("cannot be spelled" in why for why in dublin.move_all())
    assert (SEVEN, "PUBLIC") in dublin.items(LISTINGS)
