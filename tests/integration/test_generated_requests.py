"""A few requests generated from both descriptions, the same each time; `make schemathesis` sends thousands.

The file has this name so that it runs after test_events.py, which replays what happened to the seeded listings alone.
"""

from pathlib import Path

import pytest

from tests.conformance.run import APIS, run
from unicorn_cli.stages.access import Access


@pytest.mark.parametrize("api", APIS)
def test_the_api_does_what_its_description_says(api: str, access: Access, tmp_path: Path) -> None:
    found = run(api, access, examples=2, seed=7, folder=tmp_path, phases="fuzzing")
    assert found.cases >= 10, found.output
    assert found.findings == []
    assert found.status == 0, found.output
