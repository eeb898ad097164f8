"""What the workflow sends to each service obeys the service's own model, as botocore has it, on every path."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

from tests.infra.approval import HOUSE, REQUEST, TIMEOUT, Played, known
from tests.infra.asl import TaskError
from tests.infra.service_calls import Call, calls
from tests.infra.test_workflow_paths import ASKED, LEADS_TO, LONG, REASON
from tests.templates import template

HOME = {"key": "a" * 64, "line": "111 Main Street, Anytown, USA"}
RUNS = [
    *LEADS_TO.values(),
    Played(),
    Played({"CheckContract": {"Payload": known(**LONG)}}),
    Played({"CheckContract": {"Payload": known(request=REQUEST | {"home": HOME}, languages=["ja"])}}),
    Played({"CheckContract": {"Payload": known(texts=[], least_confidence=0)}}),
    Played({"CheckContract": {"Payload": known(outcome="DECLINED", reasons=[REASON] * 41)}}),
    Played({"WaitForContractApproval": {"contract_id": None}}),
    Played({"CheckContract": [{"Payload": known(outcome="UNKNOWN")}, {"Payload": known()}]}),
    Played(faults={"WaitForContractApproval": TaskError("ContractEnded", json.dumps(REASON))}),
    Played(faults={"WaitForContractApproval": TIMEOUT}),
    Played(ASKED, faults={"WaitForReview": TaskError("ReviewDeclined", json.dumps(REASON))}),
    Played(ASKED, faults={"WaitForReview": TIMEOUT}),
    Played(faults={"DetectModerationLabels": TaskError("Rekognition.InvalidImageFormatException")}),
    Played(faults={"CheckContract": TaskError("Lambda.TooManyRequestsException")}),
    Played(faults={"ValidateContent": TaskError("Runtime.HandlerError")}),
]
CAMEL_CASE = {"stepfunctions"}  # clients whose own names begin small
CALLS = [pytest.param(call, id=call.state) for call in calls()]


@pytest.fixture(scope="module")
def sent() -> dict[str, list[Any]]:
    """Run every path; return the arguments that each state sent."""
    found: dict[str, list[Any]] = {}
    for played in RUNS:
        played.run()
        for state, arguments in played.arguments.items():
            found.setdefault(state, []).extend(arguments)
    return found


def on_the_wire(call: Call, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments as Step Functions sends them: two of the integrations write objects as JSON."""
    if call.client == "lambda":
        return arguments | {"Payload": json.dumps(arguments["Payload"]).encode()}
    if call.client == "events":
        entries = [entry | {"Detail": json.dumps(entry["Detail"])} for entry in arguments["Entries"]]
        return arguments | {"Entries": entries}
    if call.client in CAMEL_CASE:
        return {name[0].lower() + name[1:]: value for name, value in arguments.items()}
    return arguments


def inside(value: Any, shape: Shape) -> Iterator[tuple[Any, Shape]]:
    """Yield every value inside a value, with its shape."""
    yield value, shape
    if isinstance(shape, StructureShape):
        within = [(entry, shape.members[name]) for name, entry in value.items()]
    elif isinstance(shape, MapShape):
        within = [(entry, shape.value) for entry in value.values()]
    else:
        within = [(entry, shape.member) for entry in value] if isinstance(shape, ListShape) else []
    for entry, member in within:
        yield from inside(entry, member)


@pytest.mark.parametrize("call", CALLS)
def test_the_arguments_obey_the_services_model(call: Call, sent: dict[str, list[Any]]) -> None:
    shape = call.arguments
    assert sent[call.state], "no path makes this call"
    for arguments in sent[call.state]:
        given = on_the_wire(call, arguments)
        report = ParamValidator().validate(given, shape)
        assert not report.has_errors(), report.generate_report()
        for value, member in inside(given, shape):  # botocore does not compare these
            assert value in (getattr(member, "enum", None) or [value]), f"{member.name}: {value}"


def test_entries_for_the_bus_are_complete(sent: dict[str, list[Any]]) -> None:
    """The bus rejects an entry without these, although the model requires none."""
    entries = [
        entry for call in calls() if call.client == "events" for one in sent[call.state] for entry in one["Entries"]
    ]
    assert {frozenset(entry) for entry in entries} == {frozenset({"EventBusName", "Source", "DetailType", "Detail"})}


def members(shape: Shape, seen: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(shape, StructureShape) and shape.name not in seen:
        for name, member in shape.members.items():
            yield name
            yield from members(member, (*seen, shape.name))
    elif isinstance(shape, ListShape):
        yield from members(shape.member, seen)
    elif isinstance(shape, MapShape):
        yield from members(shape.value, seen)


@pytest.mark.parametrize("call", CALLS)
def test_the_models_names_are_those_of_the_language(call: Call) -> None:
    """Step Functions takes every parameter in PascalCase, also where the service's own name is not.

    https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
    """
    assert [name for name in call.definition["Arguments"] if not name[0].isupper()] == []
    own = [name for name in members(call.arguments) if not name[0].isupper()]
    assert bool(own) == (call.client in CAMEL_CASE)


def test_the_languages_are_those_of_the_sentiment_service() -> None:
    [comprehend] = {call.operation: call for call in calls() if call.operation == "BatchDetectSentiment"}.values()
    language = comprehend.arguments.members["LanguageCode"]
    assert isinstance(language, StringShape)
    parameter = template("unicorn_properties")["Parameters"]["SentimentLanguages"]["Default"]
    assert set(parameter.split(",")) <= set(language.enum)


def test_every_image_is_read_from_the_stages_bucket(sent: dict[str, list[Any]]) -> None:
    buckets = {asked["Image"]["S3Object"]["Bucket"] for asked in sent["DetectModerationLabels"]}
    assert buckets == {"ImagesBucket"}
    assert sent["RecordPublication"][0]["Item"]["pk"] == {"S": f"PROPERTY#{HOUSE}"}
