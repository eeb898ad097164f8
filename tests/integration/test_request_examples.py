"""The request examples of docs/requests tell the whole story on the running system."""

import json
from pathlib import Path
from typing import Any

from tests.node_packages import run_in_node
from tests.templates import PROJECT
from unicorn_cli.stages.access import Access

FOLDER = PROJECT / "docs" / "requests"
RUNNER = "node_modules/httpyac/bin/httpyac.js"


def faults(request: dict[str, Any]) -> list[str]:
    failed = [found["message"] for found in request.get("testResults", []) if found["status"] != "SUCCESS"]
    return [f"{request.get('title') or request.get('name')}: {message}" for message in failed]


def test_the_request_examples_tell_the_whole_story(access: Access, tmp_path: Path) -> None:
    given = {"site": access.outputs["SiteUrl"], "token": access.token("agent1"), "admin": access.token("admin1")}
    variables = [f"{name}={value}" for name, value in given.items()]
    command = [RUNNER, "send", "story.http", "--all", "--bail", "--json", "-o", "none", "--var", *variables]
    done = run_in_node(FOLDER, command, tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    told = json.loads(done.stdout)["requests"]
    assert [fault for request in told for fault in faults(request)] == []
    assert len(told) >= (FOLDER / "story.http").read_text().count("{{site}}/api/")
