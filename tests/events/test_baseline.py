"""The baseline of changes: the last release, or the committed baseline while there is none."""

import json

import pytest

from events.tools import baseline
from events.tools.baseline import last_published
from events.tools.schemas import BASELINE, committed

RELEASED = {"type": "object", "properties": {"gone": {"type": "string"}}}
FILES = (
    "events/schemas/unicorn.web/ListingLost.v1.json",
    "events/schemas/baseline/unicorn.web/ListingLost.v1.json",
    "events/schemas/unicorn.web/ListingLost.v2.json",
)


def a_checkout(monkeypatch: pytest.MonkeyPatch, *, tag: str, files: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Replace git by one of a checkout with this last tag; return the list of its calls."""
    asked: list[tuple[str, ...]] = []

    def git(*arguments: str) -> str:
        asked.append(arguments)
        answers = {"describe": f"{tag}\n", "ls-tree": "\n".join(files), "show": json.dumps(RELEASED)}
        return answers[arguments[0]]

    monkeypatch.setattr(baseline, "_git", git)
    return asked


def test_the_last_release_is_the_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = a_checkout(monkeypatch, tag="v1.2.0", files=FILES)
    assert last_published() == (
        "the tag v1.2.0",
        {"unicorn.web/ListingLost.v1": RELEASED, "unicorn.web/ListingLost.v2": RELEASED},
    )
    assert ("show", f"v1.2.0:{FILES[0]}") in asked


@pytest.mark.parametrize(("tag", "files"), [("", FILES), ("v0.1.0", ())])
def test_without_a_release_that_has_schemas_the_committed_baseline_is_used(
    monkeypatch: pytest.MonkeyPatch, tag: str, files: tuple[str, ...]
) -> None:
    a_checkout(monkeypatch, tag=tag, files=files)
    where, found = last_published()
    assert where == "events/schemas/baseline"
    assert set(found) == set(committed(BASELINE)) != set()
