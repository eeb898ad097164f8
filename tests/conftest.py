"""Fixtures and hooks of all tests."""

import os
import signal
from collections.abc import Iterator
from functools import cache
from typing import Any
from unittest.mock import patch

import botocore.session
import pytest

from unicorn_kit import serving
from unicorn_kit.http import Request, Response

NO_ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "USER_POOL": "eu-west-1_pool",
}


LEFT_OUT = pytest.StashKey[int]()
PARTS = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", type=int, choices=range(PARTS), help="only this tenth of the files with slow tests")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0


@pytest.hookimpl(trylast=True)  # what is not selected by its marks is in no part
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if (part := config.getoption("--part")) is not None:
        items[:], others = part_of(items, part)
        config.hook.pytest_deselected(items=others)


def part_of(items: list[pytest.Item], part: int) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return the tests of every tenth file, from the one that the part numbers, and the other tests."""
    files = sorted({str(item.path) for item in items})[part::PARTS]
    return [item for item in items if str(item.path) in files], [item for item in items if str(item.path) not in files]


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.config.stash[LEFT_OUT] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Report how many slow tests were left out, so that a quick run is not mistaken for a full one."""
    if left_out := config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"{left_out} slow tests were left out: `make slow` runs all of them.")


@pytest.fixture(autouse=True, scope="session")
def no_account() -> Iterator[None]:
    """Remove this machine's AWS credentials from the environment, so that no test can use them."""
    left_out = {name for name in os.environ if name.startswith("AWS_")}
    with patch.dict(os.environ, NO_ACCOUNT):
        for name in left_out - set(NO_ACCOUNT):
            del os.environ[name]
        yield


@pytest.fixture(autouse=True, scope="session")
def the_data_of_botocore_is_read_once() -> Iterator[None]:
    """Let all sessions share what they only read: the models of the services, megabytes of JSON."""
    with patch.object(botocore.session, "create_loader", cache(botocore.session.create_loader)):
        yield


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """Restore SIGINT: a shell lets background jobs ignore it, and what the tests start would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def the_gateway_lets_pass_what_the_api_accepts() -> Iterator[None]:
    """Fail each test that sends a body in process which the API accepts, and API Gateway on AWS would refuse."""
    answer = serving._response

    def checked(request: Request, *given: Any) -> Response[Any]:
        response = answer(request, *given)
        if request.route and request.route.body and response.status < 400:
            from tests.request_models import model_of  # noqa: PLC0415 - transforms the templates, for a second

            if model := model_of(request.method, request.resource):
                assert not (refusals := model.refusals(request.text())), refusals
        return response

    with patch.object(serving, "_response", checked):
        yield
