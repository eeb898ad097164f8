"""`unicorn addresses` on the store of the previous version: what it finds and what it moves."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from properties_service.domain.approval import PropertyState
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.listing import ListingStatus
from web_service.domain.search.cards import Card, Order, SearchCriteria

from tests.adapters.legacy.agency import MOVES, O_CONNELL, Agency, a_stage, archive, seen
from tests.adapters.legacy.consumers import replay, the_workflow
from tests.adapters.legacy.stored import CONTRACTS, LISTINGS, PROPERTIES, Items
from unicorn_cli.addresses.survey import Survey
from unicorn_kernel.address import Address
from unicorn_kernel.property_id import of_address

pytestmark = pytest.mark.slow  # transactions on moto, which copies every table for each


class Before(NamedTuple):
    """What there was before the move."""

    survey: Survey
    tables: dict[str, Items]
    photos: set[str]
    states: dict[str, PropertyState]


@pytest.fixture(scope="module")
def whole() -> Iterator[tuple[Before, Agency]]:
    """All homes, moved; tests only read them."""
    with a_stage() as agency:
        tables = {table: agency.items(table) for table in (CONTRACTS, PROPERTIES, LISTINGS)}
        states = {old: agency.properties.state(old) for old in MOVES}
        before = Before(agency.survey(), tables, agency.photos(), states)
        assert tables == {table: agency.items(table) for table in tables}, "the survey wrote"
        assert agency.move_all() == []
        agency.deliver()
        agency.count(tables[LISTINGS])
        yield before, agency


@pytest.fixture
def before(whole: tuple[Before, Agency]) -> Before:
    return whole[0]


@pytest.fixture
def moved(whole: tuple[Before, Agency]) -> Agency:
    return whole[1]


def stored_address(item: dict[str, Any]) -> Address:
    return Address(**{name: text["S"] for name, text in item["address"]["M"].items()})


# --- what is found
def test_the_command_finds_every_home_whose_id_is_not_that_of_its_address(before: Before) -> None:
    assert {home.old: home.new for home in before.survey.homes} == MOVES
    assert before.survey.obstacles == []
    koln = next(home for home in before.survey.homes if "koln" in home.old)
    assert (koln.why, koln.parts) == ("city Köln, street Straße des 17. Juni", "the listing, 1 contract")


# --- what is moved
def test_every_stored_id_is_that_of_its_address_after_the_move(moved: Agency) -> None:
    for (pk, sk), item in moved.items(LISTINGS).items():
        if sk == "LISTING":
            assert pk == of_address(stored_address(item))
            assert item["listed"]["S"].endswith(f"#{pk}")
    for (_, sk), item in moved.items(CONTRACTS).items():
        assert sk != "CONTRACT" or item["property_id"]["S"] == of_address(stored_address(item))
    found = moved.survey()
    assert (found.homes, found.obstacles) == ([], [])


@pytest.mark.parametrize("old", MOVES)
def test_a_moved_home_has_its_listing_contract_and_publication(before: Before, moved: Agency, old: str) -> None:
    new, then = MOVES[old], before.states[old]
    listing, contract = ListingTable(moved.dynamodb, LISTINGS).get(new), moved.contracts.active(new)
    assert listing.status is ListingStatus.APPROVED
    assert listing.address == contract.address
    state = moved.properties.state(new)
    assert state.publication
    assert then.publication
    assert state.contract
    assert then.contract
    assert state.publication.request_id == then.publication.request_id
    assert not state.publication.revoked
    assert state.contract.contract_id == then.contract.contract_id == str(contract.contract_id)
    assert state.contract.home is not None  # the new fact has the key of the address


@pytest.mark.parametrize("old", MOVES)
def test_customers_find_a_moved_home_under_its_new_id_alone(moved: Agency, old: str) -> None:
    new, search = MOVES[old], PublicListingTable(moved.dynamodb, LISTINGS)
    assert search.details(old) is None
    shown = search.details(new)
    assert shown
    for order in Order:
        for area in areas(new):
            card = {card.property_id: card for card in cards(search, area, order)}[new]
            assert (card.country, card.city, card.street) == (shown.country, shown.city, shown.street)
            assert card.number == shown.number
        assert old not in {card.property_id for area in areas(old) for card in cards(search, area, order)}


def areas(property_id: str) -> list[str]:
    street = property_id.rpartition("/")[0]
    return [street, street.rpartition("/")[0]]


def cards(search: PublicListingTable, area: str, order: Order) -> list[Card]:
    return search.cards(area, order, SearchCriteria(), limit=50, after=None).cards


def test_a_moved_address_is_shown_in_its_canonical_spelling(moved: Agency) -> None:
    shown = PublicListingTable(moved.dynamodb, LISTINGS).details(f"{O_CONNELL}/9")
    assert shown
    assert shown.street == "O'Connell Street"


def test_the_counts_of_cities_and_countries_are_those_of_their_public_listings(moved: Agency) -> None:
    items = moved.items(LISTINGS)
    public = [pk.split("/") for pk, sk in items if sk == "PUBLIC"]
    counted = {pk: int(items[pk]["listings"]["N"]) for pk in items if pk[0].startswith("PLACES")}
    assert counted == {
        **{("PLACES", country): number for country, number in Counter(parts[0] for parts in public).items()},
        **{(f"PLACES#{c}", city): n for (c, city), n in Counter((p[0], p[1]) for p in public).items()},
    }
    cities = Counter(pk.removeprefix("PLACES#") for pk, _ in counted if "#" in pk)
    assert {sk: int(items[pk, sk]["cities"]["N"]) for pk, sk in counted if pk == "PLACES"} == cities


def test_photos_are_under_the_new_id_with_their_moderation_results(before: Before, moved: Agency) -> None:
    renamed = set()
    for key in before.photos:
        old = next((old for old in MOVES if key.startswith(f"published/{old}/")), None)
        renamed.add(key.replace(f"/{old}/", f"/{MOVES[old]}/") if old else key)
    assert moved.photos() == renamed
    assert len(renamed) == len(before.photos)
    masters = {f"IMAGE#{key}" for key in renamed if any(new in key for new in MOVES.values()) and "master" in key}
    verdicts = {pk for pk, sk in before.tables[PROPERTIES] if sk == "VERDICT"}
    assert {pk for pk, sk in moved.items(PROPERTIES) if sk == "VERDICT"} == verdicts | masters


def test_homes_with_plain_addresses_stay_as_they_are(before: Before, moved: Agency) -> None:
    names = (*MOVES, *MOVES.values())
    for table, items in before.tables.items():
        after = moved.items(table)
        for key, item in items.items():
            if not any(name in json.dumps(item) for name in names) and not key[0].startswith("PLACES"):
                assert after[key] == item


# --- afterwards
def test_a_replay_of_the_archive_after_the_move_changes_nothing(moved: Agency) -> None:
    before = seen(moved)
    replay(archive())
    moved.deliver()
    assert seen(moved) == before


@pytest.mark.parametrize("old", MOVES)
def test_the_old_id_approves_no_listing_of_another_home(moved: Agency, old: str) -> None:
    request = next(
        event
        for event in archive()
        if event["detail-type"] == "PublicationApprovalRequested" and event["detail"]["property_id"] == old
    )
    detail = {**request["detail"], "request_id": "01a22749-0000-7000-8000-000000000000"}
    assert the_workflow(request | {"id": "another", "detail": detail}) == "DECLINED"
    key = {"pk": {"S": f"REQUEST#{detail['request_id']}"}, "sk": {"S": "REQUEST"}}
    moved.dynamodb.delete_item(TableName=PROPERTIES, Key=key)
