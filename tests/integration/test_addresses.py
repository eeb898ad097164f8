"""Homes whose addresses are easily taken for one another, and one home typed in two ways, on the deployed stacks."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from demo.listings import path_of, publication, upload_image, wait_for_images
from tests.integration.aws import Aws
from tests.integration.listings import a_draft, a_photo, publish, published, requested
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually
from unicorn_kernel.address import Address, address_key, one_line

type Address_ = dict[str, Any]
type Decision = dict[str, Any]
type Decisions = dict[str, Future[Decision]]

RUN = uuid4().hex[:8]  # no other run of the tests has these homes
DECIDED = 90  # seconds: the grace period of a contract, and the images of all at once
TWO_HOMES = {  # the address of a contract, and that of a listing
    "unit and range": ({"number": "12/4"}, {"number": "12-4"}),
    "fraction and unit": ({"number": "12½"}, {"number": "121/2"}),
    "number sign and dash": ({"number": "#5"}, {"number": "-5"}),
    "region": ({"number": "7", "region": "Illinois"}, {"number": "7", "region": "Massachusetts"}),
    "unit": ({"number": "8", "unit": "Flat 1"}, {"number": "8", "unit": "Flat 2"}),
}
ONE_HOME = {
    "apostrophe": ({"street": "O'Connell Street"}, {"street": "O’Connell Street"}),  # noqa: RUF001 - what phones type
    "letters in pieces": ({"street": "Stra\u00dfe \u00c9"}, {"street": "STRASSE  E\u0301"}),
}


def an_address(**fields: Any) -> Address_:
    return {"country": "USA", "city": f"Twin {RUN}", "street": "Elm", "number": "1"} | fields


class Agency(NamedTuple):
    """Agents of both APIs, and the bus as other systems use it."""

    contracts: Api
    web: Api
    aws: Aws
    bus: str

    def agreed(self, pair: tuple[Address_, Address_], *, with_photo: bool) -> Decision:
        """Approve a contract about the first address, and request the publication of a listing of the second."""
        contract = self.contracts.post("/contracts", {"address": an_address(**pair[0]), "seller_name": "Ada"})
        self.contracts.put("/contracts", {"property_id": contract["property_id"]})
        return {"contract": contract["property_id"]} | self.listed(an_address(**pair[1]), with_photo=with_photo)

    def listed(self, address: Address_, *, with_photo: bool) -> Decision:
        return decided(self.web, self.drafted(address, with_photo=with_photo))

    def drafted(self, address: Address_, *, with_photo: bool) -> str:
        property_id = str(self.web.post("/properties", a_draft(address=address))["property_id"])
        if with_photo:
            wait_for_images(self.web, property_id, [upload_image(self.web, property_id, "front.jpg", a_photo())])
        return property_id

    def forged(self) -> Decision:
        """Publish the fact about another home's contract under the listing's id."""
        self.publish(a_fact(f"usa/twin-{RUN}/oak/1", an_address(street="Oak", number="1A")))
        return self.listed(an_address(street="Oak"), with_photo=False)

    def of_an_older_system(self) -> Decision:
        """Publish flat facts, the first dated by a clock ten hours ahead; the listing's number is an integer."""
        contract_id, now = str(uuid4()), datetime.now(UTC)
        self.publish(a_flat_fact(contract_id, "DRAFT", now + timedelta(hours=10)))
        property_id = self.drafted(an_address(street="Ash", number=123), with_photo=True)
        self.publish(a_flat_fact(contract_id, "APPROVED", datetime.now(UTC)))
        return decided(self.web, property_id)

    def publish(self, detail: dict[str, Any]) -> None:
        publish(self.aws, self.bus, "ContractStatusChanged", detail, source="unicorn.contracts")


@pytest.fixture(scope="module")
def decisions(contracts_api: Api, web_api: Api, aws: Aws, outputs: dict[str, str]) -> Iterator[Decisions]:
    """Request all publications at the same moment: each waits for most of its time."""
    agency = Agency(contracts_api, web_api, aws, outputs["EventBusName"])
    with ThreadPoolExecutor(max_workers=9) as pool:
        running = {name: pool.submit(agency.agreed, pair, with_photo=False) for name, pair in TWO_HOMES.items()}
        running |= {name: pool.submit(agency.agreed, pair, with_photo=True) for name, pair in ONE_HOME.items()}
        yield running | {"forged": pool.submit(agency.forged), "older": pool.submit(agency.of_an_older_system)}


def decided(web: Api, property_id: str) -> Decision:
    """Request publication; return its state when it is decided."""
    requested(web, property_id)

    def look() -> Decision | None:
        found = publication(web, property_id)
        return found if found["status"] != "PENDING" else None

    found = eventually(look, seconds=DECIDED, every=0.5)
    assert found, f"{property_id} was not decided"
    return found | {"property_id": property_id}


def a_fact(property_id: str, address: Address_) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    ids = {name: str(uuid4()) for name in ("event_id", "idempotency_key", "correlation_id", "causation_id")}
    return {
        "metadata": ids | {"occurred_at": now, "schema_version": 1, "sequence": 2},
        "property_id": property_id,
        "contract_id": str(uuid4()),
        "contract_status": "APPROVED",
        "contract_last_modified_on": now,
        "address_key": address_key(Address(**address)),
        "address": address,
    }


