"""Changes of an OpenAPI document: those that break a client are refused, each with its place; additions are not."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from apis.tools.baseline import APIS, current, published
from apis.tools.documents import breaking_changes

Json = dict[str, Any]
LISTING = "/listings/{id}"
DOCUMENT: Json = {
    "security": [{"agents": []}],
    "paths": {
        "/listings": {
            "get": {
                "security": [],
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"type": "array"}}}}},
            },
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}},
                "responses": {
                    "201": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Listing"}}},
                    },
                    "409": {"content": {"application/problem+json": {"schema": {"type": "object"}}}},
                },
            },
        },
        LISTING: {"delete": {"responses": {"204": {}}}},
    },
    "components": {
        "schemas": {
            "New": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "minLength": 1, "maxLength": 60, "pattern": "^a"},
                    "kind": {"enum": ["sale", "rent"]},
                    "price": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                    "address": {"type": "object", "properties": {"city": {"type": "string"}}},
                    "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
                },
                "required": ["text"],
            },
            "Listing": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "status": {"type": "string", "enum": ["DRAFT", "APPROVED"]},
                    "note": {"type": "string"},
                    "area": {"type": "number"},
                    "images": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                    "parent": {"anyOf": [{"$ref": "#/components/schemas/Listing"}, {"type": "null"}]},
                },
                "required": ["id", "status"],
            },
        }
    },
}
NEW, FOUND = ("components", "schemas", "New"), ("components", "schemas", "Listing")
GET, POST = ("paths", "/listings", "get"), ("paths", "/listings", "post")
CREATED = (*POST, "responses", "201")


def changed(*path: Any, to: Any = ..., base: Json = DOCUMENT) -> Json:
    """Return a copy of the document with one part replaced, or removed without `to`."""
    document = deepcopy(base)
    part: Any = document
    for step in path[:-1]:
        part = part[step]
    if to is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = to
    return document


ADDITIVE = {
    "nothing": DOCUMENT,
    "a path": changed("paths", "/agents", to={"get": {"responses": {}}}),
    "a method": changed("paths", LISTING, "get", to={"responses": {"200": {}}}),
    "a status": changed(*POST, "responses", "429", to={}),
    "an answer's header": changed(*CREATED, "headers", "Location", to={}),
    "an optional parameter": changed(
        *GET, "parameters", to=[*DOCUMENT["paths"]["/listings"]["get"]["parameters"], {"name": "cursor", "in": "query"}]
    ),
    "an open operation": changed(*POST, "security", to=[]),
    "an optional field of a request": changed(*NEW, "properties", "heating", to={"type": "string"}),
    "an optional field of an answer": changed(*FOUND, "properties", "heating", to={"type": "string"}),
    "a further value of a request": changed(*NEW, "properties", "kind", "enum", to=["sale", "rent", "lease"]),
    "fewer values of an answer": changed(*FOUND, "properties", "status", "enum", to=["DRAFT"]),
    "a wider limit of a request": changed(*NEW, "properties", "text", "maxLength", to=99),
    "no limit of a request": changed(*NEW, "properties", "text", "maxLength"),
    "no pattern of a request": changed(*NEW, "properties", "text", "pattern"),
    "an optional field of a request that was required": changed(*NEW, "required", to=[]),
    "a required field of an answer that was optional": changed(*FOUND, "required", to=["id", "status", "note"]),
    "a narrower type of an answer": changed(*FOUND, "properties", "area", "type", to="integer"),
    "a limit of an answer": changed(*FOUND, "properties", "note", "maxLength", to=10),
    "a further type of a request": changed(*NEW, "properties", "text", to={"type": ["string", "null"]}),
    "a definition in place": changed(*POST, "requestBody", "content", "application/json", "schema", to={
        **DOCUMENT["components"]["schemas"]["New"]
    }),
}  # fmt: skip
BREAKING = {
    "a path": (changed("paths", LISTING), f"{LISTING} was removed"),
    "a method": (changed(*POST), "POST /listings was removed"),
    "a status": (changed(*POST, "responses", "409"), "POST /listings: the status 409 was removed"),
    "an answer's media type": (
        changed(*CREATED, "content", to={"text/html": {}}),
        "POST /listings: the answer 201: application/json was removed",
    ),
    "an answer's header": (changed(*CREATED, "headers", to={}), "the header ETag was removed"),
    "a sign-in": (changed(*GET, "security"), "GET /listings: needs a sign-in now"),
    "a parameter": (changed(*GET, "parameters", to=[]), "the query parameter `limit` was removed"),
    "a new required parameter": (
        changed(*POST, "parameters", to=[{"name": "If-Match", "in": "header", "required": True}]),
        "POST /listings: the header parameter `If-Match` is required now",
    ),
    "a parameter that is required now": (
        changed(*GET, "parameters", 0, "required", to=True),
        "the query parameter `limit` is required now",
    ),
    "a parameter's limit": (
        changed(*GET, "parameters", 0, "schema", "maximum", to=50),
        "the query parameter `limit`: `limit` has a tighter maximum: was 100, is 50",
    ),
    "a required body": (changed(*POST, "requestBody", "required", to=True), "the request's body is required now"),
    "a request's field": (changed(*NEW, "properties", "text"), "the request: `text` was removed"),
    "a request's inner field": (changed(*NEW, "properties", "address", "properties", to={}), "`address.city` was"),
    "a new required field": (
        changed(*NEW, "required", to=["text", "heating"], base=changed(*NEW, "properties", "heating", to={})),
        "the request: `heating` is required now",
    ),
    "a field that is required now": (changed(*NEW, "required", to=["text", "kind"]), "`kind` is required now"),
    "a request's value": (changed(*NEW, "properties", "kind", "enum", to=["sale"]), "`kind` no longer accepts rent"),
    "a list of values where none was": (
        changed(*NEW, "properties", "address", "properties", "city", "enum", to=["Kyoto"]),
        "`address.city` accepts listed values only now",
    ),
    "a request's upper limit": (
        changed(*NEW, "properties", "text", "maxLength", to=50),
        "`text` has a tighter maxLength: was 60, is 50",
    ),
    "a request's lower limit": (changed(*NEW, "properties", "text", "minLength", to=2), "`text` has a tighter minL"),
    "a limit where none was": (
        changed(*NEW, "properties", "address", "properties", "city", "maxLength", to=9),
        "`address.city` has a tighter maxLength: was none, is 9",
    ),
    "a shorter list": (changed(*NEW, "properties", "tags", "maxItems", to=4), "`tags` has a tighter maxItems"),
    "another pattern": (changed(*NEW, "properties", "text", "pattern", to="^b"), "`text` has another pattern"),
    "another type of a request": (
        changed(*NEW, "properties", "tags", "items", "type", to="integer"),
        "`tags[]` no longer accepts string",
    ),
    "null in a request": (changed(*NEW, "properties", "price", to={"type": "number"}), "`price` no longer accepts nu"),
    "a narrower number": (changed(*NEW, "properties", "price", "anyOf", 0, "type", to="integer"), "longer accepts n"),
    "unknown fields": (changed(*NEW, "additionalProperties", to=False), "`the body` no longer accepts unknown fields"),
    "an answer's field": (changed(*FOUND, "properties", "note"), "the answer 201: `note` was removed"),
    "an answer's inner field": (
        changed(*FOUND, "properties", "images", "items", "properties", to={}),
        "`images[].url` was removed",
    ),
    "an optional field of an answer": (changed(*FOUND, "required", to=["id"]), "`status` may be missing now"),
    "another type of an answer": (changed(*FOUND, "properties", "note", "type", to="integer"), "`note` may now be int"),
    "null in an answer": (changed(*FOUND, "properties", "note", "type", to=["string", "null"]), "`note` may now be n"),
    "a new value of an answer": (
        changed(*FOUND, "properties", "status", "enum", to=["DRAFT", "APPROVED", "LOST"]),
        "`status` may now be LOST",
    ),
    "a value of an answer that is not listed": (
        changed(*FOUND, "properties", "status", to={"type": "string"}),
        "`status` may be any value now",
    ),
    "another format of an answer": (changed(*FOUND, "properties", "id", "format", to="date"), "`id` has another form"),
    "another type of a map": (
        changed(*FOUND, "properties", "labels", "additionalProperties", "type", to="integer"),
        "`labels{}` may now be integer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", ADDITIVE)
def test_an_addition_is_accepted(change: str) -> None:
    assert breaking_changes(DOCUMENT, ADDITIVE[change]) == []


@pytest.mark.parametrize("change", BREAKING)
def test_a_breaking_change_is_refused_with_its_place(change: str) -> None:
    new, expected = BREAKING[change]
    found = breaking_changes(DOCUMENT, new)
    assert any(expected in line for line in found), found


def test_a_field_that_is_required_of_requests_and_read_in_answers_is_judged_for_each() -> None:
    both = changed(*CREATED, "content", "application/json", "schema", to={"$ref": "#/components/schemas/New"})
    wider = changed(*NEW, "properties", "kind", "enum", to=["sale", "rent", "lease"], base=both)
    assert breaking_changes(both, wider) == ["POST /listings: the answer 201: `kind` may now be lease"]


@pytest.mark.parametrize("api", APIS)
def test_the_apis_break_no_client_of_their_baseline(api: str) -> None:
    assert breaking_changes(published(api), current(api)) == []


REAL: list[tuple[str, Callable[[Json], Any], str]] = [
    ("web", lambda d: d["paths"].pop("/search/{country}/{city}"), "/search/{country}/{city} was removed"),
    ("web", lambda d: d["paths"]["/properties"].pop("get"), "GET /properties was removed"),
    ("web", lambda d: d["paths"]["/search"]["get"]["responses"].pop("304"), "GET /search: the status 304 was removed"),
    ("web", lambda d: d["components"]["schemas"]["Listing"]["properties"].pop("description"), "`description` was rem"),
    (
        "web",
        lambda d: d["components"]["schemas"]["Problem"]["required"].remove("detail"),
        "`detail` may be missing now",
    ),
    ("contracts", lambda d: d["paths"]["/contracts"].pop("put"), "PUT /contracts was removed"),
]


@pytest.mark.parametrize(("api", "break_it", "expected"), REAL)
def test_a_breaking_change_of_a_real_document_is_refused(
    api: str, break_it: Callable[[Json], Any], expected: str
) -> None:
    document = deepcopy(current(api))
    break_it(document)
    found = breaking_changes(published(api), document)
    assert any(expected in line for line in found), found


def test_the_baseline_holds_no_texts_but_every_field() -> None:
    fields = published("web")["components"]["schemas"]["Listing"]["properties"]
    assert "description" in fields
    assert "description" not in fields["description"]
