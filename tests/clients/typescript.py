"""Clients in TypeScript: tsc compiles them with the story, strictly, and Node runs what it wrote."""

import json
import shutil

from tests.clients.story import tell
from tests.clients.work import HERE, PACKAGES, TOOLS, Work

NODE = TOOLS / "node"


def use_packages(work: Work) -> None:
    """Let the folder's files import the packages of the lock file."""
    (work.folder / "node_modules").symlink_to(PACKAGES)
    (work.folder / "package.json").write_text(json.dumps({"type": "module", "private": True}))


def compile_strictly(work: Work, story: str = "") -> None:
    """Compile the folder, with a story. Raises Failed."""
    if story:
        shutil.copy(HERE / "stories" / story, work.folder / "story.ts")
    options = {"extends": str(HERE / "tsconfig.json"), "compilerOptions": {"rootDir": ".", "outDir": "js"}}
    (work.folder / "tsconfig.json").write_text(json.dumps(options | {"include": ["**/*.ts"], "exclude": ["js"]}))
    work.run(NODE, PACKAGES / "typescript" / "bin" / "tsc", "-p", ".")


def run_story(work: Work) -> None:
    tell(work, NODE, "js/story.js")
