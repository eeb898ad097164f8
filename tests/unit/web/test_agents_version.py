"""The agent's version of a listing has an address of its own, with the ETag that its changes need."""

from dataclasses import replace
from http import HTTPStatus

import pytest

from tests.apigateway import CLAIMS
from tests.unit.web.api import ask
from tests.unit.web.fakes import HOUSE, FakeListings, a_listing, approved
from tests.unit.web.test_search_api import published

AGENTS, PUBLIC = f"/agent/listings/{HOUSE}", f"/properties/{HOUSE}"
OTHER, ADMIN = CLAIMS | {"cognito:username": "agent2"}, CLAIMS | {"cognito:groups": "admins"}


@pytest.mark.parametrize("claims", [CLAIMS, ADMIN])
def test_a_change_is_made_with_the_etag_of_the_agents_version(listings: FakeListings, claims: dict[str, str]) -> None:
    listings.stored[HOUSE] = approved(a_listing())
    read = ask("GET", AGENTS, claims=claims)
    assert (read.status, read.headers["ETag"]) == (200, f'"{read.body["version"]}"')
    changed = ask("PATCH", PUBLIC, {"description": "New"}, headers={"If-Match": read.headers["ETag"]}, claims=claims)
    assert (changed.status, changed.body["description"]) == (200, "New")
    assert ask("GET", AGENTS, claims=claims).body == changed.body


def test_the_etag_of_the_public_version_is_told_from_that_of_the_agents(listings: FakeListings) -> None:
    published(listings)
    tag = ask("GET", PUBLIC, claims=None).headers["ETag"]
    for given in (tag, f"W/{tag}"):
        refused = ask("PATCH", PUBLIC, {"description": "New"}, headers={"If-Match": given})
        assert (refused.status, refused.fields) == (400, {"If-Match"})
        assert "agent" in refused.body["detail"]


def test_the_agents_version_is_its_agents_alone(listings: FakeListings) -> None:
    listings.stored[HOUSE] = a_listing()
    assert [ask("GET", AGENTS, claims=claims).status for claims in (CLAIMS, ADMIN, OTHER, None)] == [200, 200, 403, 401]


def test_a_listing_that_is_not_there_has_no_version(listings: FakeListings) -> None:
    assert ask("GET", AGENTS).kind == "listing-not-found"


def test_a_draft_is_read_at_the_agents_address_and_not_at_the_public_one(listings: FakeListings) -> None:
    listings.stored[HOUSE] = replace(a_listing(), description="Not yet public")
    assert ask("GET", AGENTS).body["description"] == "Not yet public"
    assert ask("GET", PUBLIC, claims=None).status == 404


@pytest.mark.parametrize(
    ("given", "status"), [('"{}"', 304), ('"99", W/"{}",', 304), ("*", 304), ('"99"', 200), ("{}", 400)]
)
def test_the_agents_version_that_the_caller_has_is_not_sent_again(
    listings: FakeListings, given: str, status: int
) -> None:
    listings.stored[HOUSE] = listing = a_listing()
    read = ask("GET", AGENTS, headers={"If-None-Match": given.format(listing.version)})
    assert (read.status, read.body is None) == (status, status == HTTPStatus.NOT_MODIFIED)
