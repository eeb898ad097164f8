"""Many workflows that wait at once: each is resumed, and each publishes one evaluation."""

import time
from collections import Counter
from itertools import batched
from typing import Any

import pytest

from tests.integration.properties.agency import Agency, a_house
from unicorn_cli.terminal.waiting import eventually

HOUSES, REQUESTS_EACH = 50, 4
STARTED_AT_ONCE = 8  # the engine runs a process for each concurrent invocation
DEADLINE = 180.0  # seconds

type Waiting = dict[str, str]  # request id → property id


def there(agency: Agency, house: str, sk: str) -> Any:
    found = eventually(lambda: agency.item(f"PROPERTY#{house}", sk), seconds=DEADLINE)
    assert found, f"{house} has no {sk}"
    return found


def all_waiting(agency: Agency, houses: list[str]) -> Waiting:
    """Request publication of each property until all of the requests wait."""
    picture = agency.upload()
    asked: Waiting = {}
    wanted = [(house, sequence) for sequence in range(1, REQUESTS_EACH + 1) for house in houses]
    for some in batched(wanted, STARTED_AT_ONCE, strict=False):
        new = {agency.request(house, sequence=sequence, images=[picture]): house for house, sequence in some}
        for request_id, house in new.items():
            there(agency, house, f"WAITER#{request_id}")
        asked |= new
    return asked


def answers(agency: Agency, asked: Waiting) -> list[tuple[str, str]]:
    evaluations = [
        event["detail"] for event in agency.received() if event["detail-type"] == "PublicationEvaluationCompleted"
    ]
    return [
        (detail["request_id"], detail["evaluation_result"]) for detail in evaluations if detail["request_id"] in asked
    ]


def transitions(agency: Agency, execution_arn: str) -> int:
    """Count the states that an execution went through, and the attempts of its tasks beyond the first."""
    history = agency.aws.states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
    types = Counter(str(event["type"]) for event in history)
    entered = sum(number for name, number in types.items() if name.endswith("StateEntered"))
    return entered + types["TaskScheduled"] - types["TaskStateEntered"]


def test_two_hundred_waiters_are_all_resumed_when_their_contracts_are_approved(
    agency: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    houses = [a_house() for _ in range(HOUSES)]
    for house in houses:
        agency.contract(house, "DRAFT")
    for house in houses:
        there(agency, house, "CONTRACT")
    asked = all_waiting(agency, houses)

    started = time.monotonic()
    for house in houses:
        agency.contract(house, "APPROVED")
    assert eventually(lambda: len(answers(agency, asked)) >= len(asked), seconds=DEADLINE), len(answers(agency, asked))
    taken = time.monotonic() - started
    with capsys.disabled():
        print(f"\n{len(asked)} waiters on {HOUSES} properties: all answered {taken:.1f} s after the first approval")

    assert Counter(answers(agency, asked)) == Counter((request_id, "APPROVED") for request_id in asked)
    assert {agency.execution(request_id)["status"] for request_id in asked} == {"SUCCEEDED"}
    assert not [r for r, house in asked.items() if agency.item(f"PROPERTY#{house}", f"WAITER#{r}")]


def test_a_publication_has_five_transitions_and_moderates_each_image_once(
    agency: Agency, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = [agency.upload() for _ in range(4)]
    counted, moderated = [], []
    for _ in ("new pictures", "known pictures"):
        house = a_house()
        agency.contract(house, "APPROVED")
        texts: dict[str, Any] = {"headline": "A sunny house", "captions": ["The garden", "The kitchen"]}
        request_id = agency.request(house, images=pictures, **texts)
        assert agency.evaluation(request_id)["evaluation_result"] == "APPROVED"
        execution = agency.execution(request_id)["executionArn"]
        counted.append(transitions(agency, execution))
        [attempt] = agency.attempts(execution)
        moderated.append(agency.calls(attempt, "detect-moderation-labels"))
    with capsys.disabled():
        print(f"\nstate transitions of an approved publication with four pictures: {counted[0]};", end=" ")
        print(f"judged before: {counted[1]}; images judged: {moderated[0]} and {moderated[1]}")
    assert counted == [5, 5]
    assert moderated == [len(pictures), 0]
