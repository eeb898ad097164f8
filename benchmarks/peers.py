"""The reference implementations of the same agency, and which of their functions does what a case of ours does.

A counterpart gets the input of our case, in the envelope in which it expects it, and answers of AWS that hold as many
listings as ours. What the two store differs, and so do the answers.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cases import Case, case

PEERS = ("python", "typescript")  # the parts of their repositories' names that differ
LISTING = {
    "country": {"S": "USA"},
    "city": {"S": "Anytown"},
    "street": {"S": "Main Street"},
    "number": {"N": "111"},
    "contract": {"S": "sale"},
    "listprice": {"N": "200000"},
    "currency": {"S": "SPL"},
}
DESCRIPTION = {
    "description": {
        "S": "A sunny house with a quiet garden, three bedrooms and a workshop, ten minutes from the station. "
        "The kitchen was renewed two years ago, the roof last spring."
    }
}
IMAGES = {"images": {"L": [{"S": f"property_images/prop1_{number}.jpg"} for number in range(4)]}}
KEYS = {"PK": {"S": "PROPERTY#usa#anytown"}, "SK": {"S": "main-street#111"}}
APPROVED, PENDING = {"status": {"S": "APPROVED"}}, {"status": {"S": "PENDING"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A function of a peer: its logical id and its service's folder, and what it needs to do the work of our case."""

    service: str
    function: str
    event: Callable[[Any], Any]
    answers: Mapping[str, Mapping[str, Any]]  # of AWS to each peer, which project different fields
    expect: dict[str, Any] = field(default_factory=dict)  # where the peer answers anything that tells
    calls: int = 1


def _as_it_is(event: Any) -> Any:
    return event


def _queued(event: Any) -> Any:
    """Put the request in the queue's record that the peers' API Gateway makes of it."""
    attributes = {"HttpMethod": {"stringValue": event["httpMethod"], "dataType": "String"}}
    return {"Records": [{"messageId": "1", "body": event["body"], "messageAttributes": attributes}]}


def _delivered(event: Any) -> Any:
    """Take the event out of the queue: the peers' rules invoke their functions directly."""
    return json.loads(event["Records"][0]["body"])


def _listings(listing: Mapping[str, Any]) -> dict[str, Any]:
    number = len(case("WebSearchApi").answers["Query"]["Items"])
    return {"Items": [listing] * number, "Count": number, "ScannedCount": number}


def _to_both(answers: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return dict.fromkeys(PEERS, answers)


COUNTERPARTS = {
    "WebSearchApi": Counterpart(
        service="unicorn_web",
        function="SearchFunction",
        event=_as_it_is,
        answers={
            "python": {"Query": _listings(LISTING)},
            "typescript": {"Query": _listings(LISTING | DESCRIPTION | APPROVED)},
        },
        expect={"statusCode": 200},
    ),
    "WebSearchApi.details": Counterpart(
        service="unicorn_web",
        function="SearchFunction",
        event=_as_it_is,
        answers={
            "python": {"GetItem": {"Item": KEYS | LISTING | DESCRIPTION | IMAGES | APPROVED}},
            "typescript": {"GetItem": {"Item": LISTING | DESCRIPTION | APPROVED}},
        },
        expect={"statusCode": 200},
    ),
    "ContractsContractsApi": Counterpart(
        service="unicorn_contracts",
        function="ContractEventHandlerFunction",
        event=_queued,
        answers=_to_both({"PutItem": {}}),
    ),
    "ContractsContractsApi.approve": Counterpart(
        service="unicorn_contracts",
        function="ContractEventHandlerFunction",
        event=_queued,
        answers=_to_both({"UpdateItem": {"Attributes": {"contract_status": {"S": "APPROVED"}}}}),
    ),
    "WebPublicationRequestsApi": Counterpart(
        service="unicorn_web",
        function="RequestApprovalFunction",
        event=_queued,
        answers={
            "python": {"GetItem": {"Item": LISTING | DESCRIPTION | IMAGES | PENDING}},
            "typescript": {"GetItem": {"Item": KEYS | LISTING | DESCRIPTION | IMAGES | PENDING}},
        },
        calls=2,
    ),
    "PropertiesRecordFacts": Counterpart(
        service="unicorn_approvals",
        function="ContractStatusChangedHandlerFunction",
        event=_delivered,
        answers=_to_both({"UpdateItem": {}}),
    ),
    "WebApplyDecisions": Counterpart(
        service="unicorn_web",
        function="PublicationEvaluationEventHandlerFunction",
        event=_delivered,
        answers=_to_both({"UpdateItem": {}}),
    ),
}
PUBLISHED = {"PutEvents": {"FailedEntryCount": 0, "Entries": [{"EventId": "e"}]}}


def peer_case(name: str, peer: str) -> Case:
    """Return our case as that peer's function meets it."""
    found = COUNTERPARTS[name]
    return Case(
        name=f"{name}.{peer}",
        event=found.event(case(name).event),
        answers=PUBLISHED | dict(found.answers[peer]),
        expect=found.expect,
        environment={"POWERTOOLS_LOGGER_SAMPLE_RATE": "0"},  # no process logs more than another by chance
        calls=found.calls,
    )


PEER_CASES = {found.name: found for name in COUNTERPARTS for found in (peer_case(name, peer) for peer in PEERS)}
