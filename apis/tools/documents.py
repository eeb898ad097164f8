"""Find the breaking changes between two OpenAPI documents of one API: paths, parameters, bodies, answers, sign-in."""

from collections.abc import Iterator, Mapping
from typing import Any

from apis.tools.compatibility import Comparison, Direction
from apis.tools.schemas import Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
Json = dict[str, Any]


def breaking_changes(old: Json, new: Json) -> list[str]:
    """Return every change that breaks a client of the old document; empty if there is none."""
    return [change for path in old["paths"] for change in _path(path, old, new)]


def _path(path: str, old: Json, new: Json) -> Iterator[str]:
    if path not in new["paths"]:
        yield f"{path} was removed"
        return
    for method in METHODS:
        before, after = old["paths"][path].get(method), new["paths"][path].get(method)
        if before is None:
            continue
        name = f"{method.upper()} {path}"
        if after is None:
            yield f"{name} was removed"
            continue
        for change in _operation(Node(before, old), Node(after, new)):
            yield f"{name}: {change}"


def _operation(old: Node, new: Node) -> Iterator[str]:
    if _is_open(old) and not _is_open(new):
        yield "needs a sign-in now"
    yield from _parameters(old, new)
    yield from _request_body(old, new)
    for status, response in old.schema["responses"].items():
        if status not in new.schema["responses"]:
            yield f"the status {status} was removed"
            continue
        before, after = old.at(response), new.at(new.schema["responses"][status])
        for change in _answer(before, after):
            yield f"the answer {status}: {change}"


def _is_open(operation: Node) -> bool:
    security = operation.schema.get("security", operation.document.get("security", []))
    return not security or {} in security


def _parameters(old: Node, new: Node) -> Iterator[str]:
    before, after = _by_place(old), _by_place(new)
    for key in sorted(before.keys() | after.keys()):
        name = f"the {key[0]} parameter `{key[1]}`"
        if key not in after:
            yield f"{name} was removed"
            continue
        if _is_required(after[key]) and not (key in before and _is_required(before[key])):
            yield f"{name} is required now"
        if key in before:
            old_schema, new_schema = (node.at(node.schema.get("schema", {})) for node in (before[key], after[key]))
            for change in Comparison(Direction.REQUEST).breaks(key[1], old_schema, new_schema):
                yield f"{name}: {change}"


def _is_required(parameter: Node) -> bool:
    return bool(parameter.schema.get("required"))


def _by_place(operation: Node) -> dict[tuple[str, str], Node]:
    nodes = (operation.at(parameter) for parameter in operation.schema.get("parameters", []))
    return {(node.schema["in"], node.schema["name"]): node for node in nodes}


def _request_body(old: Node, new: Node) -> Iterator[str]:
    before, after = (node.at(node.schema.get("requestBody", {})) for node in (old, new))
    if after.schema.get("required") and not before.schema.get("required"):
        yield "the request's body is required now"
    for change in _contents(before, after, Comparison(Direction.REQUEST)):
        yield f"the request: {change}"


def _answer(old: Node, new: Node) -> Iterator[str]:
    yield from _contents(old, new, Comparison(Direction.ANSWER))
    after: Mapping[str, Any] = {name.lower(): header for name, header in new.schema.get("headers", {}).items()}
    for name in old.schema.get("headers", {}):
        if name.lower() not in after:
            yield f"the header {name} was removed"


def _contents(old: Node, new: Node, comparison: Comparison) -> Iterator[str]:
    for kind, content in old.schema.get("content", {}).items():
        if kind not in new.schema.get("content", {}):
            yield f"{kind} was removed"
            continue
        after = new.schema["content"][kind]
        yield from comparison.breaks("", old.at(content.get("schema", {})), new.at(after.get("schema", {})))
