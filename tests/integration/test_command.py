"""The `unicorn` command on a running system."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from demo.listings import every
from demo.story import STEPS, Story
from demo.story_house import ADDRESS
from tests.integration.aws import Aws
from tests.integration.conftest import UNICORN
from unicorn_cli.local import processes, state
from unicorn_cli.local.system import PROJECT, LocalSystem
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

EVALUATION = "PublicationEvaluationCompleted.v1.approved.json"
type Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_system_is_healthy(status: dict[str, Any]) -> None:
    assert status["healthy"]
    assert status["engine"]["running"]
    assert sorted(status["stacks"]) == [
        "unicorn-local",
        "unicorn-local-contracts",
        "unicorn-local-properties",
        "unicorn-local-web",
    ]


def test_a_smoke_test_tries_what_a_page_does(status: dict[str, Any]) -> None:
    assert status["checks"] == {
        "requests of the pages": "ok",
        "null in a request": "ok",
        "upload from the pages": "ok",
    }


def test_all_ports_are_on_the_loopback_interface(system: LocalSystem) -> None:
    of_system = [*processes.started_by_engine(system), *processes.serving_site(system)]
    hosts = [host for process in of_system for host in listens_on(process)]
    assert hosts
    assert set(hosts) == {"127.0.0.1"}


def listens_on(process: psutil.Process) -> list[str]:
    """Return the hosts of its open ports; none if it has ended meanwhile, as a function's process may at any time."""
    try:
        connections = process.net_connections()
    except psutil.NoSuchProcess:
        return []
    return [found.laddr.ip for found in connections if found.status == psutil.CONN_LISTEN and found.laddr]


def test_every_documented_output_exists(unicorn: Run) -> None:
    found = json.loads(unicorn("outputs", "--json").stdout)
    promised = {"ContractsApiUrl", "WebApiUrl", "EventBusName", "ImagesBucketName", "UserPoolId", "UserPoolClientId"}
    assert promised | {"ApprovalStateMachineArn"} <= found.keys()


def test_a_token_is_printed_alone(unicorn: Run) -> None:
    answer = unicorn("token", "--agent", "admin1")
    assert answer.stdout.count(".") == 2
    assert len(answer.stdout.split()) == 1


def test_an_unknown_agent_is_an_error_with_a_fix(unicorn: Run) -> None:
    answer = unicorn("token", "--agent", "bob")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines() == ["✗ There is no agent named 'bob'.", "  Use one of agent1, agent2, admin1."]


def test_the_password_of_a_seeded_agent_is_printed(unicorn: Run, system: LocalSystem) -> None:
    answer = unicorn("password", "--agent", "agent2")
    assert answer.stdout.splitlines() == [state.load(system.state).passwords["agent2"]]
    assert unicorn("password", "--agent", "bob").returncode == 1


def test_a_story_leaves_the_public_homes_as_they_were_also_after_one_that_ended_half_way(
    unicorn: Run, contracts_api: Api, web_api: Api, customer: Api
) -> None:
    assert unicorn("story").returncode == 0
    before = public_homes(customer)
    half = Story(contracts_api, web_api, customer)
    for title, run in STEPS:
        run(half)
        if title == "a customer finds it by search":
            break
    assert public_homes(customer) == before | {ADDRESS.property_id}
    answer = unicorn("story")
    assert answer.returncode == 0, answer.stderr
    assert public_homes(customer) == before


def public_homes(customer: Api) -> set[str]:
    """Return the ids of all homes that customers find."""
    countries = [found["country"] for found in every(customer, "/search")]
    cities = [
        f"/search/{country}/{found['city']}" for country in countries for found in every(customer, f"/search/{country}")
    ]
    return {home["property_id"] for city in cities for home in every(customer, f"{city}?limit=100")}


def test_seeding_again_changes_nothing(unicorn: Run) -> None:
    answer = unicorn("seed")
    assert answer.returncode == 0, answer.stderr


