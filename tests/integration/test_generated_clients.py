"""A generated client tells the whole story on the running system, and does not where a description is untrue.

The file has this name so that it runs after test_events.py, which replays what happened to the seeded listings alone.
`make clients` lets all clients tell it.
"""

from copy import deepcopy
from pathlib import Path

import pytest

from tests.clients import descriptions, openapi_python_client, python, tools
from tests.clients.client import Client, examine
from tests.clients.work import Json, Work
from unicorn_cli.stages.access import Access

CLIENT = Client(
    name="openapi-python-client",
    offline={
        "generated": openapi_python_client.generate,
        "added": lambda work: python.add_story(work, openapi_python_client.STORY),
    },
    live=openapi_python_client.CLIENT.live,
)


@pytest.fixture(scope="module")
def described(access: Access) -> dict[str, Json]:
    tools.install_python()
    return descriptions.of_the_system(access)


def test_a_generated_client_tells_the_story(described: dict[str, Json], access: Access, tmp_path: Path) -> None:
    line = examine(CLIENT, Work(folder=tmp_path / "client", descriptions=described, access=access))
    assert line.is_good, line


def test_it_does_not_where_a_required_field_is_none(described: dict[str, Json], access: Access, tmp_path: Path) -> None:
    untrue = deepcopy(described)
    listing = untrue["web"]["components"]["schemas"]["Listing"]
    listing["properties"]["garden"] = {"type": "string"}
    listing["required"].append("garden")
    line = examine(CLIENT, Work(folder=tmp_path / "client", descriptions=untrue, access=access))
    assert line.answers["story told"] == "no"
    assert "KeyError: 'garden'" in line.why
