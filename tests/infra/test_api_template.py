"""The routes and request models in the templates are those of the APIs' tables."""

import pytest
from samtranslator.yaml_helper import yaml_parse

from apis.tools.template import main, path, tables, with_routes
from unicorn_kit.routes import Api, Route

CONTEXTS = list(tables())


def test_the_committed_templates_are_fresh() -> None:
    assert main(["check"]) == 0


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_new_row_is_a_new_route_of_its_function_in_the_template(context: str) -> None:
    api = tables()[context]
    first = api.routes[0]
    row = Route("DELETE", "/made-up/{thing_id}", first.handler, "Made up", access="public", body=first.body)
    more = Api(title="", package=api.package, routes=(*api.routes, row))
    text = path(context).read_text()
    written = with_routes(text, more)
    assert written != text
    events = [
        event["Properties"]
        for resource in yaml_parse(written)["Resources"].values()
        if isinstance(resource, dict) and resource.get("Type") == "AWS::Serverless::Function"
        for event in resource["Properties"].get("Events", {}).values()
    ]
    found = {event["Method"]: event for event in events if event.get("Path") == "/made-up/{thing_id}"}
    assert set(found) == {"DELETE"}
    assert found["DELETE"]["Auth"] == {"Authorizer": "NONE"}
    assert ("RequestModel" in found["DELETE"]) == bool(first.body)


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_template_without_a_place_for_the_routes_is_named(context: str) -> None:
    text = path(context).read_text().replace("      Models:", "      ModelsOfOld:")
    with pytest.raises(LookupError, match="Models"):
        with_routes(text, tables()[context])
