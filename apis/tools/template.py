"""APIs' tables → routes and request models in the contexts' templates: `python -m apis.tools.template write|check`.

The gateway is given the part of each body's schema that it surely reads as it is meant; pydantic checks the rest. A
field that may be of several types, as every field that may be null, is not in its model: docs/adr/0027.
"""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from apis.tools.openapi import APIS, table
from unicorn_kit.openapi import OPEN, document
from unicorn_kit.routes import Api, Route

PROJECT = Path(__file__).resolve().parents[2]
WIDTH = 120
CHECKED = ("type", "enum", "minLength", "required")
PLAIN = re.compile(r"[A-Za-z_][\w./-]*|\d+")
NOT_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def tables() -> dict[str, Api]:
    """Return each context's table."""
    return {context: table(context) for context in APIS}


def path(context: str) -> Path:
    return PROJECT / f"unicorn_{context}" / "template.yaml"


def with_routes(text: str, api: Api) -> str:
    """Return a template with the table's routes and models. Raises LookupError if it has no place for a block."""
    given = yaml_parse(text)["Resources"].items()
    resources = {name: found for name, found in given if isinstance(found, dict)}  # a loop is a list
    (gateway,) = (name for name, found in resources.items() if found["Type"] == "AWS::Serverless::Api")
    source = f"{api.package}/api/routes.py"
    text = _replaced(text, gateway, f"Models: # written by `make api` from {source}", _models(api))
    for name, found in resources.items():
        module = found.get("Properties", {}).get("Handler", "").removesuffix(".handler")
        events = list(_events(api, module, gateway))
        if events:
            text = _replaced(text, name, f"Events: # written by `make api` from {source}", events)
    return text


def _replaced(text: str, resource: str, opening: str, entries: Iterable[str]) -> str:
    """Replace the block that begins as `opening` does, in a resource's properties."""
    lines = text.splitlines(keepends=True)
    key = f"      {opening.partition(':')[0]}:"
    own = next(number for number, line in enumerate(lines) if re.match(rf"  {resource}:\s", line))
    start = next(_indented(lines, own, deeper_than=2, beginning=key), None)
    if start is None:
        raise LookupError(f"give {resource} a property `{key.strip()}`, for `make api` to fill")
    end = start + 1 + sum(1 for _ in _indented(lines, start, deeper_than=6))
    return "".join([*lines[:start], f"      {opening}\n", *entries, *lines[end:]])


def _indented(lines: list[str], start: int, *, deeper_than: int, beginning: str = "") -> Iterator[int]:
    """Yield the numbers of the lines below `start` that belong to it, and begin so."""
    inside = takewhile(lambda n: lines[n].startswith(" " * (deeper_than + 1)), range(start + 1, len(lines)))
    return (number for number in inside if lines[number].startswith(beginning))


def _events(api: Api, module: str, gateway: str) -> Iterator[str]:
    for route in api.routes_of(module):
        model = f", RequestModel: {{Model: {_name(route.body)}, Required: true, ValidateBody: true}}"
        for method in route.methods:
            yield _event(gateway, route, method, model if route.body else "")


def _event(gateway: str, route: Route, method: str, model: str) -> str:
    name = _title(route.operation) + ("" if method == route.method else _title(method.lower()))
    access = ", Auth: {Authorizer: NONE}" if route.access in OPEN else ""
    properties = f"RestApiId: !Ref {gateway}, Path: {_flow(route.path)}, Method: {method}{access}{model}"
    return _entry(name, f"{{Type: Api, Properties: {{{properties}}}}}")


def _models(api: Api) -> Iterator[str]:
    schemas = document(api)["components"]["schemas"]
    for name in dict.fromkeys(_name(route.body) for route in api.routes if route.body):
        yield _entry(name, _flow(_checked_by_the_gateway(schemas[name], schemas)))


def _checked_by_the_gateway(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return what the gateway checks of a schema, without references; nothing where several types are allowed."""
    if "$ref" in schema:
        return _checked_by_the_gateway(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "type" not in schema:
        return {}
    kept: dict[str, Any] = {name: schema[name] for name in CHECKED if name in schema}
    if "items" in schema:
        kept["items"] = _checked_by_the_gateway(schema["items"], schemas)
    fields = {name: _checked_by_the_gateway(part, schemas) for name, part in schema.get("properties", {}).items()}
    if checked := {name: part for name, part in fields.items() if part}:
        kept["properties"] = checked
    return kept


def _entry(name: str, value: str) -> str:
    line = f"        {name}: {value}\n"
    if len(line) <= WIDTH:
        return line
    pairs = value.replace(": ", ":\N{NO-BREAK SPACE}")  # a key stays with its value
    lines = textwrap.wrap(pairs, WIDTH - 10, break_long_words=False, break_on_hyphens=False)
    return f"        {name}:\n" + "".join(f"          {line}\n" for line in lines).replace("\N{NO-BREAK SPACE}", " ")


def _flow(value: Any) -> str:
    """Write a value as YAML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(entry)}" for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case bool():
            return str(value).lower()
        case str() if not PLAIN.fullmatch(value) or value.lower() in NOT_TEXT or value.isdigit():
            return f'"{value}"'
    return str(value)


def _title(text: str) -> str:
    return "".join(word.title() for word in re.findall(r"[a-z]+", text))


def _name(dotted: str | None) -> str:
    return (dotted or "").rpartition(".")[2]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["write"]:
            for context, api in tables().items():
                path(context).write_text(with_routes(path(context).read_text(), api))
        case ["check"]:
            texts = {context: path(context).read_text() for context in tables()}
            stale = [context for context, api in tables().items() if with_routes(texts[context], api) != texts[context]]
            for context in stale:
                print(
                    f"unicorn_{context}/template.yaml does not match its API's table: run `make api`", file=sys.stderr
                )
            return 1 if stale else 0
        case _:
            sys.exit("usage: python -m apis.tools.template write|check")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
