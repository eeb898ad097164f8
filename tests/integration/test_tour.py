"""Every step of the tour shows what its page says, and leaves the system as it was."""

import json
import subprocess
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from tests.integration.aws import Aws
from tests.integration.test_command import public_homes
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.tour.pages import Page, pages
from unicorn_cli.tour.run import run_step

type Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left(unicorn: Run, customer: Api, aws: Aws) -> Iterator[None]:
    """Compare public homes, dead letters, subscriptions and paused functions before and after all steps."""
    before = left_over(unicorn, customer, aws)
    yield
    assert left_over(unicorn, customer, aws) == before


def left_over(unicorn: Run, customer: Api, aws: Aws) -> dict[str, Any]:
    mappings: Any = aws.functions.list_event_source_mappings()["EventSourceMappings"]
    return {
        "homes": public_homes(customer),
        "letters": json.loads(unicorn("dlq", "list", "--json").stdout),
        "queues": aws.sqs.list_queues(QueueNamePrefix="unicorn-local-tap").get("QueueUrls", []),
        "paused": [mapping["FunctionArn"] for mapping in mappings if mapping["State"] != "Enabled"],
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path.stem)
def test_a_step_shows_what_its_page_says(page: Page, system: LocalSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNICORN_HOME", str(system.home))
    shown = StringIO()
    try:
        run_step(page, Console(file=shown, soft_wrap=True, highlight=False), lambda: None)
    except Problem as problem:
        pytest.fail(f"{problem}\n{shown.getvalue()}")


def test_the_command_shows_what_it_runs(unicorn: Run) -> None:
    answer = unicorn("tour", "3")
    assert answer.returncode == 0, answer.stderr
    assert "\n$ unicorn try queue\nsent to one queue: 10 messages\n" in answer.stdout


def test_the_steps_are_listed(unicorn: Run) -> None:
    listed = unicorn("tour").stdout.splitlines()
    assert [line.split(maxsplit=1) for line in listed[: len(pages())]] == [
        [str(page.number), page.title] for page in pages()
    ]


def test_what_does_not_exist_is_named_with_what_does(unicorn: Run) -> None:
    assert "The tour has no step 99" in unicorn("tour", "99").stderr
    unknown = unicorn("try", "nothing")
    assert unknown.returncode == 1
    assert "Use one of coupling, queue, topic" in unknown.stderr
