"""Changes of contracts on the deployed stacks: whose they are, and what the gateway lets through."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from demo.listings import path_of, upload_image, wait_for_images
from tests.integration.listings import a_draft, a_photo, reaches, requested
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually
from unicorn_kernel.address import Address, address_key

type BusEvents = Callable[[], list[dict[str, Any]]]


def facts(events: list[dict[str, Any]], property_id: str) -> list[tuple[int, str, str]]:
    details = [event["detail"] for event in events if event["detail-type"] == "ContractStatusChanged"]
    return sorted(
        (detail["metadata"]["sequence"], detail["contract_status"], detail["address_key"])
        for detail in details
        if detail["property_id"] == property_id
    )


def test_another_agent_cannot_cancel_a_contract_and_its_home_stays_online(
    contracts_api: Api, web_api: Api, customer: Api, access: Access, bus_events: BusEvents
) -> None:
    draft = a_draft("Ownertown")
    property_id = str(web_api.post("/properties", draft)["property_id"])
    contract = contracts_api.post("/contracts", {"address": draft["address"], "seller_name": "Ada"})
    assert contract["property_id"] == property_id
    wait_for_images(web_api, property_id, [upload_image(web_api, property_id, "front.jpg", a_photo())])
    requested(web_api, property_id)
    contracts_api.put("/contracts", {"property_id": property_id})
    assert reaches(web_api, property_id, "APPROVED")

    cancel = {"property_id": property_id, "contract_status": "CANCELLED"}
    with access.contracts("agent2") as other, access.contracts("admin1") as admin:
        assert other.put("/contracts", cancel, expect=403)["type"].endswith("/not-your-contract")
        other.patch(f"/contracts/{contract['contract_id']}", {"contract_status": "CANCELLED"}, expect=403)
        assert other.get(f"/contracts/{contract['contract_id']}")["contract_status"] == "APPROVED"
        admin.patch(f"/contracts/{contract['contract_id']}", {"seller_name": "Bea"})
    assert customer.get(path_of(property_id))["property_id"] == property_id

    contracts_api.put("/contracts", cancel)
    assert reaches(web_api, property_id, "WITHDRAWN")
    key = address_key(Address(**draft["address"]))
    # Nothing was published in between: the owner's cancellation is the third fact.
    expected = [(1, "DRAFT", key), (2, "APPROVED", key), (3, "CANCELLED", key)]
    assert eventually(lambda: facts(bus_events(), property_id) == expected), facts(bus_events(), property_id)


def test_nulls_and_an_integer_pass_the_gateway_and_a_moment_is_no_date(contracts_api: Api) -> None:
    number = uuid4().int % 10**12
    address = {"country": "USA", "region": None, "city": "Ownertown", "street": "Null Street", "number": number}
    body = {"property_id": None, "address": address, "seller_name": "Ada", "expires_on": None}
    contract = contracts_api.post("/contracts", body)
    assert contract["property_id"] == f"usa/ownertown/null-street/{number}"
    assert (contract["address"]["number"], contract["expires_on"]) == (str(number), None)

    path = f"/contracts/{contract['contract_id']}"
    assert contracts_api.patch(path, {"expires_on": "2099-12-31"})["expires_on"] == "2099-12-31"
    for moment in (4102358400, 4102358400000, "2099-12-31T00:00:00+14:00"):
        [error] = contracts_api.patch(path, {"expires_on": moment}, expect=400)["errors"]
        assert error == {"field": "expires_on", "message": "write a date as YYYY-MM-DD, without a time"}
    contracts_api.patch(path, {"seller_name": None}, expect=400)
    assert contracts_api.patch(path, {"expires_on": None})["expires_on"] is None


def test_a_taken_id_names_the_contract_and_the_address_that_hold_it(contracts_api: Api) -> None:
    address = {"country": "Ireland", "city": "Dublin", "street": "O\u2019Connell Street", "number": uuid4().hex[:12]}
    contract = contracts_api.post("/contracts", {"address": address, "seller_name": "Ada"})
    typed_again = {"address": address | {"street": "o'connell  street"}, "seller_name": "Bea"}
    taken = contracts_api.post("/contracts", typed_again, expect=409)
    assert taken["holder"] == {"contract_id": contract["contract_id"], "address": contract["address"]}
    assert taken["holder"]["address"]["street"] == "O'Connell Street"
