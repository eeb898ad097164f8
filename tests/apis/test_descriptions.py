"""What clients are generated from: both descriptions are of one form, and say no more than the code does."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from apis.tools.openapi import APIS, description, table
from unicorn_kit.description import with_sign_in
from unicorn_kit.openapi import document

BOTH = pytest.mark.parametrize("api", APIS)
Json = dict[str, Any]


def schemas(part: Any, where: str = "") -> Iterator[tuple[str, Json]]:
    """Yield each object within a document, with its place."""
    if isinstance(part, dict):
        yield where, part
    members = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, member in members:
        yield from schemas(member, f"{where}/{name}")


@BOTH
def test_no_body_has_a_default_as_clients_would_send_it_and_clear_fields(api: str) -> None:
    components = description(api)["components"]["schemas"]
    assert [where for where, schema in schemas(components) if "default" in schema] == []


@BOTH
def test_what_a_change_may_leave_out_is_not_required(api: str) -> None:
    components = description(api)["components"]["schemas"]
    changes = [schema for name, schema in components.items() if name.startswith("Change")]
    assert changes
    assert [schema.get("required") for schema in changes] == [None] * len(changes)


@BOTH
def test_each_schema_has_a_title_of_its_own(api: str) -> None:
    """openapi-python-client names its models by titles, and leaves out answers of which two have one name."""
    components = description(api)["components"]["schemas"]
    titles = [schema.get("title", name) for name, schema in components.items()]
    assert sorted(titles) == sorted(set(titles))
    assert [name for name in components if not name.isidentifier()] == []


@BOTH
def test_the_description_says_how_to_sign_in(api: str) -> None:
    described = with_sign_in(document(table(api)), "https://idp.example/.well-known/openid-configuration")
    schemes = described["components"]["securitySchemes"]
    assert schemes["openid"]["openIdConnectUrl"] == "https://idp.example/.well-known/openid-configuration"
    assert "id token" in schemes["agent"]["description"]
    assert described["security"] == [{"agent": []}, {"openid": []}]


@BOTH
def test_each_change_that_needs_a_version_says_so_and_in_which_form(api: str) -> None:
    for path, methods in description(api)["paths"].items():
        for method, operation in methods.items():
            named = {found["name"]: found for found in operation["parameters"]}
            if "428" in operation["responses"]:
                assert named["If-Match"]["required"], (method, path)
            if "If-Match" in named:
                assert '"7"' in named["If-Match"]["description"]
                assert named["If-Match"]["schema"]["pattern"]


@BOTH
def test_every_post_takes_an_idempotency_key_bare_or_in_quotes(api: str) -> None:
    for path, methods in description(api)["paths"].items():
        if "post" in methods:
            [key] = [found for found in methods["post"]["parameters"] if found["name"] == "Idempotency-Key"]
            assert (key["schema"]["minLength"], key["schema"]["maxLength"]) == (1, 257), path


@BOTH
def test_each_keyword_of_a_parameters_schema_is_one_of_json_schema(api: str) -> None:
    """pydantic writes `ge` in the place of `minimum` if a bound stands behind a validator; nobody reads it."""
    known = set(Draft202012Validator.VALIDATORS) | {"default", "description", "examples", "title"}
    operations = [operation for methods in description(api)["paths"].values() for operation in methods.values()]
    found = [one for operation in operations for one in operation["parameters"]]
    assert [one for one in found if not one["schema"].keys() <= known] == []
    limits = [one["schema"].keys() for one in found if one["name"] == "limit"]
    assert limits
    assert all({"minimum", "maximum"} <= keys for keys in limits)
