"""What changes are held to: the last release, or what is committed as the baseline while there is none."""

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
    """Let git say what it says of a checkout with this last tag; return what it is asked."""
    asked: list[tuple[str, ...]] = []

    def git(*arguments: str) -> str:
        asked.append(arguments)
        answers = {"describe": f"{tag}\n", "ls-tree": "\n".join(files), "show": json.dumps(RELEASED)}
        return answers[arguments[0]]

    monkeypatch.setattr(baseline, "_git", git)
    return asked


def test_a_release_is_what_changes_are_held_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = a_checkout(monkeypatch, tag="v1.2.0", files=FILES)
    assert last_published() == (
        "the tag v1.2.0",
        {"unicorn.web/ListingLost.v1": RELEASED, "unicorn.web/ListingLost.v2": RELEASED},
    )
    assert ("show", f"v1.2.0:{FILES[0]}") in asked


@pytest.mark.parametrize(("tag", "files"), [("", FILES), ("v0.1.0", ())])
def test_without_one_that_has_schemas_it_is_the_baseline(
    monkeypatch: pytest.MonkeyPatch, tag: str, files: tuple[str, ...]
) -> None:
    a_checkout(monkeypatch, tag=tag, files=files)
    where, found = last_published()
    assert where == "events/schemas/baseline"
    assert set(found) == set(committed(BASELINE)) != set()
