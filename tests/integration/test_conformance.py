"""A few requests generated from both descriptions, the same each time; `make schemathesis` sends thousands."""

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
