"""The story succeeds, or names the step that failed."""

import sys
from io import StringIO
from unittest.mock import patch

import pytest
from rich.console import Console

from demo import listings
from demo.story import STEPS, run_story
from demo.story_house import ADDRESS, left_over, take_down
from tests.unit.cli.fake_apis import Answer, FakeApis, Interrupted
from unicorn_cli import app as command
from unicorn_cli.commands import demo as demo_commands
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "IMAGE_DEADLINE", 0.1)
    monkeypatch.setattr(listings, "DECISION_DEADLINE", 0.1)


def output_of(apis: FakeApis) -> str:
    target = StringIO()
    with Steps(Console(file=target, width=200)) as steps:
        run_story(apis.access(), steps)
    return target.getvalue()


def test_every_successful_step_is_shown() -> None:
    shown = output_of(FakeApis())
    assert all(f"✓ {number:2}. {title}" in shown for number, (title, _) in enumerate(STEPS, start=1))


def test_the_bucket_never_sees_a_token() -> None:
    apis = FakeApis()
    output_of(apis)
    assert apis.tokens_seen == {None}


BREAKS: list[tuple[dict[str, Answer], str]] = [
    ({"POST /contracts": (409, {"detail": "one is active"})}, "the agent drafts a contract"),
    ({"POST /contracts": (201, {"contract_status": "APPROVED"})}, "the agent drafts a contract"),
    ({"POST /properties/": (500, {})}, "the agent uploads two photos"),
    ({"POST bucket": (403, b"<Error/>")}, "the agent uploads two photos"),
    ({"GET /properties": (200, [])}, "the photos become ready"),
    ({"POST /request_approval": (202, {})}, "the agent asks for publication"),
    ({"GET /properties/usa": (200, {"status": "DECLINED", "reasons": []})}, "the request is PENDING"),
    ({"PUT /contracts": (200, {"contract_status": "DRAFT"})}, "the agent approves the contract"),
    ({"PUT /contracts": (200, {"contract_status": "APPROVED"})}, "the listing becomes APPROVED"),
    ({"GET /search": (200, [])}, "a customer finds it by search"),
    ({"GET bucket": (200, b"no image")}, "every photo downloads as an image"),
    ({"GET bucket": (404, b"")}, "every photo downloads as an image"),
    ({"GET /contracts": (500, {})}, "what an earlier story left is taken down"),
    ({"DELETE /properties/": (409, {})}, "the agent takes the listing down"),
    ({"DELETE /properties/": (200, {})}, "a customer does not find it any more"),
]


@pytest.mark.parametrize(("broken", "title"), BREAKS)
def test_a_failed_step_is_named(broken: dict[str, Answer], title: str) -> None:
    with pytest.raises(Problem, match=f"{title}, failed"):
        output_of(FakeApis(broken))


def test_a_listing_that_is_public_before_its_approval_fails_the_story() -> None:
    apis = FakeApis()
    with (
        patch.object(FakeApis, "_public", property(lambda apis: bool(apis.listing))),
        pytest.raises(Problem, match="a customer does not find it yet, failed"),
    ):
        output_of(apis)


@pytest.mark.parametrize(("broken", "status"), [({}, 0), ({"GET /search": (500, {})}, 1)])
def test_the_exit_status_is_0_only_if_every_step_succeeds(
    broken: dict[str, Answer], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo_commands, "access_to", lambda _: FakeApis(broken).access())
    monkeypatch.setattr(sys, "argv", ["unicorn", "story"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == status
    assert ("failed" in capsys.readouterr().err) is bool(status)


def ends_with_nothing_left(apis: FakeApis) -> bool:
    """Return whether nothing is public, and nothing would become so: the one house is withdrawn."""
    return (
        apis.listing["property_id"] == ADDRESS.property_id
        and apis.listing["status"] == "WITHDRAWN"
        and apis.listing["images"] == []
        and apis.contract == {"contract_status": "CANCELLED"}
    )


def test_every_story_leaves_the_same_and_nothing_public() -> None:
    apis = FakeApis()
    for _ in range(3):
        output_of(apis)
        assert ends_with_nothing_left(apis)


@pytest.mark.slow  # plays the story about a hundred times
def test_a_story_takes_down_what_one_that_was_interrupted_at_any_call_has_left() -> None:
    whole = FakeApis()
    output_of(whole)
    first = whole.calls
    output_of(whole)
    for before, calls in ((0, first), (1, whole.calls - first)):  # the very first story, and a later one
        for interrupted_after in range(1, calls + 1):
            apis = FakeApis()
            for _ in range(before):
                output_of(apis)
            apis.interrupted_after = apis.calls + interrupted_after
            with pytest.raises(Interrupted):
                output_of(apis)
            output_of(apis)
            assert ends_with_nothing_left(apis), (before, interrupted_after)


def test_houses_that_stories_of_earlier_releases_have_published_are_taken_down() -> None:
    apis = FakeApis()
    output_of(apis)
    apis.listing |= {"property_id": "usa/storyville/happy-end-lane/404532319", "status": "APPROVED"}
    with apis.access().web() as customer:
        assert left_over(customer) == [ADDRESS.property_id, apis.listing["property_id"]]
    with apis.access().web("agent1") as web, apis.access().contracts("agent1") as contracts:
        take_down(apis.listing["property_id"], contracts=contracts, web=web)
    assert apis.listing["status"] == "WITHDRAWN"
