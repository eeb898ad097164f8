"""A check of the AsyncAPI document: each example obeys the schemas beside it.

AsyncAPI's own parser holds examples to their schemas in documents of version 2 alone.
"""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from events.tools import asyncapi
from events.tools.finding import Finding

Json = dict[str, Any]


def examples_obey(document: Json | None = None) -> Iterator[Finding]:
    """Yield a finding for each fault of an example; `document` is that of the code unless it is given."""
    found = document or asyncapi.document()
    for message in found["components"]["messages"].values():
        if not message["examples"]:
            yield Finding(asyncapi.DOCUMENT, f"has no example of {message['name']}", "add a sample of it")
        for example in message["examples"]:
            for part in ("headers", "payload"):
                for fault in _faults(message[part], example[part], found):
                    name = f"the example {example['name']} of {message['name']}"
                    yield Finding(asyncapi.DOCUMENT, f"{name} does not obey: {fault}", "fix the sample")


def _faults(schema: Json, example: Any, document: Json) -> Iterator[str]:
    resolvable = {"components": document["components"], "allOf": [schema]}
    validator = Draft202012Validator(resolvable, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return (f"{error.json_path} {error.message}" for error in validator.iter_errors(example))