def test_a_second_up_is_fast_publishes_nothing_and_does_not_stop_the_running_engine(
    system: LocalSystem, status: dict[str, Any], customer: Api
) -> None:
    homes = public_homes(customer)
    began = time.monotonic()
    environment = os.environ | {"UNICORN_HOME": str(system.home)}
    with subprocess.Popen([UNICORN, "up"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as up:
        for line in up.stdout or ():
            if b"Stop it" in line:
                break
        seconds = time.monotonic() - began
        up.send_signal(signal.SIGINT)
        up.communicate()
    assert up.returncode == 0
    assert seconds < 60
    assert public_homes(customer) == homes
    assert psutil.pid_exists(status["engine"]["pid"])


def test_a_port_in_use_is_an_error_with_a_fix_and_leaves_no_process(system: LocalSystem, tmp_path: Path) -> None:
    other = LocalSystem(tmp_path / "home")
    shutil.copytree(system.engine, other.engine, symlinks=True)
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        command = [UNICORN, "up", "--detach", "--port", str(holder.getsockname()[1])]
        environment = os.environ | {"UNICORN_HOME": str(other.home)}
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert answer.returncode == 1
    assert "is in use by" in answer.stderr
    assert "--port" in answer.stderr
    assert list(processes.started_by_engine(other)) == []


@pytest.mark.parametrize("command", [["status"], ["env"], ["story"]])
def test_before_the_first_start_every_command_explains_how_to_start(command: list[str], tmp_path: Path) -> None:
    environment = os.environ | {"UNICORN_HOME": str(tmp_path)}
    answer = subprocess.run([UNICORN, *command], env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "make start" in answer.stdout + answer.stderr


def test_an_interrupt_while_starting_leaves_no_process(system: LocalSystem, tmp_path: Path) -> None:
    other = LocalSystem(tmp_path / "home")
    shutil.copytree(system.engine, other.engine, symlinks=True)
    environment = os.environ | {"UNICORN_HOME": str(other.home)}
    with subprocess.Popen([UNICORN, "up"], env=environment, stderr=subprocess.PIPE) as up:
        assert eventually(lambda: list(processes.started_by_engine(other)), seconds=30)
        assert eventually(lambda: len(psutil.Process(up.pid).children(recursive=True)) > 1, seconds=30)  # it builds
        children = psutil.Process(up.pid).children(recursive=True)
        up.send_signal(signal.SIGTERM)
        up.communicate(timeout=30)
    assert up.returncode != 0
    assert list(processes.started_by_engine(other)) == []
    assert psutil.wait_procs(children, timeout=5)[1] == []


def test_the_path_of_a_request_can_be_shown(unicorn: Run, access: Access) -> None:
    with access.web("agent2") as web:
        publication = web.get("/properties/japan/kyoto/hill-road/40/publication")
    shown = json.loads(unicorn("workflow", "show", publication["request_id"], "--json").stdout)
    states = [visit["state"] for visit in shown["path"]]
    assert (states[0], states[-1], shown["status"]) == ("Evaluate", "PublishDeclined", "SUCCEEDED")
    assert "DESCRIPTION_NEGATIVE" in json.dumps(shown)
    assert json.loads(unicorn("workflow", "show", "Japan/Kyoto/Hill Road/40", "--json").stdout) == shown
    ended = unicorn("workflow", "list", "--property", "japan/kyoto/hill-road/40", "--status", "succeeded", "--json")
    assert publication["request_id"] in {one["request_id"] for one in json.loads(ended.stdout)}
    unknown = unicorn("workflow", "show", "nothing")
    assert unknown.returncode == 1
    assert "No workflow execution is known for the request nothing" in unknown.stderr


def test_dead_letters_are_shown_and_redriven(unicorn: Run, aws: Aws, outputs: dict[str, str]) -> None:
    evaluation = json.loads((PROJECT / "events/samples/unicorn.properties" / EVALUATION).read_text())
    evaluation["detail"]["property_id"] = "usa/nowhere/no-street/1"  # no such listing: the event changes nothing
    letters = outputs["WebEvaluationDeadLetterQueueUrl"]
    aws.sqs.send_message(QueueUrl=letters, MessageBody=json.dumps(evaluation))
    status = unicorn("status", "--json")
    assert (status.returncode, json.loads(status.stdout)["dead_letters"]["WebEvaluation"]) == (1, 1)
    assert "usa/nowhere/no-street/1" in unicorn("dlq", "show", "WebEvaluation").stdout
    assert "1 would be sent" in unicorn("dlq", "redrive", "WebEvaluation", "--dry-run").stdout
    [letter] = json.loads(unicorn("dlq", "show", "WebEvaluation", "--json").stdout)
    assert unicorn("dlq", "redrive", "WebEvaluation", letter["message_id"]).returncode == 0
    listed = json.loads(unicorn("dlq", "list", "--json").stdout)
    assert {"queue": "WebEvaluation", "letters": 0, "goes_back_to": "WebEvaluationQueue"} in listed
    handled = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    asked: Any = {"QueueUrl": outputs["WebEvaluationQueueUrl"], "AttributeNames": handled}
    assert eventually(lambda: {*aws.sqs.get_queue_attributes(**asked)["Attributes"].values()} == {"0"})


def test_a_discarded_batch_is_reported_to_its_queue_and_redriven(unicorn: Run, aws: Aws) -> None:
    """The engine discards nothing, so the test writes the object that Lambda writes."""
    key = {"pk": {"S": "PROPERTY#usa/nowhere/no-street/1"}, "sk": {"S": "CONTRACT"}}
    record = {"eventSource": "aws:dynamodb", "dynamodb": {"SequenceNumber": "1", "Keys": key}}
    batch = {"DDBStreamBatchInfo": {}, "payload": json.dumps({"Records": [record]})}
    [bucket] = [found["Name"] for found in aws.s3.list_buckets()["Buckets"] if "propertiesdiscarded" in found["Name"]]
    aws.s3.put_object(Bucket=bucket, Key="aws/lambda/mapping/shard/1", Body=json.dumps(batch))
    listed = {"queue": "PropertiesUnsynced", "letters": 1, "goes_back_to": "the sync of Properties"}
    assert eventually(lambda: listed in json.loads(unicorn("dlq", "list", "--json").stdout))
    assert "1 sent to the sync of Properties" in unicorn("dlq", "redrive", "PropertiesUnsynced").stdout
    assert listed | {"letters": 0} in json.loads(unicorn("dlq", "list", "--json").stdout)


def test_the_timeline_of_a_property_goes_from_its_contract_to_the_evaluation(unicorn: Run) -> None:
    house = "japan/kyoto/hill-road/40"
    life = json.loads(unicorn("timeline", house, "--json").stdout)
    shown = [(event["detail-type"], event["detail"].get("contract_status")) for event in life]
    assert shown[:2] == [("ContractStatusChanged", "DRAFT"), ("PublicationApprovalRequested", None)]
    assert ("PublicationEvaluationCompleted", None) in shown
    assert len(unicorn("timeline", house).stdout.splitlines()) == len(shown)
    unknown = unicorn("timeline", "usa/nowhere/no-street/2")
    assert unknown.returncode == 1
    assert "No event of usa/nowhere/no-street/2 is archived" in unknown.stderr