def a_flat_fact(contract_id: str, status: str, at: datetime) -> dict[str, Any]:
    return {
        "property_id": f"USA/Twin {RUN}/Ash/123",
        "contract_id": contract_id,
        "contract_status": status,
        "contract_last_modified_on": at.strftime("%d/%m/%Y %H:%M:%S"),
    }


@pytest.mark.parametrize("difference", TWO_HOMES)
def test_a_listing_is_not_published_on_the_contract_of_another_home(
    decisions: Decisions, customer: Api, difference: str
) -> None:
    decision = decisions[difference].result()
    assert decision["contract"] != decision["property_id"]
    assert decision["status"] == "DECLINED"
    assert [reason["code"] for reason in decision["reasons"]] == ["CONTRACT_NOT_FOUND", "NO_IMAGES"]
    customer.get(path_of(decision["property_id"]), expect=404)


@pytest.mark.parametrize("typing", ONE_HOME)
def test_one_home_typed_in_two_ways_is_published_on_its_contract(
    decisions: Decisions, customer: Api, typing: str
) -> None:
    decision = decisions[typing].result()
    assert decision["contract"] == decision["property_id"]
    assert decision["status"] == "APPROVED", decision
    assert customer.get(path_of(decision["property_id"]))["property_id"] == decision["property_id"]


def test_a_contract_of_another_address_under_the_same_id_declines_with_both_addresses(
    decisions: Decisions,
) -> None:
    decision = decisions["forged"].result()
    assert decision["status"] == "DECLINED"
    reason, without_photo = decision["reasons"]
    assert (reason["code"], without_photo["code"]) == ("CONTRACT_OF_ANOTHER_ADDRESS", "NO_IMAGES")
    for number in ("1", "1A"):
        assert one_line(Address(**an_address(street="Oak", number=number))) in reason["message"]


def test_flat_facts_of_an_older_system_approve_a_listing_though_one_is_dated_ahead(
    decisions: Decisions,
) -> None:
    decision = decisions["older"].result()
    assert decision["property_id"] == f"usa/twin-{RUN}/ash/123"
    assert decision["status"] == "APPROVED", decision


def test_a_second_listing_of_a_home_typed_otherwise_is_answered_with_the_first(web_api: Api) -> None:
    first = web_api.post("/properties", a_draft(address=an_address(street="King's Road")))
    typed = an_address(street="  KING’S ROAD ")  # noqa: RUF001 - what phones type
    problem = web_api.post("/properties", a_draft(address=typed), expect=409)
    assert problem["holder"]["property_id"] == first["property_id"]
    assert problem["holder"]["address"]["street"] == "King's Road"


def test_two_cities_with_the_same_transliteration_have_two_pages(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    pages = {}
    for city in ("苏州", "宿州"):
        address = {"country": f"中国 {RUN}", "city": city, "street": "人民东路", "number": "12"}
        property_id, _ = published(web_api, aws, outputs["EventBusName"], address=address)
        pages[city] = property_id.rpartition("/")[0].rpartition("/")[0]
    _check_pages(customer, pages)


def test_two_cities_of_one_name_in_two_regions_have_two_pages(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    pages = {}
    for region in ("Illinois", "Massachusetts"):
        address = an_address(country=f"Union {RUN}", city="Springfield", region=region)
        property_id, _ = published(web_api, aws, outputs["EventBusName"], address=address)
        pages[f"Springfield, {region}"] = property_id.rpartition("/")[0].rpartition("/")[0]
    _check_pages(customer, pages)


def _check_pages(customer: Api, pages: dict[str, str]) -> None:
    """Check that each name has a page of its own, with one home."""
    assert len(set(pages.values())) == len(pages)
    (country,) = {page.partition("/")[0] for page in pages.values()}
    assert eventually(lambda: {place["name"] for place in customer.get(f"/search/{country}")} == set(pages))
    for page in pages.values():
        (home,) = customer.get(f"/search/{page}")
        assert home["property_id"].startswith(f"{page}/")


def test_a_city_keeps_the_spelling_of_its_first_publisher(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    country = f"Union of {RUN}"
    for city, number in (("Sankt Nam", "1"), ("  SANKT   NAM ", "2")):
        address = an_address(country=country, city=city, number=number)
        property_id, _ = published(web_api, aws, outputs["EventBusName"], address=address)
    path = f"/search/{property_id.partition('/')[0]}"
    assert eventually(lambda: [city["listings"] for city in customer.get(path)] == [2])
    assert [city["name"] for city in customer.get(path)] == ["Sankt Nam"]


def test_house_numbers_of_a_street_are_counted_as_people_count(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        for number in ("10", "2", "12A", "1", "12"):
            address = an_address(city=f"Count {RUN}", street="High Street", number=number)
            pool.submit(published, web_api, aws, outputs["EventBusName"], address=address)
    found = customer.get(f"/search/usa/count-{RUN}/high-street")
    assert [home["number"] for home in found] == ["1", "2", "10", "12", "12A"]
