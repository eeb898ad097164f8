"""The check of our own that Schemathesis runs: what a description allows is refused by the named rules alone."""

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis import GenerationMode

from tests.conformance.checks import is_allowed, is_named, is_whole_float, only_what_cannot_be_described_is_refused
from unicorn_kernel.spelling import canonical_text
from unicorn_kit.texts import one_line

PATTERN = {"name": "If-Match", "schema": {"pattern": '^"[0-9]+"$'}}


def case(mode: GenerationMode = GenerationMode.POSITIVE, headers: dict[str, str] | None = None) -> Any:
    generation = SimpleNamespace(mode=mode)
    return SimpleNamespace(
        meta=SimpleNamespace(generation=generation),
        headers=headers or {},
        body=None,
        operation=SimpleNamespace(headers=[SimpleNamespace(definition=PATTERN)]),
    )


def refusal(field: str, message: str) -> Any:
    text = json.dumps({"detail": "no", "errors": [{"field": field, "message": message}]})
    return SimpleNamespace(status_code=HTTPStatus.BAD_REQUEST, text=text)


def test_a_refusal_that_no_rule_names_is_a_finding() -> None:
    with pytest.raises(AssertionError, match="limit: use a whole number"):
        only_what_cannot_be_described_is_refused(None, refusal("limit", "use a whole number"), case())


@pytest.mark.parametrize("mode", GenerationMode)
def test_a_refusal_that_a_rule_names_is_none(mode: GenerationMode) -> None:
    only_what_cannot_be_described_is_refused(None, refusal("expires_on", "2000-01-01 is over"), case(mode))


def test_a_refusal_of_what_the_description_forbids_is_none() -> None:
    forbidden = case(GenerationMode.NEGATIVE)
    only_what_cannot_be_described_is_refused(None, refusal("limit", "use a whole number"), forbidden)


@pytest.mark.parametrize(("sent", "allowed"), [({}, True), ({"If-Match": '"7"'}, True), ({"If-Match": "0"}, False)])
def test_a_header_that_its_pattern_forbids_is_not_allowed(sent: dict[str, str], allowed: bool) -> None:
    assert is_allowed(case(headers=sent)) == allowed


def test_a_whole_number_with_a_point_is_found_in_a_body() -> None:
    said = "Input should be a valid integer"
    assert is_whole_float({"address": {"number": 12.0}}, "address.number", said)
    assert not is_whole_float({"address": {"number": 12.0}}, "address.city", said)
    assert not is_whole_float({"number": 12}, "number", said)
    assert not is_whole_float({"number": 12.5}, "number", said)
    assert not is_whole_float({"number": 12.0}, "number", "use a number")


def test_a_rule_is_about_its_own_fields() -> None:
    assert is_named("address.city", "city has no letter or digit")
    assert not is_named("limit", "city has no letter or digit")


@pytest.mark.parametrize("text", ["a\x07", "\u202eb", "\u3164", "\ufdd0"])
def test_what_is_seen_of_a_text_is_refused_in_any_field(text: str) -> None:
    """The fields are many, and new ones come: one sentence each of the two modules that check what people type."""
    refusals = list(refused(one_line, text)) + list(refused(canonical_text, text))
    assert refusals
    assert all(is_named("any_field", refusal) for refusal in refusals), refusals


def refused(check: Callable[[str], str], text: str) -> Iterator[str]:
    try:
        check(text)
    except ValueError as error:
        yield str(error)
