"""The process that serves the site: found again, replaced, ended."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import psutil
import pytest

from unicorn_cli.local import engine, processes
from unicorn_cli.local.ports import choose_port
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import process
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

Popen = subprocess.Popen
OUTPUTS = {
    "ContractsApiUrl": "http://127.0.0.1:4566/a",
    "StageKind": "local",
    "WebApiUrl": "http://127.0.0.1:4566/b",
    "UserPoolId": "pool",
    "UserPoolClientId": "client",
    "ApprovalWaitSeconds": "2592000",
    "ImagesBucketName": "images",
}


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSystem]:
    system = LocalSystem(tmp_path / "home")
    system.make()
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(process, "FILES", tmp_path / "files")
    monkeypatch.setattr(process, "outputs_of", lambda _: OUTPUTS)
    begun: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: Any, **more: Any) -> subprocess.Popen[bytes]:
        begun.append(Popen(*arguments, **more))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)
    yield system
    processes.end_site(system)
    for one in begun:
        one.wait()


@pytest.fixture
def cloud() -> Cloud:
    return Cloud("local", boto3.Session(region_name="eu-west-1"), "http://127.0.0.1:4566")


def test_it_is_replaced_by_the_next_start_and_ended_with_the_engine(system: LocalSystem, cloud: Cloud) -> None:
    port = choose_port(None)
    process.serve(system, cloud, port)
    [first] = processes.serving_site(system)
    process.serve(system, cloud, port)
    [second] = processes.serving_site(system)
    assert first.pid != second.pid
    assert process.answers(port)
    assert json.loads(system.site_config.read_text())["bucket"] == "http://127.0.0.1:4566/images"
    assert engine.stop(system) == 1
    assert not psutil.pid_exists(second.pid)
    assert not process.answers(port)


def test_another_systems_site_is_left_alone(system: LocalSystem, cloud: Cloud, tmp_path: Path) -> None:
    process.serve(system, cloud, choose_port(None))
    assert engine.stop(LocalSystem(tmp_path / "other")) == 0
    assert len(processes.serving_site(system)) == 1


def test_a_port_that_was_taken_meanwhile_is_a_problem_with_a_fix(system: LocalSystem, cloud: Cloud) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with pytest.raises(Problem, match="of the web site is in use") as problem:
            process.serve(system, cloud, holder.getsockname()[1])
    assert "make stop" in problem.value.fix
    assert processes.serving_site(system) == []
