"""One running system for all integration tests, and fixtures to use it.

The tests use the system that UNICORN_HOME names, if it runs. Otherwise they start one in `.unicorn-test`, beside the
developer's own, and stop it at the end.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.aws import Aws
from tests.integration.bus import listen
from tests.integration.calls import Recorder
from tests.request_models import validated_requests
from unicorn_cli.local import engine
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.problems import Problem

UNICORN = str(Path(sys.executable).with_name("unicorn"))
HERE = Path(__file__).parent


LAST = HERE / "test_permissions.py"  # compares what all other tests called


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.integration)
        if HERE / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path == LAST)


@pytest.fixture(autouse=True, scope="package")
def the_gateway_lets_pass_what_the_apis_accept() -> Iterator[None]:
    """The local engine validates no body."""
    with validated_requests():
        yield


@pytest.fixture(scope="session")
def system() -> Iterator[LocalSystem]:
    """Return the running system under test."""
    named = os.environ.get("UNICORN_HOME")
    found = LocalSystem(Path(named).absolute() if named else PROJECT / ".unicorn-test")
    if named and _runs(found):
        yield found
        return
    environment = os.environ | {"UNICORN_HOME": str(found.home)}
    subprocess.run([UNICORN, "up", "--detach"], env=environment, check=True)
    yield found
    subprocess.run([UNICORN, "down"], env=environment, check=True)


def _runs(system: LocalSystem) -> bool:
    try:
        return bool(engine.running(system))
    except Problem:
        return False


@pytest.fixture(scope="session")
def unicorn(system: LocalSystem) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command, as a person does, on the system under test."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"UNICORN_HOME": str(system.home)}
        return subprocess.run(
            [UNICORN, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    return run


@pytest.fixture(scope="session")
def access(system: LocalSystem) -> Access:
    return Access.to(local_cloud(system), local_passwords(system))


@pytest.fixture(scope="session")
def outputs(access: Access) -> dict[str, str]:
    """Every stack's outputs."""
    return access.outputs


@pytest.fixture(scope="session")
def aws(system: LocalSystem) -> Iterator[Aws]:
    """The engine's services through AWS's clients."""
    with Aws(engine.running(system).port) as aws:
        yield aws


@pytest.fixture(scope="session")
def recorder(aws: Aws, system: LocalSystem) -> Iterator[Recorder]:
    """The calls of all functions since the first test."""
    with Recorder(aws, engine.running(system).port) as recorder:
        yield recorder


@pytest.fixture(autouse=True)
def recorded(recorder: Recorder) -> Iterator[None]:
    """Record the calls of one test, and read them before the engine forgets them."""
    recorder.start()
    yield
    recorder.read()


@pytest.fixture
def whole_run(request: pytest.FixtureRequest) -> None:
    """Skip the test unless all other tests of the deployed stacks ran before it, and passed."""
    session = request.session
    if session.testsfailed:
        pytest.skip("a test failed: what it would have called is not known")
    ran = {item.path for item in session.items}
    missing = [path.name for path in HERE.rglob("test_*.py") if path not in ran and path.parent.name != "browser"]
    if missing or session.config.option.keyword or any("::" in argument for argument in session.config.args):
        pytest.skip(f"only part of the integration tests ran: `make integration` runs all; {', '.join(missing)}")


@pytest.fixture(scope="session")
def contracts_api(access: Access) -> Iterator[Api]:
    """The Contracts API as agent1 calls it."""
    with access.contracts("agent1") as api:
        yield api


@pytest.fixture(scope="session")
def web_api(access: Access) -> Iterator[Api]:
    """The Web API as agent1 calls it."""
    with access.web("agent1") as api:
        yield api


@pytest.fixture(scope="session")
def customer(access: Access) -> Iterator[Api]:
    """The Web API as a customer calls it, who has no account."""
    with access.web() as api:
        yield api


@pytest.fixture
def bus_events(aws: Aws, outputs: dict[str, str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Subscribe to the bus for one test: each call returns every event so far."""
    with listen(aws, outputs["EventBusName"]) as received:
        yield received


@pytest.fixture(scope="session")
def status(unicorn: Callable[..., subprocess.CompletedProcess[str]]) -> dict[str, Any]:
    """The output of `unicorn status --json`."""
    found: dict[str, Any] = json.loads(unicorn("status", "--json").stdout)
    return found
