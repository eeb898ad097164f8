"""Rents with their period, prices on request, half bathrooms and whole addresses, on the deployed stacks."""

import json
from typing import Any
from uuid import uuid4

from demo.listings import path_of, upload_image, wait_for_images
from tests.integration.aws import Aws
from tests.integration.listings import a_draft, a_photo, approve, own, published, reaches, requested
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

PRICE = 7_319_452  # no other number of the answers has these digits


def cards(customer: Api, city: str, **query: Any) -> list[dict[str, Any]]:
    return list(customer.get(f"/search/USA/{city}", **query))


def test_a_rent_is_published_with_its_period_and_its_half_bathroom(
    web_api: Api, contracts_api: Api, customer: Api
) -> None:
    city = f"Renttown {uuid4().hex[:8]}"
    draft = a_draft(city, contract="rent", listprice=1250.5, currency="EUR", bathrooms=2.5)
    refused = web_api.post("/properties", draft, expect=400)
    assert [error["field"] for error in refused["errors"]] == ["rent_period"]
    property_id = str(web_api.post("/properties", draft | {"rent_period": "month"})["property_id"])
    contracts_api.post("/contracts", {"address": draft["address"], "seller_name": "Ada"})
    contracts_api.put("/contracts", {"property_id": property_id})
    wait_for_images(web_api, property_id, [upload_image(web_api, property_id, "front.jpg", a_photo())])
    requested(web_api, property_id)
    assert reaches(web_api, property_id, "APPROVED")
    facts = {"contract": "rent", "rent_period": "month", "bathrooms": 2.5, "listprice": 1250.5, "currency": "EUR"}
    assert customer.get(path_of(property_id)).items() >= facts.items()
    (card,) = cards(customer, city, contract="rent")
    assert card.items() >= facts.items()
    asked: dict[str, Any] = {"rent_period": "month", "bathrooms": "2.5"}
    assert eventually(lambda: cards(customer, city, **asked) == [card])  # the stream enters its facts a moment later
    assert cards(customer, city, **asked, sort="price", max_price="1250.50") == [card]
    assert cards(customer, city, rent_period="week") == cards(customer, city, bathrooms="2.75") == []
    assert card in customer.get("/search-homes/USA", **asked, currency="EUR", sort="-price", limit="100")
    words = str(draft["description"]).upper()
    assert cards(customer, city, words=words) == [card]
    assert cards(customer, city, words=f"{words} observatory") == []
    understood = customer.get("/search-suggestions", q=f"{city} 2.5 baths monthly")
    assert understood["filters"] == asked
    sold = web_api.patch(path_of(property_id), {"contract": "sale"})
    assert (sold["contract"], sold["rent_period"]) == ("sale", None)


def test_a_price_on_request_is_shown_to_nobody_but_its_agent(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    bus, city = outputs["EventBusName"], f"Quiettown {uuid4().hex[:8]}"
    property_id, _ = published(web_api, aws, bus, city, listprice=PRICE, currency="EUR", price_on_request=True)
    open_id, _ = published(web_api, aws, bus, city, listprice=90, currency="EUR")
    path = path_of(property_id)
    assert own(web_api, property_id)["listprice"] == PRICE
    details = customer.get(path)
    assert (details["price_on_request"], details["listprice"], details["price_history"]) == (True, None, [])
    shown = {card["property_id"]: card["listprice"] for card in cards(customer, city)}
    assert shown == {property_id: None, open_id: 90}
    for query in ({"sort": "price"}, {"sort": "-price"}, {"min_price": "1"}, {"max_price": "99999999"}):
        assert [card["property_id"] for card in cards(customer, city, **query)] == [open_id]
    assert property_id in {card["property_id"] for card in cards(customer, city, sort="newest")}

    def feed() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = customer.get("/live/events", property_id=property_id)["events"]
        return [event for event in found if event["detail_type"] == "PublicationApprovalRequested"]

    assert eventually(feed)
    for answer in (details, cards(customer, city), feed()):
        assert str(PRICE) not in json.dumps(answer)

    web_api.patch(path, {"price_on_request": False})
    approve(aws, bus, property_id, requested(web_api, property_id))
    assert reaches(web_api, property_id, "APPROVED")
    assert [past["listprice"] for past in customer.get(path)["price_history"]] == [PRICE]
    assert [card["listprice"] for card in cards(customer, city, sort="price")] == [90, PRICE]


def test_one_home_is_listed_once_under_its_canonical_address(web_api: Api, access: Access, customer: Api) -> None:
    number = uuid4().int % 10**9
    typed = {"country": "USA", "region": "Illinois", "city": " SPRING  field", "postcode": "62701"}
    typed |= {"street": "O\u2019Connell\tStreet", "unit": "Apt 4"}
    terms = a_draft()
    listing = web_api.post("/properties", terms | {"address": typed | {"number": number}})
    canonical = typed | {"city": "SPRING field", "street": "O'Connell Street", "number": str(number)}
    assert listing.items() >= canonical.items()
    again = {name: str(text).upper() for name, text in canonical.items()}
    with access.web("agent2") as other:
        taken = other.post("/properties", terms | {"address": again}, expect=409)
    assert taken["holder"] == {"property_id": listing["property_id"], "address": canonical, "is_yours": False}
    for region in ("Massachusetts", None):
        elsewhere = web_api.post("/properties", terms | {"address": canonical | {"region": region}})
        assert elsewhere["property_id"].split("/")[1] != listing["property_id"].split("/")[1]
    customer.get(path_of(listing["property_id"]), expect=404)
