"""What Schemathesis checks beside its own: loaded by SCHEMATHESIS_HOOKS.

Two of its checks are replaced by one each that is as strict where it can be, and says what it cannot hold:

- `positive_data_acceptance` takes a list of statuses, so that 400 would be refused or taken whatever the reason. Here a
  request that the description allows may be refused with 400 or 422 for what no schema can say alone, rule by rule.
- `unsupported_method` wants 405. API Gateway has no such answer: a method without a route is a route that is not there.
"""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import schemathesis
from schemathesis import GenerationMode
from schemathesis.generation.meta import CoverageScenario

from tests.conformance import plausible  # noqa: F401 - it is loaded with these checks

REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
# What the state of the system decides: the thing is another's, not there, in another state or at another version.
OTHERWISE = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.GONE,
    HTTPStatus.PRECONDITION_FAILED,
)
NO_ROUTE = (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)  # on AWS the first, by the template; locally the second
ADDRESS = r"(address\.)?(country|region|city|postcode|street|number|unit|name)"
SEEN = "holds (a control|an invisible|nothing that can|a character that stands for no)|^is empty$"
# The field, and what is said of it; each line has the reason why no schema can say it.
RULES = [
    (ADDRESS, "(has|holds) (no|a|an|[0-9]+) |is empty"),  # what a canonical spelling is: Unicode's tables
    ("property_id", "a property id is country/city/street/number"),  # each part is such a text
    ("property_id", "the address is that of"),  # two fields that agree
    ("expires_on", "is over"),  # the clock
    (r"cursor|after|\$skiptoken", "take it from"),  # a signature
    (r"\$top|\$filter", "has all that its page needs"),  # two parameters that exclude each other
    (r"\$filter", "may still be on their way"),  # the clock
    ("min_(price|living_area|lot_size|year_built)", "use at most max_"),  # two parameters that agree
    ("bbox", "the second number, south"),  # two numbers that agree
    ("bbox|latitude|longitude|radius", "say where to look|use either bbox|belong together"),  # parameters that agree
    ("listprice", "has [0-9] decimals|at most 15 digits"),  # two fields that agree
    ("rent_period", "rent|sale"),  # two fields that agree
    ("comment", "say in the comment why"),  # two fields that agree
    ("starts_at", "is no time|is over|next [0-9]+ days|that far from UTC"),  # the calendar, and the clock
    ("slot_id", "is no time"),  # the calendar
    ("words", "use a word with letters"),  # what a letter is: Unicode's tables
    ("turn|crop", "the photo as it is|the turned photo has|pixels of this photo"),  # how large the photo is
    ("url", "host|user name|#|https|port|this is no address"),  # what a name resolves to
    (".*", SEEN),  # what is seen of a text: Unicode's tables
    ("email", "is no e-mail address"),  # 64 characters before the @, of 254 in all
    ("description", "bytes of UTF-8"),  # bytes, where a schema counts characters
    (".*", "name each image once|decimals of a square metre"),  # exact decimals, which a float's multipleOf is not
    ("If-Match", "public version"),  # which of two ETags it is
    ("Idempotency-Key", "was sent with another request"),  # what was sent before
]
NAMED = [(re.compile(field), re.compile(message)) for field, message in RULES]
NOT_WHOLE = re.compile("valid (integer|string)$")  # of what JSON Schema calls an integer; a house number may be a text


@schemathesis.check
def only_what_cannot_be_described_is_refused(ctx: Any, response: Any, case: Any) -> None:
    if not is_allowed(case) or response.status_code < HTTPStatus.BAD_REQUEST or response.status_code in OTHERWISE:
        return
    if response.status_code == HTTPStatus.PRECONDITION_REQUIRED:
        assert not sent_headers(case).get("if-match", "").strip(), "If-Match was sent"
        return
    assert response.status_code in REFUSED, f"the description allows what is answered with {response.status_code}"
    for field, message in faults(response.text):
        is_right = is_named(field, message) or is_whole_float(case.body, field, message)
        assert is_right, f"the description allows what is refused: {field}: {message}"


@schemathesis.check
def an_unsupported_method_reaches_nothing(ctx: Any, response: Any, case: Any) -> None:
    """Expect what the gateway answers by itself.

    A HEAD is as its GET, and OPTIONS is the preflight of browsers: HTTP has both without a description.
    """
    scenario = getattr(case.meta and case.meta.phase.data, "scenario", None)
    if scenario is CoverageScenario.UNSPECIFIED_HTTP_METHOD and case.method.upper() not in {"HEAD", "OPTIONS"}:
        assert response.status_code in NO_ROUTE, f"{case.method} has no route, and got {response.status_code}"


def is_allowed(case: Any) -> bool:
    """Return whether the description allows a request.

    Schemathesis marks what it generates, but for a header whose pattern has a quote its coverage phase sends `0`.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return False
    sent = sent_headers(case)
    described = (found.definition for found in case.operation.headers)
    patterns = ((one["name"].lower(), one.get("schema", {}).get("pattern")) for one in described)
    return all(re.search(pattern, sent[name]) for name, pattern in patterns if pattern and name in sent)


def sent_headers(case: Any) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in (case.headers or {}).items()}


def is_named(field: str, message: str) -> bool:
    return any(where.fullmatch(field) and what.search(message) for where, what in NAMED)


def is_whole_float(body: Any, field: str, message: str) -> bool:
    """Return whether a field is refused as 12.0: JSON Schema calls it an integer, which the APIs want written as 12."""
    part = body
    for name in field.split("."):
        part = part.get(name) if isinstance(part, dict) else None
    return isinstance(part, float) and part.is_integer() and bool(NOT_WHOLE.search(message))


def faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a problem with what is said of each."""
    problem = json.loads(text)
    errors = problem.get("errors") or [{"field": "", "message": problem["detail"]}]
    return ((error["field"], error["message"]) for error in errors)
