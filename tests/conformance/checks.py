"""What Schemathesis checks beside its own: a request that the description allows is refused by few rules alone.

These rules cannot be written as JSON Schema; the descriptions say them in words. Schemathesis loads this module by
SCHEMATHESIS_HOOKS.
"""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import schemathesis
from schemathesis import GenerationMode

REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
ADDRESS = r"(address\.)?(country|region|city|postcode|street|number|unit|name)"
# The field, and what is said of it; each line has the reason why no schema can say it.
RULES = [
    (
        ADDRESS,
        "has|is empty|holds|mixes|begins|ends|write|remove|type",
    ),  # what a canonical spelling is: Unicode's tables
    ("property_id", "a property id is country/city/street/number"),  # each part is such a text
    ("property_id", "the address is that of"),  # two fields that agree
    ("expires_on", "is over"),  # the clock
    ("cursor|after", "take it from"),  # a signature
    ("min_price", "use at most max_price"),  # two parameters that agree
    ("listprice", "has [0-9] decimals|at most 15 digits"),  # two fields that agree
    ("rent_period", "rent|sale"),  # two fields that agree
    ("seller_name|description|headline|.*alt_text|.*caption|filename", "holds"),  # what can be seen: Unicode's tables
    ("description", "bytes of UTF-8"),  # bytes, where a schema counts characters
    (".*", "name each image once|decimals of a square metre"),  # exact decimals, which a float's multipleOf is not
    ("If-Match", "public version"),  # which of two ETags it is
    ("Idempotency-Key", "was sent with another request"),  # what was sent before
]
NAMED = [(re.compile(field), re.compile(message)) for field, message in RULES]


@schemathesis.check
def only_what_cannot_be_described_is_refused(ctx: Any, response: Any, case: Any) -> None:
    if response.status_code in REFUSED and is_allowed(case):
        for field, message in faults(response.text):
            assert is_named(field, message), f"the description allows what is refused: {field}: {message}"


def is_allowed(case: Any) -> bool:
    """Return whether the description allows a request.

    Schemathesis marks what it generates, but for a header whose pattern has a quote its coverage phase sends `0`. And
    JSON Schema calls 12.0 an integer, where the APIs take one that is written as such.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE or has_whole_float(case.body):
        return False
    sent = {name.lower(): str(value) for name, value in (case.headers or {}).items()}
    described = (found.definition for found in case.operation.headers)
    patterns = ((one["name"].lower(), one.get("schema", {}).get("pattern")) for one in described)
    return all(re.search(pattern, sent[name]) for name, pattern in patterns if pattern and name in sent)


def has_whole_float(part: Any) -> bool:
    if isinstance(part, dict | list):
        return any(map(has_whole_float, part.values() if isinstance(part, dict) else part))
    return isinstance(part, float) and part.is_integer()


def is_named(field: str, message: str) -> bool:
    return any(where.fullmatch(field) and what.search(message) for where, what in NAMED)


def faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a problem with what is said of each."""
    problem = json.loads(text)
    errors = problem.get("errors") or [{"field": "", "message": problem["detail"]}]
    return ((error["field"], error["message"]) for error in errors)
