"""The peers meet the cases of ours, and a peer that is not there is one sentence."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import peer_builds
from benchmarks.cases import case
from benchmarks.functions import all_functions
from benchmarks.peer_builds import REPOSITORY, PeerMissing, checkouts_in, function_of
from benchmarks.peers import COUNTERPARTS, PEER_CASES, PEERS, peer_case
from benchmarks.runs import NotMeasured, Subject, run
from benchmarks.stub import answers


def test_every_counterpart_is_of_a_case_of_a_function() -> None:
    functions = {function.name for function in all_functions()}
    assert {name.partition(".")[0] for name in COUNTERPARTS} <= functions
    assert all(case(name) for name in COUNTERPARTS)


def test_a_peer_gets_the_input_of_our_case() -> None:
    [record] = peer_case("ContractsContractsApi", "python").event["Records"]
    ours = case("ContractsContractsApi").event
    assert record["body"] == ours["body"]
    assert record["messageAttributes"]["HttpMethod"]["stringValue"] == ours["httpMethod"] == "POST"
    delivered = peer_case("PropertiesRecordFacts", "typescript").event
    assert delivered["detail-type"] == "ContractStatusChanged"
    assert peer_case("WebSearchApi", "python").event == case("WebSearchApi").event


def test_a_peer_reads_as_many_listings_as_ours() -> None:
    ours = case("WebSearchApi").answers["Query"]["Items"]
    for peer in PEERS:
        assert len(peer_case("WebSearchApi", peer).answers["Query"]["Items"]) == len(ours)


def test_the_stand_in_for_aws_answers_the_peers() -> None:
    assert len(PEER_CASES) == len(COUNTERPARTS) * len(PEERS)
    assert "GetItem" in answers("WebPublicationRequestsApi.typescript")
    assert "PutEvents" in answers("WebPublicationRequestsApi.typescript")
    assert answers("Unknown") == {}


def test_a_peer_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PeerMissing) as missing:
        checkouts_in(tmp_path)
    assert str(missing.value).splitlines() == [
        f"{tmp_path} has no python/ and no {REPOSITORY}python/: put a checkout of that repository there"
    ]


def checkouts(folder: Path) -> None:
    for peer in (f"{REPOSITORY}python", "typescript"):
        (folder / peer / "unicorn_web").mkdir(parents=True)


def test_node_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkouts(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PeerMissing, match="install Node 20 or later"):
        checkouts_in(tmp_path)


def template(folder: Path, resources: dict[str, Any]) -> None:
    file = folder / "unicorn_web" / "infrastructure" / "web-service" / "template.yaml"
    file.parent.mkdir(parents=True)
    variables = {
        "SERVICE_NAMESPACE": "{{resolve:ssm:/uni-prop/UnicornWebNamespace}}",
        "POWERTOOLS_LOGGER_LOG_EVENT": {"Fn::If": ["IsProd", "false", "true"]},
    }
    everywhere = {"Function": {"MemorySize": 512, "Environment": {"Variables": variables}}}
    file.write_text(yaml.safe_dump({"Globals": everywhere, "Resources": resources}))


def test_a_function_of_a_peer_is_read_from_its_template(tmp_path: Path) -> None:
    properties = {"CodeUri": "../../src/search_service", "Handler": "propertySearchFunction.lambdaHandler"}
    template(tmp_path, {"SearchFunction": {"Type": "AWS::Serverless::Function", "Properties": properties}})
    found = function_of(tmp_path, COUNTERPARTS["WebSearchApi"])
    assert (found.module, found.entry) == ("propertySearchFunction", "lambdaHandler")
    assert found.code.resolve() == tmp_path / "unicorn_web" / "src" / "search_service"
    assert found.environment == {"SERVICE_NAMESPACE": "UnicornWebNamespace", "POWERTOOLS_LOGGER_LOG_EVENT": "false"}


def test_another_revision_of_a_peer_is_one_sentence(tmp_path: Path) -> None:
    template(tmp_path, {})
    with pytest.raises(PeerMissing, match=r"docs/speed\.md names"):
        function_of(tmp_path, COUNTERPARTS["WebSearchApi"])


def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: dict[str, Any]) -> None:
    """Let a process that writes these figures stand in for the function."""

    def process(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        config = json.loads(command[-1])
        with open(config["figures"], "w", closefd=False) as target:
            json.dump(figures, target)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", process)


@pytest.mark.parametrize("calls", [0, 1])
def test_a_peer_whose_call_of_aws_failed_is_not_measured(
    calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = peer_case("PropertiesRecordFacts", "typescript")  # logs errors, and answers nothing
    figures = {"cold_wall_ns": 1, "cold_cpu_ns": 1, "process_cpu_ns": 1, "modules": 0, "peak_kib": 1, "answer": None}
    child(tmp_path, monkeypatch, figures | {"calls": calls})
    subject = Subject(package=tmp_path, module="m", entry="e", environment={}, case=asked, command=("node",))
    if calls:
        assert run(subject, tmp_path, "http://127.0.0.1:9", warm=True).calls == 1
    else:
        with pytest.raises(NotMeasured, match="had 0 calls of AWS answered a request, not 1"):
            run(subject, tmp_path, "http://127.0.0.1:9", warm=True)


@pytest.mark.slow
def test_a_function_of_node_is_measured_like_one_of_python(tmp_path: Path) -> None:
    (tmp_path / "hello.js").write_text(
        "exports.handler = async (event, context) => {"
        "console.log(event.httpMethod, context.awsRequestId); return { statusCode: 200, body: '' } }"
    )
    asked = peer_case("WebSearchApi", "typescript")
    command = ("node", str(peer_builds.CHILD))
    subject = Subject(package=tmp_path, module="hello", entry="handler", environment={}, case=asked, command=command)
    found = run(subject, tmp_path, "http://127.0.0.1:9")
    assert found.process_cpu_ns > found.cold_cpu_ns > 0
    assert found.peak_kib > 10_000
    with pytest.raises(NotMeasured, match="ECONNREFUSED"):  # nothing tells it how many calls were answered
        run(subject, tmp_path, "http://127.0.0.1:9", warm=True)
