"""API Gateway refuses no body that the API accepts: one odd value at every place of every body."""

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from apis.tools.openapi import APIS, description, table
from tests.request_models import request_models
from unicorn_kit.routes import Route

Schema = dict[str, Any]
ADDRESS = {
    "country": "usa",
    "region": "wa",
    "city": "Anytown",
    "postcode": "98101",
    "street": "Main Street",
    "number": "111",
    "unit": "2b",
}
FACTS = {
    "headline": "Two rooms",
    "property_type": "apartment",
    "bedrooms": 2,
    "bathrooms": 1.75,
    "living_area": 70.07,
    "rent_period": None,
    "lot_size": 100,
    "year_built": 1999,
    "heating": "gas",
    "agent_name": "A. Gent",
}
OFFER = {"description": "Light", "contract": "sale", "listprice": 19.99, "currency": "USD", "price_on_request": False}
IMAGE = {"image_id": "0191d1c4-0000-7000-8000-000000000001", "alt_text": "A house", "caption": "The house"}
HOOK = {"url": "https://agency.example/hooks", "event_types": ["PublicationRevoked"]}
COMPLETE: dict[str, Any] = {  # a body of each model with a value for every field; facts of a listing may be missing
    "DraftContract": {"property_id": None, "address": ADDRESS, "seller_name": "Ada", "expires_on": "2999-12-31"},
    "MoveContract": {"property_id": "usa/anytown/main-street/111", "contract_status": "APPROVED"},
    "ChangeContract": {"contract_status": "APPROVED", "seller_name": "Ada", "expires_on": "2999-12-31"},
    "DraftListing": {"property_id": None, "address": ADDRESS} | FACTS | OFFER,
    "ChangeListing": FACTS | OFFER,
    "ImageOrder": [IMAGE],
    "EditImage": {"turn": 90, "crop": {"left": 0, "top": 0, "width": 800, "height": 600}},
    "ImageUpload": {"filename": "a.jpg", "content_type": "image/jpeg", "size": 1000},
    "ApprovalRequest": {"property_id": "usa/anytown/main-street/111"},
    "AppealDecline": {"comment": "Look again."},
    "DecideReview": {"verdict": "DECLINED", "comment": "Too dark."},
    "RegisterWebhook": HOOK,
    "ChangeWebhook": HOOK | {"paused": True},
    "LocalityName": {"name": "Anytown"},
    "AskAboutHome": {
        "name": "Ada",
        "email": "a@example.com",
        "phone": "+1 555 0100",
        "text": "A garden?",
        "website": "",
    },
    "MoveEnquiry": {"state": "ANSWERED"},
    "OfferSlots": {"starts_at": "2026-12-05T10:00+01:00", "minutes": 30, "in_a_row": 4},
    "BookViewing": {
        "slot_id": "20261205T0900Z",
        "name": "Ada",
        "email": "a@example.com",
        "phone": "+1 555 0100",
        "website": "",
    },
    "MoveViewing": {"slot_id": "20261205T0900Z"},
    "SaveSearch": {"email": "a@example.com", "search": "/search/usa/anytown", "website": ""},
}
LONGEST = (1, 3, 7, 120, 200, 300, 500, 5000)
TEXTS = [char * length for char in ("a", "\U00010400", "e\u0301", "\N{HANGUL SYLLABLE GA}") for length in LONGEST]
ODD = [
    *("null", "true", "false", "0", "1", "2", "-1", "1.0", "1e3", "1E+3", "-0.0", "0.07", "19.99", "2.5", "1e400"),
    *("1" + "0" * 30, "[]", "{}", "[null]", '"1"', '"true"', '"DRAFT"', '"rent"', '"month"', '"2999-12-31"', '""'),
    *map(json.dumps, TEXTS),
    *(json.dumps(text, ensure_ascii=False) for text in TEXTS),
]
HERE = "the place of the odd value"


def complete(model: type[BaseModel]) -> Any:
    given = COMPLETE[model.__name__]
    return dict.fromkeys(model.model_fields) | given if isinstance(given, dict) else given


def places(value: Any) -> Iterator[list[str | int]]:
    """Yield the way to a body, and to each value in it."""
    yield []
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from ([key, *way] for way in places(part))


def with_odd_values(body: Any) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield each place of a body, the odd JSON there, and the body's JSON with it."""
    for way in places(body):
        given = {"body": deepcopy(body)}
        part: Any = given
        for step in ("body", *way)[:-1]:
            part = part[step]
        part[("body", *way)[-1]] = HERE
        text = json.dumps(given["body"])
        yield from ((tuple(way), odd, text.replace(json.dumps(HERE), odd)) for odd in ODD)


def accepts(model: type[BaseModel], text: str) -> bool:
    """Say whether the API takes a body, read in one of the two ways in which its handlers do."""
    for read in (model.model_validate_json, lambda text: model.model_validate(json.loads(text, parse_float=Decimal))):
        try:
            read(text)
        except ValidationError:
            continue
        return True
    return False


def nullable(schema: Schema, schemas: Schema, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each field of the OpenAPI document that may be null."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for option in schema.get("anyOf", ()):
        yield from [way] if option == {"type": "null"} else nullable(option, schemas, way)
    for name, part in schema.get("properties", {}).items():
        yield from nullable(part, schemas, (*way, name))
    if "items" in schema:
        yield from nullable(schema["items"], schemas, (*way, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("api", "route"),
    [pytest.param(api, r, id=f"{r.method} {r.path}") for api in APIS for r in table(api).routes if r.body],
)
def test_the_gateway_refuses_no_body_that_the_api_accepts(api: str, route: Route) -> None:
    pydantic_model = table(api).resolve(str(route.body))
    gateways = request_models()[route.method, route.path]
    cases = list(with_odd_values(complete(pydantic_model)))
    accepted = [(way, odd, body) for way, odd, body in cases if accepts(pydantic_model, body)]
    refused = [(way, odd, found) for way, odd, body in accepted if (found := gateways.refusals(body))]
    assert not refused, refused[:5]
    schemas = description(api)["components"]["schemas"]
    cleared = {way for way, odd, _ in accepted if odd == "null"}
    assert cleared >= set(nullable(schemas[pydantic_model.__name__], schemas))
