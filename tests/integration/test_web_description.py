"""The Web API's OpenAPI document on the deployed stacks, and responses that match it."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from apis.tools.openapi import description
from demo.listings import publication
from tests.integration.listings import drafted, own, ticket
from unicorn_cli.stages.api import Api


def check(answer: Any, name: str) -> None:
    """Validate a response against the schema of this name."""
    components = description("web")["components"]
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    Draft202012Validator(schema).validate(answer)


def test_anyone_can_read_the_openapi_document_and_its_page(customer: Api) -> None:
    served = customer.get("/openapi.json")
    assert served["components"]["securitySchemes"].pop("openid")["type"] == "openIdConnect"
    assert served["security"].pop() == {"openid": []}
    assert served == json.loads(json.dumps(description("web")))
    page = customer.call("GET", "/docs", expect=200)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Unicorn Web" in page.text


def test_responses_to_agents_match_the_document(web_api: Api) -> None:
    property_id = drafted(web_api, headline="A quiet garden", bedrooms=3, living_area=142.5)
    check(ticket(web_api, property_id, b"picture"), "Ticket")
    check(own(web_api, property_id), "Listing")
    check(publication(web_api, property_id), "Publication")


@pytest.mark.parametrize(
    ("path", "name"), [("/search", "Country"), ("/search/usa", "City"), ("/search/usa/anytown", "Card")]
)
def test_responses_to_customers_match_the_document(customer: Api, path: str, name: str) -> None:
    found = customer.get(path)
    assert found
    for entry in found:
        check(entry, name)


def test_the_details_match_the_document(customer: Api) -> None:
    [card, *_] = customer.get("/search/usa/anytown")
    check(customer.get(f"/properties/{card['property_id']}"), "Details")


def test_an_error_response_matches_the_document(customer: Api) -> None:
    check(customer.call("GET", "/search/usa/anytown", expect=400, limit="0").json(), "Problem")
