"""The approval workflow with simulated services: the responses of its tasks, and the events that it publishes."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from properties_service.adapters.validate_content_task import (
    Malformed,
    content_of,
    declined_result,
    is_appeal,
    judged_result,
    reasons_so_far,
    to_verdict,
    unavailable_result,
)
from properties_service.domain.content import ListingContent, ResultMissing, judge

from tests.infra.asl import Execution, Observe, TaskError, TimedOut
from tests.templates import PROJECT
from tests.unit.properties.fakes import LIMITS, safe

WORKFLOW = PROJECT / "unicorn_properties" / "workflow"
DEFINITION, EVALUATION = WORKFLOW / "publication_approval.asl.json", WORKFLOW / "publication_evaluation.asl.json"
SYNC = "arn:aws:states:::aws-sdk:sfn:startSyncExecution"
HOUSE = "usa/anytown/main-street/111"
SUBSTITUTIONS = {"ContractGraceSeconds": "60", "ModerationConcurrency": "5"}
REQUEST = {
    "property_id": HOUSE,
    "request_id": "request-1",
    "metadata": {
        "idempotency_key": "unicorn.properties:request-1:evaluation",
        "correlation_id": "correlation",
        "causation_id": "event-1",
        "schema_version": 1,
        "sequence": 2,
    },
}
EVENT: dict[str, Any] = {
    "id": "envelope-1",
    "detail-type": "PublicationApprovalRequested",
    "detail": {
        "metadata": {"event_id": "event-1", "correlation_id": "correlation", "schema_version": 1, "sequence": 1},
        "property_id": HOUSE,
        "request_id": "request-1",
        "description": "A lovely house.",
        "images": ["a", "b"],
    },
}
TIMEOUT = TimedOut()

type Machines = tuple[dict[str, Any], dict[str, Any]]  # the workflow and the evaluation


@cache
def definition(file: Path = DEFINITION) -> dict[str, Any]:
    """Return the workflow with its placeholders filled; a placeholder that a test does not need keeps its name."""

    def filled(match: re.Match[str]) -> str:
        return SUBSTITUTIONS.get(match[1], match[1])

    parsed: dict[str, Any] = json.loads(re.sub(r"\$\{(\w+)\}", filled, file.read_text()))
    return parsed


def hours_of_calls() -> int:
    """Return how long the workflow calls the evaluation again while a service is unavailable, in seconds."""
    [limit] = re.findall(r"'UNAVAILABLE' and .* < (\d+)", json.dumps(definition()["States"]["MayBeShown"]))
    return int(limit) // 1000


def states(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every state with its name, those inside a Map too."""
    for name, state in machine["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


def all_states() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every state of the workflow and of the evaluation that it calls."""
    yield from states(definition())
    yield from states(definition(EVALUATION))


TEXT: dict[str, Any] = {"field": "description", "pieces": ["A lovely house."], "sample": "A lovely house."}


def known(**given: Any) -> dict[str, Any]:
    """The response of check_contract_status for a property with a contract."""
    answer = {
        "outcome": "KNOWN",
        "request": REQUEST,
        "reasons": [],
        "images": ["a", "b"],
        "unjudged": ["a", "b"],
        "least_confidence": 50,
        "languages": ["en"],
        "texts": [TEXT],
    }
    return answer | given


@dataclass
class Played:
    """The services around one execution.

    `faults` maps a state to its fault, on the first try or on every one: an error, or an unexpected result.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    once: bool = False
    observe: Observe | None = None
    machines: Machines | None = None  # other definitions than the workflow's own
    calls: Counter[str] = field(default_factory=Counter)
    arguments: dict[str, list[Any]] = field(default_factory=dict)
    published: list[dict[str, Any]] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    attempts: list[Execution] = field(default_factory=list)  # the evaluations that the workflow called

    def run(self, event: Any = None) -> Execution:
        given = EVENT if event is None else event
        workflow, self._evaluation = self.machines or (definition(), definition(EVALUATION))
        self.running = Execution(definition=workflow, call=self._call, input=given, observe=self.observe)
        return self.running.run()

    @property
    def evaluations(self) -> list[tuple[str, list[str]]]:
        """Return every evaluation that was published: its result, and the codes of its reasons."""
        return [(d["evaluation_result"], [reason["code"] for reason in d["reasons"]]) for d in self.published]

    def _call(self, state: str, resource: str, arguments: Any) -> Any:
        self.calls[state] += 1
        self.arguments.setdefault(state, []).append(arguments)
        meets = state in self.faults and not (self.once and self.calls[state] > 1)
        if meets and isinstance(self.faults[state], Exception):
            raise self.faults[state]
        answer = self._answer(state, resource, arguments)
        return self.faults[state] if meets else answer

    def _answer(self, state: str, resource: str, arguments: Any) -> Any:
        if resource == SYNC and state not in self.answers:
            return self._evaluated(json.loads(arguments["Input"]))
        if resource == "arn:aws:states:::events:putEvents":
            self.published += [entry["Detail"] for entry in arguments["Entries"]]
            return {"FailedEntryCount": 0}
        if resource == "arn:aws:states:::sqs:sendMessage":
            self.set_aside.append(arguments["MessageBody"])
        answer = self.answers[state] if state in self.answers else DEFAULTS[state]
        if isinstance(answer, list):
            return answer[min(self.calls[state], len(answer)) - 1]
        return answer(arguments.get("Payload", arguments)) if callable(answer) else answer

    def _evaluated(self, given: Any) -> dict[str, Any]:
        """Run the evaluation on the workflow's clock; return what startSyncExecution does."""
        caller, clock = self.running, self.running.now
        self.running = Execution(
            definition=self._evaluation, call=self._call, input=given, observe=self.observe, started=clock, now=clock
        )
        done = self.running.run()
        self.running, caller.now = caller, done.now
        self.attempts.append(done)
        if done.status == "SUCCEEDED":
            return {"Status": done.status, "Output": json.dumps(done.output)}
        return {"Status": done.status} | ({"Error": done.error, "Cause": done.cause} if done.error else {})


def validated(judged: dict[str, Any]) -> dict[str, Any]:
    """Respond as validate_content does; an exception is an error of its task."""
    against = reasons_so_far(judged)
    if judged["unavailable"]:
        return {"Payload": declined_result(against) if against else unavailable_result()}
    try:
        judged_content = judge(
            ListingContent(images=judged["images"], texts=content_of(judged).texts, is_appeal=is_appeal(judged)),
            {moderated["key"]: to_verdict(moderated, judged["least_confidence"]) for moderated in judged["moderated"]}
            | {key: safe(key) for key in judged["images"] if not judged["moderated"]},
            LIMITS,
        )
    except (Malformed, ResultMissing) as error:
        raise TaskError(type(error).__name__) from error
    return {"Payload": judged_result(against, judged_content, is_appeal=is_appeal(judged))}


def friendly(asked: dict[str, Any]) -> dict[str, Any]:
    """Respond as Comprehend does if every text is positive."""
    assert isinstance(asked["TextList"], list)
    found = [
        {"Sentiment": "POSITIVE", "SentimentScore": {"Positive": 1}, "Index": n} for n in range(len(asked["TextList"]))
    ]
    return {"ResultList": found, "ErrorList": []}


DEFAULTS: dict[str, Any] = {
    "CheckContract": {"Payload": known()},
    "DetectDominantLanguage": {
        "Languages": [{"LanguageCode": "fr", "Score": 0.01}, {"LanguageCode": "en", "Score": 0.98}]
    },
    "DetectSentiment": friendly,
    "DetectModerationLabels": {"ModerationLabels": []},
    "ValidateContent": validated,
    "WaitForReview": {"verdict": "APPROVED"},
    "WaitForContractApproval": {"contract_id": "contract-1"},
    "RecordPublication": {},
    "SetAside": {},
}
