"""Clients in Python: mypy compiles them with the story, strictly, and Python runs it."""

import shutil

from tests.clients.story import tell
from tests.clients.work import HERE, TOOLS, Work

PYTHON = TOOLS / "python"


def compile_strictly(work: Work, story: str) -> None:
    """Check the folder, with a story, as strictly as mypy can. Raises Failed."""
    add_story(work, story)
    work.run(PYTHON, "-m", "mypy", "--config-file=", "--strict", ".")


def add_story(work: Work, story: str) -> None:
    shutil.copy(HERE / "stories" / story, work.folder / "story.py")


def run_story(work: Work) -> None:
    tell(work, PYTHON, "story.py")
