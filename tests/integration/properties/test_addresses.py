"""The address of a contract decides, and the clock of an older system does not: by real executions."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.properties.agency import Agency, a_house, codes
from tests.integration.properties.test_publication_approval import obeys
from unicorn_cli.terminal.waiting import eventually
from unicorn_kernel.address import Address, address_key

LISTED = {"country": "USA", "city": "Testville", "street": "Approval Road", "number": "12-4"}
OTHER = LISTED | {"number": "12/4"}
MESSAGE = (
    "The contract is about 12/4 Approval Road, Testville, USA; the listing is about 12-4 Approval Road, Testville, USA."
)
TEN_HOURS = timedelta(hours=10)  # a local time that is read as UTC


def about(address: dict[str, str]) -> dict[str, Any]:
    """Return what the status of a contract says about its address."""
    return {"address": address, "address_key": address_key(Address(**address))}


def test_a_listing_whose_contract_is_about_another_address_is_declined_with_both(
    agency: Agency, safe_picture: str
) -> None:
    houses = {status: a_house() for status in ("DRAFT", "APPROVED")}
    for status, house in houses.items():
        agency.contract(house, status, **about(OTHER))
    for status, house in houses.items():
        assert agency.knows(house, status)
    requests = [agency.request(house, images=[safe_picture], address=LISTED) for house in houses.values()]
    for evaluation in map(agency.evaluation, requests):
        obeys(evaluation)
        assert codes(evaluation) == ["CONTRACT_OF_ANOTHER_ADDRESS"]
        assert evaluation["reasons"][0]["subject"] == "contract-1"
        assert evaluation["reasons"][0]["message"].startswith(MESSAGE)


def test_a_listing_that_waits_is_declined_when_a_contract_of_another_address_replaces_its_own(
    agency: Agency, safe_picture: str
) -> None:
    house = a_house()
    agency.contract(house, "DRAFT", **about(LISTED))
    request = agency.request(house, images=[safe_picture], address=LISTED)
    agency.waits(house, request)
    agency.contract(house, "APPROVED", "contract-2", **about(OTHER))
    evaluation = agency.evaluation(request)
    obeys(evaluation)
    assert codes(evaluation) == ["CONTRACT_OF_ANOTHER_ADDRESS"]
    assert evaluation["reasons"][0]["message"].startswith(MESSAGE)
    assert agency.execution(request)["status"] == "SUCCEEDED"
    assert eventually(lambda: agency.item(f"PROPERTY#{house}", f"WAITER#{request}") is None)


def test_an_address_in_another_spelling_is_the_same_and_its_key_is_kept_with_the_publication(
    agency: Agency, safe_picture: str
) -> None:
    house = a_house()
    agency.contract(house, "APPROVED", **about(LISTED))
    spelled = LISTED | {"street": " APPROVAL  road ", "number": "12\u20134"}
    evaluation = agency.evaluation(agency.request(house, images=[safe_picture], address=spelled))
    obeys(evaluation)
    key = about(LISTED)["address_key"]
    assert (evaluation["evaluation_result"], evaluation["address_key"]) == ("APPROVED", key)
    publication = agency.item(f"PROPERTY#{house}", "PUBLICATION")
    assert publication is not None
    assert publication["address_key"] == {"S": key}


def test_a_public_listing_of_an_older_systems_contract_is_revoked_for_a_contract_of_another_address(
    agency: Agency, safe_picture: str
) -> None:
    house = a_house()
    agency.old_contract(house, "APPROVED")
    request = agency.request(house, images=[safe_picture], address=LISTED)
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"
    agency.contract(house, "APPROVED", **about(OTHER))
    assert eventually(lambda: agency.published(house, "PublicationRevoked"), seconds=30)
    [revoked] = agency.published(house, "PublicationRevoked")
    assert (revoked["request_id"], revoked["reason"]) == (request, "CONTRACT_REPLACED")


@pytest.mark.parametrize("numbered", [False, True], ids=["old form", "numbered"])
def test_a_draft_dated_ten_hours_ahead_does_not_hold_up_the_approval(
    agency: Agency, safe_picture: str, *, numbered: bool
) -> None:
    house = a_house()
    agency.old_contract(house, "DRAFT", ahead=TEN_HOURS)
    assert agency.knows(house, "DRAFT")
    request = agency.request(house, images=[safe_picture])
    agency.waits(house, request)
    publish = agency.contract if numbered else agency.old_contract
    publish(house, "APPROVED")
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"


@pytest.mark.parametrize("numbered", [False, True], ids=["old form", "numbered"])
def test_an_approval_dated_ten_hours_ahead_does_not_keep_a_home_public_whose_contract_was_cancelled(
    agency: Agency, safe_picture: str, *, numbered: bool
) -> None:
    house = a_house()
    agency.old_contract(house, "APPROVED", ahead=TEN_HOURS)
    request = agency.request(house, images=[safe_picture])
    assert agency.evaluation(request)["evaluation_result"] == "APPROVED"
    publish = agency.contract if numbered else agency.old_contract
    publish(house, "CANCELLED")
    assert eventually(lambda: agency.published(house, "PublicationRevoked"), seconds=30)
    [revoked] = agency.published(house, "PublicationRevoked")
    assert (revoked["request_id"], revoked["reason"]) == (request, "CONTRACT_CANCELLED")


def test_an_old_form_event_dated_ten_hours_ahead_changes_nothing_after_a_numbered_one(
    agency: Agency, safe_picture: str
) -> None:
    house = a_house()
    agency.contract(house, "CANCELLED")
    assert agency.knows(house, "CANCELLED")
    agency.old_contract(house, "APPROVED", ahead=TEN_HOURS)
    agency.contract(house, "DRAFT", "contract-2")  # behind it in the queue
    assert agency.knows(house, "DRAFT")
    request = agency.request(house, images=[safe_picture])
    agency.waits(house, request)
    assert agency.published(house) == []
