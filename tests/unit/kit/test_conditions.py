"""Versions, keys and tags in headers."""

from contextlib import suppress
from http import HTTPStatus
from time import process_time
from typing import Any

import pytest

from unicorn_kit.conditions import (
    cacheable,
    etag,
    idempotency_key,
    kept_for,
    required_version,
    unless_held,
    version_if_any,
)
from unicorn_kit.http import Request, Response, json_response
from unicorn_kit.problems import Problem


def request(**headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request({"headers": named, "requestContext": {"requestId": "r"}})


@pytest.mark.parametrize(
    ("given", "versions"),
    [
        ('"7"', {7}),
        (' "7" ', {7}),
        ('"7", "8"', {7, 8}),
        ('"7","8" ,\t"x"', {7, 8}),
        ('W/"7", "8"', {8}),
        ("*", None),
        ('"x"', set()),
        ('"-1"', set()),
        ('"07"', set()),
        ('"1234567890"', set()),
        ('""', set()),
        (',"7",', {7}),
        (', ,\t"7" ,, "8" , ', {7, 8}),
    ],
)
def test_versions_are_read_from_their_tags_and_any_other_tag_matches_nothing(
    given: str, versions: set[int] | None
) -> None:
    assert required_version(request(if_match=given), of="thing") == versions
    assert version_if_any(request(if_match=given)) == versions


@pytest.mark.parametrize(
    "given", ["7", "W/7", "'7'", '"7', '7"', '"7" "8"', '"7", 8', '*, "7"', '"7";', '"a b"', "é", ",", ", ,", '"7",*']
)
def test_a_tag_without_quotes_is_told(given: str) -> None:
    for read in (version_if_any, lambda asked: required_version(asked, of="thing")):
        with pytest.raises(Problem, match='If-Match: "7"') as problem:
            read(request(if_match=given))
        assert problem.value.status is HTTPStatus.BAD_REQUEST


def test_a_weak_tag_never_matches_and_the_strong_one_is_named() -> None:
    with pytest.raises(Problem, match='send "7" instead of W/"7"') as problem:
        version_if_any(request(if_match='W/"7"'))
    assert problem.value.status is HTTPStatus.PRECONDITION_FAILED


def test_the_tag_of_a_public_answer_is_told_from_that_of_a_version() -> None:
    answer: Response[Any] = json_response({"a": 1})
    public = cacheable(answer, request(), seconds=30).headers["ETag"]
    for given in (public, f"W/{public}", f'"7", {public}'):
        with pytest.raises(Problem, match="public version") as problem:
            version_if_any(request(if_match=given))
        assert problem.value.status is HTTPStatus.BAD_REQUEST


def test_a_tag_is_read_back() -> None:
    assert version_if_any(request(if_match=etag(12)["ETag"])) == frozenset({12})


def test_without_the_header_a_version_is_required_or_any() -> None:
    with pytest.raises(Problem, match="thing's ETag") as problem:
        required_version(request(), of="thing")
    assert problem.value.status is HTTPStatus.PRECONDITION_REQUIRED
    assert version_if_any(request()) is None


@pytest.mark.parametrize("key", ["a", "A-z.0_9~", "x" * 255, "8e03978e-40d5-43dd-bc93-6894a57f9324", "a/b&c:,;="])
def test_an_idempotency_key_is_read_in_any_spelling_of_its_header(key: str) -> None:
    assert idempotency_key(request(IDEMPOTENCY_KEY=key)) == key
    assert idempotency_key(request(idempotency_key=f' "{key}" ')) == key
    assert idempotency_key(request()) is None


def test_an_answer_that_the_caller_has_is_not_sent_again() -> None:
    answer: Response[Any] = json_response({"a": 1}, headers={"Link": "next"})
    first = cacheable(answer, request(), seconds=30)
    again = cacheable(answer, request(if_none_match=first.headers["ETag"]), seconds=30)
    assert (first.status, first.body) == (200, '{"a":1}')
    assert first.headers["Cache-Control"] == "public, max-age=30, s-maxage=30, stale-if-error=0"
    assert (again.status, again.body, again.headers["ETag"]) == (304, "", first.headers["ETag"])


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("{tag}", 304),
        (", {tag},, ", 304),
        ("W/{tag}", 304),
        ('"x", W/{tag}, "y"', 304),
        ("*", 304),
        ('"x"', 200),
        ('W/"x", "y"', 200),
        ("", 200),
    ],
)
def test_tags_that_the_caller_has_are_compared_weakly(given: str, status: int) -> None:
    answer: Response[Any] = json_response({"a": 1})
    tag = cacheable(answer, request(), seconds=30).headers["ETag"]
    assert cacheable(answer, request(if_none_match=given.format(tag=tag)), seconds=30).status == status


@pytest.mark.parametrize(
    "given", ['"a"' + ', "b"' * 2000, ", " * 2000 + '"a"', '"a"' + " ," * 2000, '"a"' + " , " * 2000 + "!"]
)
def test_a_long_list_of_tags_is_read_in_one_pass(given: str) -> None:
    began = process_time()
    with suppress(Problem):
        version_if_any(request(if_match=given))
    assert process_time() - began < 1


def test_a_header_on_several_lines_is_one_list() -> None:
    lines = {"If-Match": ['"7"', '"8"'], "X-Correlation-Id": ["c"]}
    asked = Request({"headers": {"If-Match": '"8"'}, "multiValueHeaders": lines, "requestContext": {"requestId": "r"}})
    assert version_if_any(asked) == frozenset({7, 8})
    assert asked.correlation_id == "c"


@pytest.mark.parametrize(("given", "status"), [('"7"', 304), ('W/"7"', 304), ("*", 304), ('"6"', 200), ("", 200)])
def test_a_version_that_the_caller_has_is_not_sent_again(given: str, status: int) -> None:
    answer: Response[Any] = json_response({"a": 1}, headers=etag(7))
    found = unless_held(answer, request(if_none_match=given))
    assert (found.status, found.headers["ETag"], bool(found.body)) == (status, '"7"', status == HTTPStatus.OK)


def test_a_tag_that_the_caller_has_is_told_to_need_quotes() -> None:
    answer: Response[Any] = json_response({"a": 1})
    with pytest.raises(Problem, match='If-None-Match: "7"'):
        cacheable(answer, request(if_none_match="5106e5a6b95c552b783197bf"), seconds=30)


def test_a_shared_cache_keeps_no_answer_that_was_asked_for_with_a_token() -> None:
    answer: Response[Any] = json_response({"a": 1})
    found = cacheable(answer, request(AUTHORIZATION="Bearer t"), seconds=30)
    assert found.headers["Cache-Control"] == "private, max-age=30"


def test_a_shared_cache_keeps_public_answers_for_their_time_and_none_when_the_api_fails() -> None:
    assert kept_for(30, request()) == "public, max-age=30, s-maxage=30, stale-if-error=0"


def test_another_link_is_another_answer() -> None:
    one, other = (cacheable(json_response(1, headers={"Link": link}), request(), seconds=30) for link in ("a", "b"))
    assert one.headers["ETag"] != other.headers["ETag"]
