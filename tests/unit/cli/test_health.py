"""The smoke test of `unicorn status`: a healthy stage, and each fault that it must see."""

from collections.abc import Iterator, Mapping
from typing import Any

import boto3
import httpx
import pytest
from moto import mock_aws

from unicorn_cli.health import requests
from unicorn_cli.health.alarms import alarms
from unicorn_cli.health.health import Check, Health
from unicorn_cli.health.letters import dead_letters, dead_letters_problem
from unicorn_cli.health.requests import SmokeTest, silent_address
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

SITE, BUCKET = "https://d1.cloudfront.net", "https://images.s3.eu-west-1.amazonaws.com"
OUTPUTS = {
    "SiteUrl": SITE,
    "WebApiUrl": "https://web.execute-api.eu-west-1.amazonaws.com/ana",
    "ContractsApiUrl": "https://contracts.execute-api.eu-west-1.amazonaws.com/ana",
    "ImagesBucketName": "images",
}
PROBLEM = {"type": "about:blank"}
PAGE = httpx.Response(200, html="<html>")


class FakeStage:
    """The answers of a healthy stage; `instead` maps a method and the beginning of an address to another answer."""

    def __init__(self, instead: Mapping[tuple[str, str], httpx.Response | Exception] | None = None) -> None:
        self.instead, self.seen = instead or {}, list[httpx.Request]()

    def test(self, token: str | None = "token") -> SmokeTest:
        cloud = Cloud("ana", boto3.Session("a", "b", region_name="eu-west-1"))
        return SmokeTest(cloud, OUTPUTS, lambda: token, httpx.MockTransport(self._answer))

    def checks(self, token: str | None = "token") -> dict[str, Check]:
        return {check.title: check for check in self.test(token).checks()}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        for (method, address), answer in self.instead.items():
            if request.method == method and str(request.url).startswith(address):
                if isinstance(answer, Exception):
                    raise answer
                return answer
        return self._healthy(request)

    def _healthy(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/contracts").removeprefix("/api/web").removeprefix("/ana")
        match request.method, path:
            case "GET", "/contracts":
                return httpx.Response(401, json=PROBLEM)
            case "GET", "/search/usa/anytown":
                return httpx.Response(200, json=[])
            case "GET", "/config.json":
                return httpx.Response(200, json={})
            case "PATCH", _:
                return httpx.Response(404, json=PROBLEM)
            case "OPTIONS", _ if request.url.host == "images.s3.eu-west-1.amazonaws.com":
                return httpx.Response(200, headers={"Access-Control-Allow-Origin": "*"})
        return PAGE


def test_a_healthy_stage_passes_and_nothing_is_changed() -> None:
    stage = FakeStage()
    assert all(stage.test().addresses().values())
    assert {check.problem for check in stage.checks().values()} == {None}
    assert {request.method for request in stage.seen} <= {"GET", "PATCH", "OPTIONS"}
    [changing] = [request for request in stage.seen if request.method == "PATCH"]
    assert changing.url.path.endswith("/00000000-0000-4000-8000-000000000000")
    assert changing.content == b'{"expires_on":null}'


@pytest.mark.parametrize(
    ("title", "instead", "why"),
    [
        ("requests of the pages", {("GET", f"{SITE}/api"): PAGE}, "answered 200 instead of 401"),
        ("requests of the pages", {("GET", f"{SITE}/api/web"): PAGE}, "answered 200 instead of 200 in JSON"),
        ("requests of the pages", {("GET", f"{SITE}/api/web"): httpx.ConnectError("no")}, "answered nothing"),
        ("null in a request", {("PATCH", SITE): httpx.Response(400, json=PROBLEM)}, "answered 400 instead of 404"),
        ("null in a request", {("PATCH", SITE): httpx.Response(401, json=PROBLEM)}, "answered 401 instead of 404"),
        ("null in a request", {("PATCH", SITE): httpx.Response(404, html="<html>")}, "answered 404 instead of 404"),
        ("upload from the pages", {("OPTIONS", BUCKET): httpx.Response(307)}, "does not let the pages upload: 307"),
        ("upload from the pages", {("OPTIONS", BUCKET): httpx.Response(403)}, "does not let the pages upload: 403"),
        ("upload from the pages", {("OPTIONS", BUCKET): httpx.Response(200)}, "does not let the pages upload: 200"),
    ],
)
def test_each_fault_is_seen_by_its_own_check(
    title: str, instead: Mapping[tuple[str, str], httpx.Response | Exception], why: str
) -> None:
    checks = FakeStage(instead).checks()
    failed = {check.title: check.problem for check in checks.values() if check.problem}
    assert failed.keys() == {title}
    problem = failed[title]
    assert problem is not None
    assert why in problem.why
    assert "make deploy STAGE=ana" in problem.fix


def test_every_request_of_the_pages_carries_their_origin() -> None:
    stage = FakeStage()
    stage.checks()
    assert {request.headers.get("Origin") for request in stage.seen} == {SITE}


def test_without_an_account_the_null_is_not_tried_and_said_so() -> None:
    stage = FakeStage()
    check = stage.checks(token=None)["null in a request"]
    assert (check.problem, check.remark[:9]) == (None, "not tried")
    assert "PATCH" not in {request.method for request in stage.seen}


def test_a_refused_sign_in_is_the_problem_of_its_check_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> str:
        raise Problem("agent1 cannot sign in", "Check the password")

    smoke = FakeStage().test()
    checks = list(SmokeTest(smoke.cloud, OUTPUTS, refused, smoke.transport).checks())
    assert [check.title for check in checks if check.problem] == ["null in a request"]
    assert len(checks) == 3


def test_a_silent_address_is_named_with_its_fix() -> None:
    addresses = FakeStage({("GET", f"{SITE}/config.json"): httpx.Response(403)}).test().addresses()
    problem = silent_address(addresses)
    assert problem is not None
    assert problem.why == "SiteUrl does not answer as expected"
    assert "unicorn site publish" in problem.fix


def test_the_first_problem_is_kept_and_every_check_is_shown() -> None:
    health = Health("ana")
    health.take([Check("a"), Check("b", Problem("first", "fix it")), Check("c", Problem("second", "fix it too"))])
    assert not health.healthy
    assert (health.problem, health.fix) == ("first", "fix it")
    assert health.checks == {"a": "ok", "b": "first", "c": "second"}
    assert health.as_json()["healthy"] is False


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        yield Cloud("ana", boto3.Session(region_name="eu-west-1"))


@pytest.fixture
def topic(cloud: Cloud) -> str:
    return cloud.client("sns").create_topic(Name="alarms")["TopicArn"]


def check_of(cloud: Cloud, topic: str, kind: str, *subscriptions: str) -> Check:
    """Return the check with subscriptions as SNS lists them: by their ARN or PendingConfirmation."""
    found = [{"SubscriptionArn": arn, "Endpoint": "ana@example.com"} for arn in subscriptions]

    class Pages:
        def paginate(self, TopicArn: str) -> list[dict[str, Any]]:
            assert topic == TopicArn
            return [{"Subscriptions": found}]

    class Sns:
        def get_paginator(self, _: str) -> Pages:
            return Pages()

    return alarms(Cloud("ana", cloud.session, _clients={"sns": Sns()}), {"AlarmTopicArn": topic, "StageKind": kind})


def test_alarms_that_nobody_gets_are_an_error_in_prod_and_a_remark_in_dev(cloud: Cloud, topic: str) -> None:
    outputs = {"AlarmTopicArn": topic}
    assert alarms(cloud, outputs | {"StageKind": "prod"}).problem
    check = alarms(cloud, outputs | {"StageKind": "dev"})
    assert (check.problem, check.remark[:11]) == (None, "nobody gets")
    cloud.client("sns").subscribe(TopicArn=topic, Protocol="email", Endpoint="ana@example.com")
    assert alarms(cloud, outputs | {"StageKind": "prod"}).problem is None


@pytest.mark.parametrize("kind", ["dev", "prod"])
def test_an_address_that_has_not_confirmed_is_an_error(kind: str, cloud: Cloud, topic: str) -> None:
    problem = check_of(cloud, topic, kind, "PendingConfirmation").problem
    assert problem is not None
    assert problem.why == "ana@example.com gets no alarms yet"
    assert check_of(cloud, topic, kind, "PendingConfirmation", "arn:aws:sns:eu-west-1:1:alarms:1").problem is None
    assert check_of(cloud, topic, "prod", "Deleted").problem is not None


def test_one_dead_letter_is_enough_also_while_somebody_reads_it(cloud: Cloud) -> None:
    sqs = cloud.client("sqs")
    names = (
        "WebEvaluationDeadLetterQueueUrl",
        "WebEvaluationQueueUrl",
        "WebImageDeadLetterQueueUrl",
        "WebImageQueueUrl",
    )
    outputs = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in names}
    assert dead_letters(cloud, outputs) == {}
    assert dead_letters_problem({}, "ana") is None
    sqs.send_message(QueueUrl=outputs["WebEvaluationDeadLetterQueueUrl"], MessageBody="{}")
    assert dead_letters(cloud, outputs) == {"WebEvaluation": 1}
    sqs.receive_message(QueueUrl=outputs["WebEvaluationDeadLetterQueueUrl"], VisibilityTimeout=60)
    sqs.send_message(QueueUrl=outputs["WebEvaluationDeadLetterQueueUrl"], MessageBody="{}", DelaySeconds=60)
    found = dead_letters(cloud, outputs)
    assert found == {"WebEvaluation": 2}
    problem = dead_letters_problem(found, "ana")
    assert problem is not None
    assert problem.why == "Messages were dead-lettered: 2 in WebEvaluation"
    assert "unicorn dlq show WebEvaluation --stage ana" in problem.fix


def test_a_regional_host_is_asked_and_never_the_global_one() -> None:
    stage = FakeStage()
    stage.checks()
    [asked] = [request for request in stage.seen if request.method == "OPTIONS"]
    assert str(asked.url) == f"{BUCKET}/"
    assert requests.TIMEOUT >= 29
