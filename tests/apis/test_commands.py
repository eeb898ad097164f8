"""The command that checks the APIs, and publishes them as the baseline."""

import json
from pathlib import Path

import pytest

from apis.tools import baseline
from apis.tools.__main__ import main


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the baseline in which the Contracts API has one more path than the code."""
    monkeypatch.setattr(baseline, "BASELINE", tmp_path)
    monkeypatch.setattr("apis.tools.__main__.PROJECT", tmp_path)
    for api in baseline.APIS:
        baseline.write(api)
    document = json.loads((tmp_path / "contracts.json").read_text())
    document["paths"]["/gone"] = {"get": {"responses": {"200": {}}}}
    (tmp_path / "contracts.json").write_text(json.dumps(document))
    return tmp_path


def test_the_check_names_the_api_the_change_and_the_way_out(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    shown = capsys.readouterr()
    assert shown.err == "contracts: /gone was removed (against contracts.json).\n"
    assert "apis/README.md" in shown.out


def test_a_breaking_change_is_published_only_on_request(copy: Path) -> None:
    before = (copy / "contracts.json").read_text()
    assert main(["baseline"]) == 1
    assert (copy / "contracts.json").read_text() == before
    assert main(["baseline", "--accept-breaking"]) == 0
    assert main(["check"]) == 0


def test_an_unknown_word_is_answered_with_the_usage() -> None:
    with pytest.raises(SystemExit, match=r"usage: python -m apis\.tools"):
        main(["chek"])
