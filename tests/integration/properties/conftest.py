"""Fixtures: the simulated other contexts on the deployed stacks."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.aws import Aws
from tests.integration.properties.agency import Agency

type Change = Callable[[dict[str, Any]], None]
type Variant = Callable[..., str]


@pytest.fixture
def agency(aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[dict[str, Any]]]) -> Agency:
    return Agency(aws, outputs, bus_events)


@pytest.fixture(scope="session")
def safe_picture(aws: Aws, outputs: dict[str, str]) -> str:
    return Agency(aws, outputs, list).upload()


@pytest.fixture
def variant(aws: Aws, outputs: dict[str, str]) -> Iterator[Variant]:
    """Return a function that creates changed copies of the deployed workflow for one test, and returns its ARN.

    The copies' changes are the workflow's and, if it is given, that of the evaluation that it calls.
    """
    made: list[str] = []

    def make(change: Change, evaluation: Change | None = None) -> str:
        workflow = outputs["ApprovalStateMachineArn"]
        if evaluation is None:
            return copy(workflow, change)
        called = copy(workflow.replace("-approval", "-evaluation"), evaluation)

        def calls_the_copy(states: dict[str, Any]) -> None:
            states["Evaluate"]["Arguments"]["StateMachineArn"] = called
            change(states)

        return copy(workflow, calls_the_copy)

    def copy(arn: str, change: Change) -> str:
        deployed = aws.states.describe_state_machine(stateMachineArn=arn)
        definition = json.loads(deployed["definition"])
        change(definition["States"])
        machine = aws.states.create_state_machine(
            name=f"variant-{uuid4().hex[:12]}",
            definition=json.dumps(definition),
            roleArn=deployed["roleArn"],
            type=deployed["type"],
        )
        made.append(machine["stateMachineArn"])
        return machine["stateMachineArn"]

    yield make
    for arn in made:
        aws.states.delete_state_machine(stateMachineArn=arn)
