"""The last published schemas: those of the last release tag or, without a tag, of events/schemas/baseline."""

import json
import subprocess
from collections.abc import Iterator

from events.tools.schemas import BASELINE, PROJECT, SCHEMAS, Schema, committed

RETIRED = PROJECT / "events" / "retired.txt"


def last_published() -> tuple[str, dict[str, Schema]]:
    """Return the place of the last published schemas, for messages, and the schemas by `<source>/<event>.v<N>`."""
    tag = _git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*").strip()
    tagged = dict(_on(tag)) if tag else {}
    if tagged:
        return f"the tag {tag}", tagged
    return "events/schemas/baseline", {key: json.loads(path.read_text()) for key, path in committed(BASELINE).items()}


def retired() -> set[str]:
    """Return the versions in events/retired.txt: no consumer reads them, so they need not be published."""
    lines = RETIRED.read_text().splitlines() if RETIRED.exists() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def _on(tag: str) -> Iterator[tuple[str, Schema]]:
    folder = SCHEMAS.relative_to(PROJECT)
    for name in _git("ls-tree", "-r", "--name-only", tag, f"{folder}/").splitlines():
        key = name.removeprefix(f"{folder}/").removesuffix(".json")
        if key.startswith("unicorn."):
            yield key, json.loads(_git("show", f"{tag}:{name}"))


def _git(*arguments: str) -> str:
    """Return the output of git; nothing if this is not a checkout, or git is not installed."""
    if not (PROJECT / ".git").exists():
        return ""
    try:
        return subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""
