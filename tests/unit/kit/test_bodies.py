"""Bodies as clients send them: what is JSON for both readers, and what is refused with which sentence."""

from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict

from unicorn_kit.bodies import read_body, read_exact_body
from unicorn_kit.http import Request
from unicorn_kit.models import InDigits
from unicorn_kit.problems import Problem, invalid

type Read = Callable[[type[BaseModel], Request], Any]


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str = ""
    count: int = 0
    price: Annotated[Any, BeforeValidator(lambda given: given)] = None


class Query(BaseModel):
    limit: Annotated[int, InDigits] = 25


def request(body: str, **more: Any) -> Request:
    return Request({"body": body, "requestContext": {"requestId": "r"}, **more})


BOTH = pytest.mark.parametrize("read", [read_body, read_exact_body])


@BOTH
@pytest.mark.parametrize(
    "content_type",
    ["application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "application/json;odata=minimal", ""],
)
def test_a_body_is_json_whatever_its_content_type_says_beside(read: Read, content_type: str) -> None:
    assert read(Thing, request('{"note": "é"}', headers={"Content-Type": content_type})).note == "é"


@BOTH
def test_of_a_name_that_is_there_twice_the_last_value_counts(read: Read) -> None:
    assert read(Thing, request('{"note": "a", "count": 1, "note": "b"}')).note == "b"


@BOTH
@pytest.mark.parametrize(
    "body",
    ["", " ", "{", '{"note": "a"}{}', '{"note": "a",}', "{'note': 'a'}", '{"count": 01}', "\ufeff{}", "1" * 5000],
)
def test_what_is_no_json_object_is_refused(read: Read, body: str) -> None:
    with pytest.raises(Problem) as problem:
        read(Thing, request(body))
    assert (problem.value.status, problem.value.errors[0]["field"]) == (HTTPStatus.BAD_REQUEST, "body")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("NaN", "this is no JSON"),
        ("-Infinity", "this is no JSON"),
        ("1" * 5000, "it has a number with too many digits"),
        ("1E" + "9" * 5000, "it has a number with too many digits"),
        ("[" * 20_000 + "]" * 20_000, "it is nested too deeply"),
        ("[" * 20_000, "it is nested too deeply"),
        ("", "this is no JSON"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(value: str, sentence: str) -> None:
    with pytest.raises(Problem, match=f"^body: {sentence}[.]$"):
        read_exact_body(Thing, request(f'{{"price": {value}}}'))


def test_a_number_is_read_exactly() -> None:
    assert read_exact_body(Thing, request('{"price": 199.990}')).price == Decimal("199.990")


@BOTH
@pytest.mark.parametrize(
    "body", ['{"note": "Caf\ufffd"}', b64encode('{"note": "Café"}'.encode("latin-1")).decode()], ids=["text", "base64"]
)
def test_letters_that_were_lost_on_the_way_are_not_stored(read: Read, body: str) -> None:
    """A client that sends Latin-1: the gateway hands over no bytes, but a character in their place."""
    with pytest.raises(Problem, match="UTF-8"):
        read(Thing, request(body, isBase64Encoded=not body.startswith("{")))


@BOTH
def test_the_character_itself_can_be_written(read: Read) -> None:
    assert read(Thing, request('{"note": "\\ufffd"}')).note == "\ufffd"


@pytest.mark.parametrize("given", ["1_0", " 1", "1 ", "+1", "-1", "1.0", "1e1", "\uff11", "\u00b2", ""])
def test_a_number_in_a_query_is_written_in_digits(given: str) -> None:
    with pytest.raises(ValueError, match="use a whole number"):
        Query.model_validate({"limit": given})
    assert Query.model_validate({"limit": "10"}).limit == 10


def test_a_question_ends_with_its_own_mark() -> None:
    assert invalid("LIMIT", "did you mean limit?").detail == "LIMIT: did you mean limit?"
    assert invalid("limit", "give it once").detail == "limit: give it once."
